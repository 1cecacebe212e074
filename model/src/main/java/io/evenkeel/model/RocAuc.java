package io.evenkeel.model;

/// Area under the ROC curve with its standard error, by DeLong's method.
public sealed interface RocAuc {
  /// @param value the area, ties counted half
  /// @param standardError of the area
  /// @param positives rows with a true label
  /// @param negatives rows with a false label
  record Measured(double value, double standardError, int positives, int negatives)
      implements RocAuc {}

  /// Too few positives or negatives to say anything.
  ///
  /// @param positives rows with a true label
  /// @param needed how many of them it takes
  record NotEnoughData(int positives, int needed) implements RocAuc {}

  /// Measures the area.
  ///
  /// @param needed the least number of positives, and of negatives, at least 2
  static RocAuc of(ScoredLabels rows, int needed) {
    throw new UnsupportedOperationException();
  }
}
