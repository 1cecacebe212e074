package io.evenkeel.mlflow;

import io.evenkeel.model.ModelBundle;
import io.evenkeel.model.ModelMetadata;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The run of a version of which MLflow knows nothing: it was never recorded there, or was lost
/// with an older state of the server. What it says comes from the bundle on this machine.
final class VersionRun {
  private VersionRun() {}

  /// @param experiment where versions are recorded
  /// @param version our name of it and its digest
  static MlflowRecord.Run of(
      String experiment, MlflowRecord.NewVersion version, ModelBundle bundle) {
    ModelMetadata metadata = bundle.metadata();
    SortedMap<String, String> params =
        new TreeMap<>(
            Map.of(
                "version", version.name(),
                "parent", metadata.parent().orElse(""),
                "seed", String.valueOf(metadata.seed()),
                "training_rows", String.valueOf(metadata.trainingRows()),
                "threshold", String.valueOf(metadata.threshold())));
    SortedMap<String, Double> metrics =
        new TreeMap<>(
            Map.of(
                "roc_auc", metadata.rocAuc(),
                "pr_auc", metadata.prAuc(),
                "training_rows", (double) metadata.trainingRows(),
                "holdout_rows", (double) metadata.holdoutRows(),
                "holdout_positives", (double) metadata.holdoutPositives(),
                "reference_rows", (double) metadata.referenceRows(),
                "training_seconds", metadata.trainingSeconds()));
    metrics.values().removeIf(value -> !Double.isFinite(value));
    Duration took = Duration.ofNanos(Math.max(0, Math.round(metadata.trainingSeconds() * 1e9)));
    return new MlflowRecord.Run(
        "version/" + version.name(),
        experiment,
        "train " + version.name(),
        metadata.trainedAt().minus(took),
        metadata.trainedAt(),
        true,
        params,
        metrics,
        new TreeMap<>(Map.of("verdict", "recorded", "why", metadata.why())),
        List.of(),
        Optional.of(version));
  }
}
