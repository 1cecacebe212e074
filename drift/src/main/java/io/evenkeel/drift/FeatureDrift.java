package io.evenkeel.drift;

/// What was found about one feature.
///
/// @param feature its name
/// @param test the test that judged it
/// @param threshold the distance from which on it counts as drifted
/// @param verdict drifted, stable, or too little data
/// @param referenceRows values of the reference that took part
/// @param currentRows values of the current window that took part
public record FeatureDrift(
    String feature,
    DriftTest test,
    double threshold,
    Verdict verdict,
    long referenceRows,
    long currentRows) {
  /// Whether the feature drifted.
  public boolean drifted() {
    return verdict instanceof Verdict.Drifted;
  }

  /// Whether the score reaches the own limit of the test, which knows nothing of the size of the
  /// sample. Describes what a small sample looks like; never a base for decisions.
  public boolean nominallyDrifted() {
    return switch (verdict) {
      case Verdict.Stable(double score) -> test.drifted(score, test.threshold());
      case Verdict.Drifted(double score) -> test.drifted(score, test.threshold());
      case Verdict.NotEnoughData _ -> false;
    };
  }
}
