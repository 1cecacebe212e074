package io.evenkeel.model;

/// What a model does at its decision threshold: a row is flagged when its score reaches it.
///
/// @param threshold the decision threshold
/// @param flagged the share of all rows that are flagged, 0 to 1
/// @param recall the share of the positives that are flagged, 0 to 1; NaN without positives
/// @param falsePositiveRate the share of the negatives that are flagged; NaN without negatives
public record OperatingPoint(
    double threshold, double flagged, double recall, double falsePositiveRate) {
  /// Counts.
  ///
  /// @param rows scores and labels, at least one row
  /// @param threshold the score from which on a row is flagged
  public static OperatingPoint of(ScoredLabels rows, double threshold) {
    int hits = 0;
    int alarms = 0;
    for (int row = 0; row < rows.rows(); row++) {
      if (rows.scores()[row] >= threshold) {
        if (rows.labels()[row]) {
          hits++;
        } else {
          alarms++;
        }
      }
    }
    return new OperatingPoint(
        threshold,
        (double) (hits + alarms) / rows.rows(),
        (double) hits / rows.positives(),
        (double) alarms / rows.negatives());
  }
}
