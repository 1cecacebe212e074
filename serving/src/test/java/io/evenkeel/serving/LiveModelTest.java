package io.evenkeel.serving;

import static io.evenkeel.serving.PredictTest.with;
import static io.evenkeel.serving.RunningServer.GOOD;
import static io.evenkeel.serving.RunningServer.error;
import static io.evenkeel.serving.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class LiveModelTest {
  @TempDir Path directory;

  @Test
  void withoutAModelTheServerStartsAndWaitsForOne() throws Exception {
    try (RunningServer server =
        new RunningServer(directory, RunningServer.settings(), new String[0])) {
      HttpResponse<String> response = server.post("/predict", GOOD);
      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.headers().firstValue("Retry-After")).isPresent();
      assertThat(server.get("/health").statusCode()).isEqualTo(503);
      assertThat(json(server.get("/health")).required("status").asString()).isEqualTo("no_model");
      assertThat(server.get("/model/info").statusCode()).isEqualTo(503);
      assertThat(server.post("/reload", "").statusCode()).isEqualTo(503);

      server.models.promote("v1");
      await().atMost(Duration.ofSeconds(2)).until(() -> server.get("/health").statusCode() == 200);
      JsonNode health = json(server.get("/health"));
      assertThat(health.required("status").asString()).isEqualTo("ok");
      assertThat(health.required("model_version").asString()).isEqualTo("v1");
      assertThat(health.required("uptime_seconds").asDouble()).isGreaterThan(0);
      assertThat(health.has("problem")).isFalse();
    }
  }

  @Test
  void reloadFollowsAChangeAtOnceAndSaysSo() throws Exception {
    ServerSettings some = RunningServer.settings();
    ServerSettings slow =
        new ServerSettings(
            some.host(),
            0,
            some.token(),
            some.maxBodyBytes(),
            some.maxBatch(),
            some.idleTimeout(),
            some.requestTimeout(),
            Duration.ofHours(1),
            some.stopTimeout());
    try (RunningServer server = new RunningServer(directory, slow)) {
      server.models.promote("v2");
      assertThat(server.post("/reload", "").body())
          .isEqualTo("{\"model_version\":\"v2\",\"changed\":true}");
      assertThat(server.post("/reload", "").body())
          .isEqualTo("{\"model_version\":\"v2\",\"changed\":false}");
      JsonNode info = json(server.get("/model/info"));
      assertThat(info.required("model_version").asString()).isEqualTo("v2");
      assertThat(info.required("digest").asString()).isEqualTo("0123456789abcdef-v2");
      assertThat(info.required("since").asString()).isEqualTo("2026-11-22T12:00:00Z");
      assertThat(info.required("metadata").required("roc_auc").asDouble()).isEqualTo(0.97);
      assertThat(server.get("/metrics").body())
          .contains("model_loaded_info{digest=\"0123456789ab\",version=\"v2\"} 1")
          .doesNotContain("version=\"v1\"")
          .contains("model_reloads_total{result=\"loaded\"} 2.0");
    }
  }

  @Test
  void aCorruptedBundleIsRefusedAndTheOldModelServesOn() throws Exception {
    try (RunningServer server = new RunningServer(directory)) {
      server.models.corrupt("v2");
      server.models.promote("v2");

      HttpResponse<String> reload = server.post("/reload", "");
      assertThat(reload.statusCode()).isEqualTo(409);
      assertThat(error(reload).required("message").asString())
          .isEqualTo("the bundle of v2 cannot be used and was refused; v1 answers on");
      assertThat(json(server.post("/predict", GOOD)).required("model_version").asString())
          .isEqualTo("v1");
      HttpResponse<String> health = server.get("/health");
      assertThat(health.statusCode()).isEqualTo(200);
      assertThat(json(health).required("status").asString()).isEqualTo("degraded");
      assertThat(json(health).required("problem").asString()).contains("v2");
      assertThat(health.body()).doesNotContain("/secret");
      assertThat(server.get("/metrics").body()).contains("model_reloads_total{result=\"refused\"}");

      server.models.repair("v2");
      assertThat(server.post("/reload", "").statusCode()).isEqualTo(200);
      assertThat(json(server.get("/health")).required("status").asString()).isEqualTo("ok");
    }
  }

  @Test
  void aRegistryThatCannotBeReadLeavesTheModelAndRecovers() throws Exception {
    try (RunningServer server = new RunningServer(directory)) {
      server.models.unreadable(true);
      await()
          .until(
              () -> json(server.get("/health")).required("status").asString().equals("degraded"));
      assertThat(server.post("/predict", GOOD).statusCode()).isEqualTo(200);
      server.models.unreadable(false);
      await().until(() -> json(server.get("/health")).required("status").asString().equals("ok"));
    }
  }

  @Test
  void aRefusedBundleIsStillTheProblemAfterTheRegistryWasUnreadable() throws Exception {
    try (RunningServer server = new RunningServer(directory)) {
      server.models.corrupt("v2");
      server.models.promote("v2");
      await().until(() -> problem(server).contains("v2"));
      server.models.unreadable(true);
      await().until(() -> problem(server).contains("registry"));
      server.models.unreadable(false);
      await()
          .atMost(Duration.ofSeconds(3))
          .until(() -> problem(server).equals("the bundle of v2 cannot be used and was refused"));
    }
  }

  @Test
  void noRequestFailsOrSeesAMixtureWhileModelsAreSwapped() throws Exception {
    try (RunningServer server = new RunningServer(directory);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      AtomicBoolean stop = new AtomicBoolean();
      List<Future<Set<String>>> calls = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        double amount = 20_000 * (i + 1);
        calls.add(callers.submit(() -> predictUntil(server, stop, amount)));
      }
      for (int version = 2; version <= 30; version++) {
        server.models.promote("v" + version);
        assertThat(server.post("/reload", "").statusCode()).isEqualTo(200);
      }
      stop.set(true);
      Set<String> versions = new HashSet<>();
      for (Future<Set<String>> call : calls) {
        versions.addAll(call.get());
      }
      assertThat(versions).hasSizeGreaterThan(3);
    }
  }

  private static String problem(RunningServer server) {
    JsonNode health = json(server.get("/health"));
    return health.has("problem") ? health.required("problem").asString() : "";
  }

  private static Set<String> predictUntil(RunningServer server, AtomicBoolean stop, double amount) {
    Set<String> versions = new HashSet<>();
    while (!stop.get()) {
      String row = with("amount", Double.toString(amount));
      HttpResponse<String> response = server.post("/predict/batch", "[" + row + "," + row + "]");
      assertThat(response.statusCode()).isEqualTo(200);
      JsonNode both = json(response).required("predictions");
      String version = both.get(0).required("model_version").asString();
      assertThat(both.get(1).required("model_version").asString()).isEqualTo(version);
      for (JsonNode one : both) {
        assertThat(one.required("fraud_probability").asDouble())
            .isEqualTo(TestingModels.probability(version, amount));
      }
      versions.add(version);
    }
    return versions;
  }
}
