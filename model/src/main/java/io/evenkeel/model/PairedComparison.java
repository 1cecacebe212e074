package io.evenkeel.model;

/// Two models on the same rows: the difference of their ROC-AUC by DeLong's paired test (DeLong,
/// DeLong and Clarke-Pearson 1988; O(n log n) by mid-ranks).
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

  /// Too few positives or negatives to compare.
  ///
  /// @param positives rows with a true label
  /// @param needed how many of them it takes
  record NotEnoughData(int positives, int needed) implements PairedComparison {}

  /// Compares.
  ///
  /// @param champion scores of the champion and the labels
  /// @param challenger scores of the challenger on the same rows, with the same labels
  /// @param needed the least number of positives, and of negatives, at least 2
  static PairedComparison of(ScoredLabels champion, ScoredLabels challenger, int needed) {
    throw new UnsupportedOperationException();
  }
}
