package io.evenkeel.stack;

import io.evenkeel.ledger.Courier;
import io.evenkeel.ledger.Ledger;
import io.evenkeel.mlflow.Mlflow;
import io.evenkeel.mlflow.MlflowRecord;
import io.evenkeel.mlflow.RecordCodec;
import io.evenkeel.model.FeatureTable;
import io.evenkeel.model.Hyperparameters;
import io.evenkeel.model.LabelledTable;
import io.evenkeel.model.ModelBundle;
import io.evenkeel.model.TrainingPlan;
import io.evenkeel.model.TrainingProcess;
import io.evenkeel.simulator.Regime;
import io.evenkeel.simulator.UpiWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Bundles, and the records that the product puts into its outbox.
final class MlflowRecords {
  static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private MlflowRecords() {}

  /// Trains a model of the UPI world in its child process.
  static ModelBundle train(Path models, String version) throws InterruptedException {
    UpiWorld world = UpiWorld.mixed(version.hashCode());
    LabelledTable rows = world.table(Regime.quiet(), 4_000);
    float[] weights = new float[rows.rows()];
    Arrays.fill(weights, 1);
    LabelledTable holdout = world.table(Regime.quiet(), 1_500);
    return new TrainingProcess(
            Duration.ofMinutes(5),
            new Hyperparameters(60, 5, 0.1, 0.8, 0.8, 2),
            InstantSource.fixed(NOON))
        .train(
            new TrainingPlan(
                version, Optional.empty(), "a baseline", rows, weights, holdout, rows, 1),
            models.resolve(version));
  }

  static MlflowRecord.Run retrain(String key, ModelBundle bundle) {
    return new MlflowRecord.Run(
        key,
        "upi_fraud_retrain",
        "retrain " + bundle.metadata().version(),
        NOON,
        NOON.plusSeconds(90),
        true,
        new TreeMap<>(Map.of("max_depth", "5", "trees", "60")),
        new TreeMap<>(Map.of("roc_auc", bundle.metadata().rocAuc(), "drift_score", 0.625)),
        new TreeMap<>(Map.of("triggered_by", "drift", "incident_id", "inc-7")),
        List.of(new MlflowRecord.Artifact("drift/report.json", "{\"drift_score\": 0.625}")),
        Optional.of(new MlflowRecord.NewVersion(bundle.metadata().version(), bundle.digest())));
  }

  static MlflowRecord.Run decision(String key, long number) {
    return new MlflowRecord.Run(
        key,
        "upi_fraud_agent_actions",
        "decision " + number,
        NOON.plusSeconds(number),
        NOON.plusSeconds(number),
        true,
        new TreeMap<>(Map.of("decision", "RETRAIN")),
        new TreeMap<>(Map.of("drift_score", 0.5 + number / 100.0)),
        new TreeMap<>(),
        List.of(),
        Optional.empty());
  }

  static MlflowRecord.ChampionMove move(long sequence, Optional<String> from, ModelBundle to) {
    return new MlflowRecord.ChampionMove(
        "move-" + sequence,
        sequence,
        from,
        to.metadata().version(),
        to.digest(),
        "inc-7",
        "the gate was passed");
  }

  /// Takes some values out of every column, as the world misses none.
  static FeatureTable withHoles(FeatureTable table) {
    double[][] columns = new double[table.schema().size()][];
    for (int feature = 0; feature < columns.length; feature++) {
      columns[feature] = table.column(feature).clone();
      for (int row = feature; row < table.rows(); row += 37) {
        columns[feature][row] = Double.NaN;
      }
    }
    return new FeatureTable(table.schema(), columns);
  }

  /// Puts records into the outbox of a ledger and carries what is due, the moves last.
  static int deliver(Ledger ledger, Mlflow mlflow, SettableClock clock, MlflowRecord... records)
      throws InterruptedException {
    for (MlflowRecord record : records) {
      RecordCodec.put(ledger.outbox(), "inc-7", record);
    }
    int delivered = 0;
    for (String queue : List.of(RecordCodec.QUEUE, RecordCodec.MOVES)) {
      delivered +=
          new Courier(ledger.outbox(), queue, mlflow, clock)
              .deliver(clock.instant().plusSeconds(600));
    }
    return delivered;
  }

  /// Reads the columns of a file of numbers with one header line.
  static double[][] columns(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    double[][] columns = new double[lines.getFirst().split(",").length][lines.size() - 1];
    for (int row = 1; row < lines.size(); row++) {
      String[] cells = lines.get(row).split(",");
      for (int column = 0; column < columns.length; column++) {
        columns[column][row - 1] = Double.parseDouble(cells[column]);
      }
    }
    return columns;
  }

  /// The largest distance of two series.
  static double distance(double[] ours, double[] theirs) {
    if (ours.length != theirs.length) {
      throw new AssertionError(ours.length + " scores here, " + theirs.length + " there");
    }
    double largest = 0;
    for (int i = 0; i < ours.length; i++) {
      double distance = Math.abs(ours[i] - theirs[i]);
      // A NaN is no small distance.
      if (!(distance <= largest)) {
        largest = distance;
      }
    }
    return largest;
  }
}
