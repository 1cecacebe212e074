package io.evenkeel.serving;

import static io.evenkeel.serving.RunningServer.GOOD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsAndTokenTest {
  @TempDir Path directory;

  @Test
  void aHostThatOthersCanReachNeedsAToken() {
    for (String host : new String[] {"0.0.0.0", "::", "192.168.1.7", ""}) {
      assertThatThrownBy(() -> on(host, Optional.empty()))
          .as(host)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("EVENKEEL_TOKEN");
    }
    assertThatThrownBy(() -> on("127.0.0.1", Optional.of(" ")))
        .hasMessageContaining("EVENKEEL_TOKEN");
    assertThat(on("localhost", Optional.empty()).host()).isEqualTo("localhost");
    assertThat(on("::1", Optional.empty()).host()).isEqualTo("::1");
    assertThat(on("0.0.0.0", Optional.of("secret")).toString()).doesNotContain("secret");
  }

  @Test
  void openToOthersAllButPredictHealthAndMetricsNeedTheToken() throws Exception {
    try (RunningServer server =
        new RunningServer(directory, on("0.0.0.0", Optional.of("s3cret")))) {
      assertThat(server.post("/predict", GOOD).statusCode()).isEqualTo(200);
      assertThat(server.post("/predict/batch", "[]").statusCode()).isEqualTo(200);
      assertThat(server.get("/health").statusCode()).isEqualTo(200);
      assertThat(server.get("/metrics").statusCode()).isEqualTo(200);
      assertThat(server.get("/model/info").statusCode()).isEqualTo(401);
      assertThat(server.post("/reload", "").statusCode()).isEqualTo(401);
      String label = "{\"transaction_id\":\"a\",\"is_fraud\":true}";
      assertThat(server.post("/labels", label).statusCode()).isEqualTo(401);
      assertThat(reload(server, "Bearer wrong")).isEqualTo(401);
      assertThat(reload(server, "Bearer s3cre")).isEqualTo(401);
      assertThat(reload(server, "Basic s3cret")).isEqualTo(401);
      assertThat(reload(server, "s3cret")).isEqualTo(401);
      assertThat(reload(server, "Bearer s3cret")).isEqualTo(200);
      assertThat(reload(server, "bearer s3cret")).isEqualTo(200);
    }
  }

  private static int reload(RunningServer server, String authorization) {
    return server
        .send(
            server
                .request("/reload")
                .header("Authorization", authorization)
                .POST(HttpRequest.BodyPublishers.noBody()))
        .statusCode();
  }

  private static ServerSettings on(String host, Optional<String> token) {
    ServerSettings some = RunningServer.settings();
    return new ServerSettings(
        host,
        0,
        token,
        some.maxBodyBytes(),
        some.maxBatch(),
        some.idleTimeout(),
        some.requestTimeout(),
        some.reloadInterval(),
        some.stopTimeout());
  }
}
