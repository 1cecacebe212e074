package io.evenkeel.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.ledger.Carrier.Result;
import io.evenkeel.ledger.Ledger;
import io.evenkeel.ledger.Outbox;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordCodecTest {
  private static final String DIGEST = "a".repeat(64);
  @TempDir private Path directory;

  @Test
  void recordsComeBackAsTheyWere() {
    for (MlflowRecord record :
        List.of(
            TestingRecords.run("one", Optional.empty()),
            TestingRecords.run("two", Optional.of(new MlflowRecord.NewVersion("v2", DIGEST))),
            TestingRecords.move(1, Optional.empty(), "v1", DIGEST),
            TestingRecords.move(2, Optional.of("v1"), "v2", DIGEST))) {
      Outbox.Message message = TestingRecords.message(directory, record);
      assertThat(RecordCodec.read(message)).isEqualTo(record);
      assertThat(message.queue())
          .isEqualTo(record instanceof MlflowRecord.Run ? "mlflow" : "mlflow-champion");
      assertThat(message.key()).isEqualTo(record.key());
    }
  }

  @Test
  void recordIsPutOnce() {
    try (Ledger ledger = Ledger.open(directory.resolve("ledger.db"), Clock.systemUTC())) {
      MlflowRecord run = TestingRecords.run("one", Optional.empty());
      assertThat(RecordCodec.put(ledger.outbox(), "incident-1", run)).isTrue();
      assertThat(RecordCodec.put(ledger.outbox(), "incident-1", run)).isFalse();
    }
  }

  @Test
  void anythingElseIsMalformedAndRefusedForGood() throws Exception {
    Outbox.Message good =
        TestingRecords.message(directory, TestingRecords.move(1, Optional.empty(), "v1", DIGEST));
    String payload = good.payload();
    Map<String, String> spoiled =
        Map.of(
            payload.replace("\"why\":", "\"reason\":"),
            "champion",
            payload.replace("\"why\":", "\"to\":\"v1\",\"why\":"),
            "champion",
            payload.replace("\"sequence\":1,", ""),
            "champion",
            payload.replace("\"sequence\":1,", "\"sequence\":0,"),
            "champion",
            payload.replace("aaaa", "zzzz"),
            "champion",
            payload + "x",
            "champion",
            payload,
            "sonnet",
            payload + " ",
            "run");
    assertThat(spoiled).hasSize(8);
    try (Mlflow mlflow =
        new Mlflow(TestingRecords.settings(URI.create("http://127.0.0.1:9")), directory::resolve)) {
      for (Map.Entry<String, String> entry : spoiled.entrySet()) {
        Outbox.Message bad =
            new Outbox.Message(
                1, good.queue(), good.key(), "s", entry.getValue(), entry.getKey(), good.put(), 0);
        assertThatThrownBy(() -> RecordCodec.read(bad))
            .isInstanceOf(MalformedRecord.class)
            .hasMessageContaining(good.key());
        assertThat(mlflow.carry(bad)).isInstanceOf(Result.Refused.class);
      }
    }
  }

  @Test
  void recordsKeepTheirRules() {
    MlflowRecord.Run run = TestingRecords.run("one", Optional.empty());
    TreeMap<String, Double> metrics = new TreeMap<>(Map.of("auc", Double.NaN));
    assertThatThrownBy(() ->
            new MlflowRecord.Run(
                "k",
                "e",
                "n",
                run.started(),
                run.ended(),
                true,
                run.params(),
                metrics,
                run.tags(),
                List.of(),
                Optional.empty()))
        .hasMessageContaining("auc");
    for (String path : new String[] {"/a", "../a", "a/../b", "a//b", "", "a/"}) {
      assertThatThrownBy(() -> new MlflowRecord.Artifact(path, "")).hasMessageContaining("path");
    }
  }

  @Test
  void settingsKeepTheirSecrets() {
    MlflowSettings names = MlflowSettings.defaults();
    MlflowSettings settings =
        new MlflowSettings(
            Optional.of(URI.create("https://mlflow.example/x")),
            Optional.empty(),
            Optional.empty(),
            Optional.of("hush"),
            names.model(),
            names.retrainExperiment(),
            names.actionsExperiment(),
            names.connectTimeout(),
            names.requestTimeout());
    assertThat(settings.toString()).contains("mlflow.example", "a token").doesNotContain("hush");
    assertThatThrownBy(() -> TestingRecords.settings(URI.create("http://ann:hush@127.0.0.1/")))
        .hasMessageContaining("MLFLOW_TRACKING_USERNAME")
        .hasMessageNotContaining("hush");
  }
}
