package io.evenkeel.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.ledger.Ledger;
import io.evenkeel.mlflow.Mlflow;
import io.evenkeel.mlflow.MlflowRecord;
import io.evenkeel.mlflow.RecordCodec;
import io.evenkeel.model.ModelBundle;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WaitingRecordsTest {
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
  @TempDir private Path directory;

  @Test
  void recordsWaitAndArriveInOrderOnceEach() throws Exception {
    ModelBundle bundle = MlflowRecords.train(directory, "v1");
    SettableClock clock = new SettableClock(MlflowRecords.NOON);
    Path store = Files.createDirectory(directory.resolve("mlflow"));
    int port = Tools.freePort();
    URI address = URI.create("http://127.0.0.1:" + port);
    MlflowRecord[] records = {
      MlflowRecords.retrain("run-1", bundle),
      MlflowRecords.move(1, Optional.empty(), bundle),
      MlflowRecords.decision("decision-1", 1),
      MlflowRecords.decision("decision-2", 2),
      MlflowRecords.decision("decision-3", 3)
    };
    try (Ledger ledger = Ledger.open(directory.resolve("ledger.db"), clock);
        Mlflow mlflow =
            new Mlflow(MlflowServer.settings(address, "fraud_model"), directory::resolve)) {
      try (MlflowServer strict =
          MlflowServer.start(store, port, "--allowed-hosts", "mlflow.example.org")) {
        assertThat(strict.address()).isEqualTo(address);
        assertThat(MlflowRecords.deliver(ledger, mlflow, clock, records)).isZero();
        assertThat(ledger.outbox().trouble(RecordCodec.QUEUE).orElse(""))
            .contains("--allowed-hosts", "127.0.0.1:" + port);
        assertThat(mlflow.champion()).isInstanceOf(Mlflow.Standing.Away.class);
      }
      clock.advance(LONGEST_PAUSE);
      assertThat(MlflowRecords.deliver(ledger, mlflow, clock)).isZero();
      assertThat(ledger.outbox().trouble(RecordCodec.QUEUE).orElse("")).contains("could not be");
      assertThat(ledger.outbox().waiting())
          .containsEntry(RecordCodec.QUEUE, 4L)
          .containsEntry(RecordCodec.MOVES, 1L);

      clock.advance(LONGEST_PAUSE);
      try (MlflowServer _ = MlflowServer.start(store, port)) {
        assertThat(MlflowRecords.deliver(ledger, mlflow, clock)).isEqualTo(5);
        assertThat(ledger.outbox().waiting()).isEmpty();
        assertThat(ledger.outbox().refused()).isEmpty();
        assertThat(actions(address)).containsExactly("decision 1", "decision 2", "decision 3");
        assertThat(mlflow.champion())
            .isEqualTo(new Mlflow.Standing.Ours("v1", bundle.digest(), "1"));
        requireAlteredArtifactsAreSeen(mlflow, bundle, store);
      }
    }
  }

  private void requireAlteredArtifactsAreSeen(Mlflow mlflow, ModelBundle bundle, Path store)
      throws IOException {
    Path back = directory.resolve("back");
    assertThat(mlflow.download("v1", bundle.digest(), back))
        .isEqualTo(new Mlflow.Download.Complete());
    assertThat(ModelBundle.open(back).digest()).isEqualTo(bundle.digest());
    Path stored;
    try (Stream<Path> files = Files.walk(store.resolve("artifacts"))) {
      stored = files.filter(file -> file.endsWith("bundle/model.ubj")).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(stored);
    bytes[bytes.length / 2] ^= 1;
    Files.write(stored, bytes);
    assertThat(mlflow.download("v1", bundle.digest(), directory.resolve("again")))
        .isInstanceOfSatisfying(
            Mlflow.Download.Altered.class,
            altered -> assertThat(altered.reason()).contains("bundle/model.ubj was altered"));
    assertThat(directory.resolve("again")).doesNotExist();
  }

  /// The runs of the experiment of actions, by the time that they tell.
  private static List<String> actions(URI address) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      JsonNode experiment =
          json(
              client,
              HttpRequest.newBuilder(
                      address.resolve(
                          "/api/2.0/mlflow/experiments/get-by-name?experiment_name=upi_fraud_agent_actions"))
                  .build());
      String body =
          "{\"experiment_ids\":[\"%s\"],\"order_by\":[\"attributes.start_time ASC\"],\"max_results\":100}"
              .formatted(experiment.path("experiment").path("experiment_id").asString());
      HttpRequest search =
          HttpRequest.newBuilder(address.resolve("/api/2.0/mlflow/runs/search"))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      return json(client, search)
          .path("runs")
          .valueStream()
          .map(run -> run.path("info").path("run_name").asString())
          .toList();
    }
  }

  private static JsonNode json(HttpClient client, HttpRequest request)
      throws IOException, InterruptedException {
    return JsonMapper.shared().readTree(client.send(request, BodyHandlers.ofString()).body());
  }
}
