package io.evenkeel.agent;

import java.time.Duration;
import java.util.List;

/// When a promotion is judged again, on the labels that have come since.
///
/// @param first how long after the promotion the first look is due, above 0
/// @param second how long after it the second, later than the first
/// @param third how long after it the third, later than the second
/// @param expiry how long after it was due a look may still be made, above 0; one that had too few
///   labels until then is given up, and the next one comes at its time
/// @param slack the fall in ROC-AUC against the version before that must at least be certain to
///   call a promotion a mistake, 0 to 1
public record ReappraisalSettings(
    Duration first, Duration second, Duration third, Duration expiry, double slack) {
  /// Rejects looks out of order.
  public ReappraisalSettings {
    boolean ordered =
        first.isPositive() && second.compareTo(first) > 0 && third.compareTo(second) > 0;
    if (!ordered) {
      throw new IllegalArgumentException(
          "the looks of a reappraisal must follow one another, were %s, %s and %s"
              .formatted(first, second, third));
    }
    if (!expiry.isPositive()) {
      throw new IllegalArgumentException(
          "the expiry of a reappraisal must be positive, was " + expiry);
    }
    if (!(slack >= 0 && slack <= 1)) {
      throw new IllegalArgumentException("the slack of a reappraisal must be 0 to 1, was " + slack);
    }
  }

  /// After 1, 7 and 30 days, each within 3 days; any certain fall counts.
  public static ReappraisalSettings defaults() {
    return new ReappraisalSettings(
        Duration.ofDays(1), Duration.ofDays(7), Duration.ofDays(30), Duration.ofDays(3), 0);
  }

  /// The same looks, each of which may be made later by the time in which labels ripen.
  ///
  /// @param maturity not negative
  public ReappraisalSettings whereLabelsRipenIn(Duration maturity) {
    return new ReappraisalSettings(first, second, third, expiry.plus(maturity), slack);
  }

  /// The looks in their order.
  List<Duration> looks() {
    return List.of(first, second, third);
  }
}
