package io.evenkeel.model;

/// Area under the ROC curve with its standard error, by DeLong's method.
public sealed interface RocAuc {
  /// @param value the area, ties counted half
  /// @param standardError of the area
  /// @param positives rows with a true label
  /// @param negatives rows with a false label
  record Measured(double value, double standardError, int positives, int negatives)
      implements RocAuc {}

  /// Too few positives, or too few negatives, to say anything.
  ///
  /// @param positives rows with a true label
  /// @param needed how many of them it takes
  record NotEnoughData(int positives, int needed) implements RocAuc {}

  /// Measures the area.
  ///
  /// @param needed the least number of positives, and of negatives, at least 2
  /// @throws IllegalArgumentException when a score is NaN or `needed` is below 2
  static RocAuc of(ScoredLabels rows, int needed) {
    if (needed < 2) {
      throw new IllegalArgumentException("at least 2 of each class are needed, asked " + needed);
    }
    if (rows.positives() < needed || rows.negatives() < needed) {
      return new NotEnoughData(rows.positives(), needed);
    }
    Placements placements = Placements.of(rows);
    double variance = Placements.varianceOfMean(placements.positives(), placements.negatives());
    return new Measured(placements.area(), Math.sqrt(variance), rows.positives(), rows.negatives());
  }
}
