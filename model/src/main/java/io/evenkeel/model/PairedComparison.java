package io.evenkeel.model;

import java.util.Arrays;

/// Two models on the same rows: the difference of their ROC-AUC by DeLong's paired test (DeLong,
/// DeLong and Clarke-Pearson 1988; O(n log n) by mid-ranks).
///
/// With the placements `V10` of positives and `V01` of negatives and their differences between the
/// models, `var(delta) = var(V10b - V10a) / P + var(V01b - V01a) / N` and the interval is `delta ±
/// 1.96 sqrt(var)`. Models that order the rows alike have delta 0 and interval [0, 0].
public sealed interface PairedComparison {
  /// @param champion ROC-AUC of the champion
  /// @param challenger ROC-AUC of the challenger
  /// @param delta challenger minus champion
  /// @param lower lower end of the 95 % interval of `delta`
  /// @param upper upper end of it
  /// @param positives rows with a true label
  /// @param negatives rows with a false label
  record Measured(
      double champion,
      double challenger,
      double delta,
      double lower,
      double upper,
      int positives,
      int negatives)
      implements PairedComparison {}

  /// Too few positives, or too few negatives, to compare.
  ///
  /// @param positives rows with a true label
  /// @param needed how many of them it takes
  record NotEnoughData(int positives, int needed) implements PairedComparison {}

  /// The 97.5th percentile of the standard normal distribution.
  double QUANTILE = 1.959963984540054;

  /// Compares.
  ///
  /// @param champion scores of the champion and the labels
  /// @param challenger scores of the challenger on the same rows, with the same labels
  /// @param needed the least number of positives, and of negatives, at least 2
  /// @throws IllegalArgumentException when the labels differ, a score is NaN or `needed` is below 2
  static PairedComparison of(ScoredLabels champion, ScoredLabels challenger, int needed) {
    if (needed < 2) {
      throw new IllegalArgumentException("at least 2 of each class are needed, asked " + needed);
    }
    if (!Arrays.equals(champion.labels(), challenger.labels())) {
      throw new IllegalArgumentException("the models were not scored on the same rows");
    }
    if (champion.positives() < needed || champion.negatives() < needed) {
      return new NotEnoughData(champion.positives(), needed);
    }
    Placements of = Placements.of(champion);
    Placements against = Placements.of(challenger);
    double delta = against.area() - of.area();
    double halfWidth =
        QUANTILE
            * Math.sqrt(
                Placements.varianceOfMean(
                    difference(against.positives(), of.positives()),
                    difference(against.negatives(), of.negatives())));
    return new Measured(
        of.area(),
        against.area(),
        delta,
        delta - halfWidth,
        delta + halfWidth,
        champion.positives(),
        champion.negatives());
  }

  private static double[] difference(double[] minuend, double[] subtrahend) {
    double[] difference = new double[minuend.length];
    for (int i = 0; i < difference.length; i++) {
      difference[i] = minuend[i] - subtrahend[i];
    }
    return difference;
  }
}
