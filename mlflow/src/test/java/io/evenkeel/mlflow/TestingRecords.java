package io.evenkeel.mlflow;

import io.evenkeel.ledger.Ledger;
import io.evenkeel.ledger.Outbox;
import io.evenkeel.model.Feature;
import io.evenkeel.model.FeatureSchema;
import io.evenkeel.model.FeatureTable;
import io.evenkeel.model.Hyperparameters;
import io.evenkeel.model.LabelledTable;
import io.evenkeel.model.ModelBundle;
import io.evenkeel.model.Range;
import io.evenkeel.model.TrainingPlan;
import io.evenkeel.model.TrainingProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/// Records, small real bundles, and the messages that carry records.
final class TestingRecords {
  static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final FeatureSchema SCHEMA =
      new FeatureSchema(
          "is_fraud",
          0.4,
          List.of(new Feature.Numeric("amount", Range.any(), false, true, false, "")));

  private TestingRecords() {}

  static MlflowSettings settings(URI address) {
    MlflowSettings names = MlflowSettings.defaults();
    return new MlflowSettings(
        Optional.of(address),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        names.model(),
        names.retrainExperiment(),
        names.actionsExperiment(),
        Duration.ofSeconds(20),
        Duration.ofSeconds(20));
  }

  /// The message that the outbox hands to its courier.
  static Outbox.Message message(Path directory, MlflowRecord record) {
    Path file = directory.resolve("outbox-" + UUID.randomUUID() + ".db");
    try (Ledger ledger = Ledger.open(file, Clock.fixed(NOON, ZoneOffset.UTC))) {
      RecordCodec.put(ledger.outbox(), "incident-1", record);
      return Stream.of(RecordCodec.QUEUE, RecordCodec.MOVES)
          .flatMap(queue -> ledger.outbox().head(queue).stream())
          .findFirst()
          .orElseThrow();
    }
  }

  static MlflowRecord.Run run(String key, Optional<MlflowRecord.NewVersion> version) {
    return new MlflowRecord.Run(
        key,
        "upi_fraud_retrain",
        "retrain of v1",
        NOON,
        NOON.plusSeconds(90),
        true,
        new TreeMap<>(Map.of("max_depth", "6", "eta", "0.05")),
        new TreeMap<>(Map.of("roc_auc", 0.97, "drift_score", 0.625)),
        new TreeMap<>(Map.of("incident_id", "inc-1", "triggered_by", "drift")),
        List.of(new MlflowRecord.Artifact("drift/report.json", "{\"drift_score\": 0.625}")),
        version);
  }

  static MlflowRecord.ChampionMove move(
      long sequence, Optional<String> from, String to, String digest) {
    return new MlflowRecord.ChampionMove(
        "move-" + sequence, sequence, from, to, digest, "inc-1", "the gate was passed");
  }

  static ModelBundle train(Path models, String version) throws InterruptedException {
    Random random = new Random(version.hashCode());
    double[] amounts = random.doubles(200).toArray();
    boolean[] labels = new boolean[amounts.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = amounts[i] + 0.3 * random.nextDouble() > 0.9;
    }
    amounts[7] = Double.NaN;
    LabelledTable rows =
        new LabelledTable(new FeatureTable(SCHEMA, new double[][] {amounts}), labels);
    float[] weights = new float[rows.rows()];
    Arrays.fill(weights, 1);
    TrainingPlan plan =
        new TrainingPlan(version, Optional.empty(), "for a test", rows, weights, rows, rows, 1);
    return new TrainingProcess(
            Duration.ofMinutes(1),
            new Hyperparameters(5, 2, 0.3, 1, 1, 1),
            InstantSource.fixed(NOON))
        .train(plan, models.resolve(version));
  }
}
