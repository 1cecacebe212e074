package io.evenkeel.incident;

import io.evenkeel.drift.PerformanceFall;
import io.evenkeel.model.RocAuc;
import java.util.Optional;

/// When live performance is a finding of its own. It is asked again with every check, of rows that
/// overlap, so it takes far more than 95 %: with `d = live - expected`, a finding when
///
/// `d + deviations * sqrt(se_live^2 + se_expected^2) < -margin`.
///
/// With four deviations, one look at a model that has not changed finds something with a chance of
/// 1 in 30,000 at most, and less by as much as the margin allows.
///
/// Pure, immutable and safe for use by many threads.
///
/// @param frauds the newest labelled frauds that it is measured on, at least 2
/// @param margin the fall that is of no concern, 0 to 1
/// @param deviations how many standard errors the fall must lie beyond the margin, above 0
public record PerformanceRule(int frauds, double margin, double deviations) {
  /// Rejects limits out of range.
  public PerformanceRule {
    if (frauds < 2 || !(margin >= 0 && margin <= 1) || !(deviations > 0)) {
      throw new IllegalArgumentException(
          "a performance rule needs 2 frauds, a margin from 0 to 1 and deviations above 0,"
              + " had %d, %s and %s".formatted(frauds, margin, deviations));
    }
  }

  /// 100 frauds, a margin of 0.02, four deviations.
  public static PerformanceRule defaults() {
    return new PerformanceRule(100, 0.02, 4);
  }

  /// The finding, if there is one; none where there is too little data.
  ///
  /// @param live ROC-AUC on the newest labelled rows
  /// @param expected ROC-AUC on the version's hold-out
  /// @param expectedError its standard error
  public Optional<PerformanceFall> judge(RocAuc live, double expected, double expectedError) {
    return switch (live) {
      case RocAuc.NotEnoughData _ -> Optional.empty();
      case RocAuc.Measured(double value, double error, int positives, _) -> {
        double upper = value - expected + deviations * Math.hypot(error, expectedError);
        // Written as what must hold, so that a NaN is no finding.
        yield positives >= frauds && upper < -margin
            ? Optional.of(new PerformanceFall(value, error, expected, expectedError, positives))
            : Optional.empty();
      }
    };
  }
}
