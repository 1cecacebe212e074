package io.evenkeel.model;

/// Scores beside the labels that came later: what every measure of performance is made of.
///
/// The arrays are handed over, not copied, and nobody writes to them again.
public final class ScoredLabels {
  private final double[] scores;
  private final boolean[] labels;
  private final int positives;

  /// Joins scores and labels of the same length.
  public ScoredLabels(double[] scores, boolean[] labels) {
    if (scores.length != labels.length) {
      throw new IllegalArgumentException(
          scores.length + " scores cannot have " + labels.length + " labels");
    }
    this.scores = scores;
    this.labels = labels;
    int count = 0;
    for (boolean label : labels) {
      count += label ? 1 : 0;
    }
    this.positives = count;
  }

  /// The scores; not to be written to.
  public double[] scores() {
    return scores;
  }

  /// The labels; not to be written to.
  public boolean[] labels() {
    return labels;
  }

  /// The number of rows.
  public int rows() {
    return labels.length;
  }

  /// The number of rows whose label is true.
  public int positives() {
    return positives;
  }

  /// The number of rows whose label is false.
  public int negatives() {
    return labels.length - positives;
  }
}
