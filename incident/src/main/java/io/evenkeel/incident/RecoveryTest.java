package io.evenkeel.incident;

import io.evenkeel.model.RocAuc;

/// Compares live ROC-AUC with the one expected from the gate. The two were measured on different
/// rows, so the variance of the difference is the sum of both:
///
/// `d = live - expected`, interval `d ± 1.96 sqrt(se_live^2 + se_expected^2)`.
///
/// Recovered when the lower end is above `-margin` (not worse, by more than we care about); else
/// worse when the upper end is below `-slack`; else inconclusive. A small difference that is
/// measured to lie within the margin is recovered, however surely it is a difference.
///
/// @param margin the fall in ROC-AUC that is of no concern, above 0
/// @param slack the fall that must at least be certain to call it worse, 0 to `margin`
public record RecoveryTest(double margin, double slack) {
  /// The 97.5th percentile of the standard normal distribution.
  private static final double Z = 1.959963984540054;

  /// Rejects limits out of order.
  public RecoveryTest {
    if (!(slack >= 0 && margin > 0 && slack <= margin)) {
      throw new IllegalArgumentException(
          "recovery limits must be 0 <= slack <= margin, margin above 0, were %s and %s"
              .formatted(slack, margin));
    }
  }

  /// Margin 0.04, slack 0.01.
  public static RecoveryTest defaults() {
    return new RecoveryTest(0.04, 0.01);
  }

  /// Judges. An expected value that is NaN makes it inconclusive.
  ///
  /// @param live ROC-AUC on labelled rows since the change
  /// @param expected ROC-AUC at the gate
  /// @param expectedStandardError its standard error
  public Recovery judge(RocAuc live, double expected, double expectedStandardError) {
    return switch (live) {
      case RocAuc.NotEnoughData(int positives, int needed) ->
          new Recovery.NotEnoughData(positives, needed);
      case RocAuc.Measured(double value, double standardError, _, _) -> {
        double difference = value - expected;
        double half = Z * Math.hypot(standardError, expectedStandardError);
        double lower = difference - half;
        double upper = difference + half;
        if (lower > -margin) {
          yield new Recovery.Recovered(difference, lower, upper);
        }
        yield upper < -slack
            ? new Recovery.Worse(difference, lower, upper)
            : new Recovery.Inconclusive(difference, lower, upper);
      }
    };
  }
}
