package io.evenkeel.serving;

import static io.evenkeel.serving.RunningServer.GOOD;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.events.Event;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientNamesTest {
  @TempDir private Path directory;

  @Test
  void aClientMayNameItselfAndAForbiddenNameCostsNoPayment() throws IOException {
    try (RunningServer server = new RunningServer(directory)) {
      assertThat(send(server, "/predict", GOOD, "acme-gw.1")).isEqualTo(200);
      assertThat(send(server, "/predict/batch", "[" + GOOD + "]", "bulk")).isEqualTo(200);
      assertThat(send(server, "/predict", GOOD, "a b")).isEqualTo(200);
      assertThat(send(server, "/predict", "{}", "bulk")).isEqualTo(422);
      assertThat(send(server, "/predict", "{}", "x".repeat(65))).isEqualTo(422);

      assertThat(server.events.newest("v1", 10))
          .extracting(Event.Prediction::client)
          .containsExactly("acme-gw.1", "bulk", "");
      assertThat(server.events.rejectionsByClient(Instant.MIN, Instant.MAX))
          .isEqualTo(Map.of("bulk", 1L, "", 1L));
    }
  }

  @ParameterizedTest
  @CsvSource({"a,true", "A-1._z,true", "'',false", "a/b,false", "a\"b,false", "\u00e4,false"})
  void namesMeanNothingSpecial(String name, boolean allowed) {
    assertThat(ClientIds.allowed(name)).isEqualTo(allowed);
  }

  private static int send(RunningServer server, String path, String body, String client) {
    return server
        .send(
            server
                .request(path)
                .header("Content-Type", "application/json")
                .header("X-Client-Id", client)
                .POST(HttpRequest.BodyPublishers.ofString(body)))
        .statusCode();
  }
}
