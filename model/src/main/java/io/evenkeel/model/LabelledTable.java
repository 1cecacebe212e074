package io.evenkeel.model;

/// Rows with their labels. Immutable under the rule of [FeatureTable].
public final class LabelledTable {
  private final FeatureTable features;
  private final boolean[] labels;
  private final int positives;

  /// Joins features and labels.
  ///
  /// @param features the rows
  /// @param labels one label per row; handed over, not copied
  /// @throws IllegalArgumentException when the numbers of rows differ
  public LabelledTable(FeatureTable features, boolean[] labels) {
    if (features.rows() != labels.length) {
      throw new IllegalArgumentException(
          features.rows() + " rows cannot have " + labels.length + " labels");
    }
    this.features = features;
    this.labels = labels;
    int count = 0;
    for (boolean label : labels) {
      count += label ? 1 : 0;
    }
    this.positives = count;
  }

  /// The rows.
  public FeatureTable features() {
    return features;
  }

  /// The labels; the table's own array, not to be written to.
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

  /// The named rows, in the given order; repeats are allowed.
  public LabelledTable select(int[] chosen) {
    boolean[] picked = new boolean[chosen.length];
    for (int i = 0; i < chosen.length; i++) {
      picked[i] = labels[chosen[i]];
    }
    return new LabelledTable(features.select(chosen), picked);
  }

  /// This table followed by another of the same schema.
  public LabelledTable append(LabelledTable other) {
    boolean[] joined = new boolean[labels.length + other.labels.length];
    System.arraycopy(labels, 0, joined, 0, labels.length);
    System.arraycopy(other.labels, 0, joined, labels.length, other.labels.length);
    return new LabelledTable(features.append(other.features), joined);
  }
}
