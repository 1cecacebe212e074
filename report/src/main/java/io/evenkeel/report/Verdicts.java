package io.evenkeel.report;

import io.evenkeel.drift.FeatureDrift;
import io.evenkeel.drift.Scale;
import io.evenkeel.drift.Verdict;
import java.util.Optional;

/// Verdicts, read for a report.
final class Verdicts {
  private Verdicts() {}

  /// The score, where there is one.
  static Optional<Double> score(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Stable(double score) -> Optional.of(score);
      case Verdict.Drifted(double score) -> Optional.of(score);
      case Verdict.NotEnoughData _ -> Optional.empty();
    };
  }

  /// The verdict in one word, as in the JSON document.
  static String code(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Stable _ -> "stable";
      case Verdict.Drifted _ -> "drifted";
      case Verdict.NotEnoughData _ -> "not_enough_data";
    };
  }

  /// How far a feature is on its way to its limit: 1 is the limit. A p-value counts by its
  /// logarithm. 0 where there is no score.
  static double ratio(FeatureDrift feature) {
    return score(feature.verdict()).map(s -> ratio(feature, s)).orElse(0.0);
  }

  private static double ratio(FeatureDrift feature, double score) {
    return feature.test().scale() == Scale.P_VALUE
        ? Math.log(Math.max(score, 1e-300)) / Math.log(feature.threshold())
        : score / feature.threshold();
  }
}
