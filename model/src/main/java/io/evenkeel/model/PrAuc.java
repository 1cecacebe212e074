package io.evenkeel.model;

import java.util.Arrays;

/// Area under the precision-recall curve as average precision: over the distinct scores from the
/// highest down, the sum of the gain in recall times the precision there. Rows with equal scores
/// enter together, so that their order does not count.
public sealed interface PrAuc {
  /// @param value the average precision, from 0 to 1; a random model has the share of positives
  /// @param positives rows with a true label
  /// @param negatives rows with a false label
  record Measured(double value, int positives, int negatives) implements PrAuc {}

  /// Too few positives, or too few negatives, to say anything.
  ///
  /// @param positives rows with a true label
  /// @param needed how many of them it takes
  record NotEnoughData(int positives, int needed) implements PrAuc {}

  /// Measures the area.
  ///
  /// @param needed the least number of positives, and of negatives, at least 1
  /// @throws IllegalArgumentException when a score is NaN or `needed` is below 1
  static PrAuc of(ScoredLabels rows, int needed) {
    if (needed < 1) {
      throw new IllegalArgumentException("at least 1 of each class is needed, asked " + needed);
    }
    if (rows.positives() < needed || rows.negatives() < needed) {
      return new NotEnoughData(rows.positives(), needed);
    }
    double[] positives = Placements.scores(rows, true);
    double[] negatives = Placements.scores(rows, false);
    Arrays.sort(positives);
    Arrays.sort(negatives);
    double area = 0;
    int hits = 0;
    int alarms = 0;
    while (hits < positives.length) {
      double threshold = positives[positives.length - 1 - hits];
      int before = hits;
      while (hits < positives.length && positives[positives.length - 1 - hits] >= threshold) {
        hits++;
      }
      while (alarms < negatives.length && negatives[negatives.length - 1 - alarms] >= threshold) {
        alarms++;
      }
      area += (double) (hits - before) / positives.length * hits / (hits + alarms);
    }
    return new Measured(area, positives.length, negatives.length);
  }
}
