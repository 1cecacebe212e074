package io.evenkeel.serving;

import static io.evenkeel.serving.RunningServer.SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.evenkeel.events.EventLog;
import io.evenkeel.events.EventSettings;
import io.evenkeel.ledger.Ledger;
import io.evenkeel.ledger.Servers;
import io.evenkeel.model.FeatureTable;
import io.evenkeel.model.Hyperparameters;
import io.evenkeel.model.LabelledTable;
import io.evenkeel.model.ModelBundle;
import io.evenkeel.model.TrainingPlan;
import io.evenkeel.model.TrainingProcess;
import io.evenkeel.registry.ChampionChange;
import io.evenkeel.registry.Registry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RealModelTest {
  @TempDir Path home;

  @Test
  void aTrainedModelAnswersAsItScoresAndACorruptedSuccessorIsRefused() throws Exception {
    try (Ledger ledger = Ledger.open(home.resolve("ledger.db"), Clock.systemUTC());
        EventLog log =
            EventLog.open(
                home.resolve("events"), SCHEMA, EventSettings.defaults(), Clock.systemUTC());
        HttpClient client = HttpClient.newHttpClient()) {
      Registry registry = new Registry(home.resolve("models"), ledger);
      ModelBundle first = train(registry, "v1");
      promote(registry, Optional.empty(), "v1");
      ServerSettings settings = RunningServer.settings();
      try (ModelServer server =
          new ModelServer(
              settings,
              SCHEMA,
              registry,
              log,
              Duration.ofMillis(200),
              new PrometheusRegistry(),
              Clock.systemUTC(),
              () -> "generated",
              1)) {
        server.start();
        LabelledTable rows = rows(20, 5);
        for (int i = 0; i < rows.rows(); i++) {
          double[] row = rows.features().row(i);
          JsonNode answer = post(client, server, "/predict", json(row), 200);
          assertThat(answer.required("fraud_probability").asDouble())
              .isEqualTo(first.scorer().probability(row));
          assertThat(answer.required("model_version").asString()).isEqualTo("v1");
        }

        train(registry, "v2");
        promote(registry, Optional.of("v1"), "v2");
        JsonNode reloaded = post(client, server, "/reload", "", 200);
        assertThat(reloaded.required("model_version").asString()).isEqualTo("v2");

        ChampionChange back = registry.promote(Optional.of("v2"), "v1", "test", "");
        assertThat(back).isInstanceOf(ChampionChange.Changed.class);
        // The interval of the settings is short: the server may have followed already.
        post(client, server, "/reload", "", 200);
        promote(registry, Optional.of("v1"), "v2");
        Path model = registry.directory("v2").resolve("model.ubj");
        byte[] bytes = Files.readAllBytes(model);
        bytes[bytes.length / 2] ^= 1;
        Files.write(model, bytes);
      }
      try (ModelServer server =
          new ModelServer(
              settings,
              SCHEMA,
              registry,
              log,
              Duration.ofMillis(200),
              new PrometheusRegistry(),
              Clock.systemUTC(),
              () -> "generated",
              1)) {
        server.start();
        await().until(() -> told(registry).refused() == 4);
        assertThat(told(registry).problem()).contains("v2 cannot be used");
        assertThat(told(registry).server()).endsWith(":" + server.port());
        post(client, server, "/reload", "", 409);
        post(client, server, "/predict", json(rows(1, 5).features().row(0)), 503);
        registry.promote(Optional.of("v2"), "v1", "test", "");
        post(client, server, "/reload", "", 200);
        await().until(() -> told(registry).sequence() == 5 && told(registry).refused() == 0);
        assertThat(told(registry).digest()).isEqualTo(registry.open("v1").digest());
        assertThat(told(registry).problem()).isEmpty();
        post(client, server, "/predict", json(rows(1, 5).features().row(0)), 200);
      }
      assertThat(registry.servers()).as("a server that has ended").isEmpty();
    }
  }

  /// What the only server said last.
  private static Servers.Fact told(Registry registry) {
    return registry.servers().getFirst();
  }

  private static ModelBundle train(Registry registry, String version) throws InterruptedException {
    LabelledTable training = rows(400, version.hashCode());
    float[] weights = new float[training.rows()];
    Arrays.fill(weights, 1);
    ModelBundle bundle =
        new TrainingProcess(
                Duration.ofMinutes(2),
                new Hyperparameters(10, 3, 0.3, 0.8, 0.8, 1),
                Clock.systemUTC())
            .train(
                new TrainingPlan(
                    version,
                    Optional.empty(),
                    "test",
                    training,
                    weights,
                    rows(100, 2),
                    training,
                    1),
                registry.directory(version));
    registry.record(bundle, "");
    return bundle;
  }

  private static void promote(Registry registry, Optional<String> expected, String version) {
    assertThat(registry.promote(expected, version, "test", ""))
        .isInstanceOf(ChampionChange.Changed.class);
  }

  private static LabelledTable rows(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] columns = new double[SCHEMA.size()][count];
    boolean[] labels = new boolean[count];
    for (int i = 0; i < count; i++) {
      labels[i] = random.nextInt(4) == 0;
      columns[0][i] = random.nextDouble(1, labels[i] ? 5_000 : 3_000);
      columns[1][i] = random.nextInt(24);
      columns[2][i] = random.nextInt(5) == 0 ? Double.NaN : random.nextInt(1_000);
      columns[3][i] = random.nextInt(3);
    }
    return new LabelledTable(new FeatureTable(SCHEMA, columns), labels);
  }

  private static String json(double[] row) {
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < row.length; i++) {
      json.append(i == 0 ? "\"" : ",\"").append(SCHEMA.names().get(i)).append("\":");
      json.append(Double.isNaN(row[i]) ? "null" : Double.toString(row[i]));
    }
    return json.append("}").toString();
  }

  private static JsonNode post(
      HttpClient client, ModelServer server, String path, String body, int status)
      throws Exception {
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return new JsonMapper().readTree(response.body());
  }
}
