package io.evenkeel.drift;

import java.util.Arrays;

/// Labelled rows by distinct score, ascending: how many positives and how many negatives have it.
/// Making it costs O(n log n).
///
/// Immutable; the arrays are shared within the package and never written to.
///
/// @param scores each score once, ascending
/// @param positives rows with a true label at each score
/// @param negatives rows with a false label at each score
/// @param rows rows together
/// @param positiveRows rows with a true label
@SuppressWarnings("ArrayRecordComponent") // shared within the package, compared by nobody
record LabelledScores(
    double[] scores, int[] positives, int[] negatives, int rows, int positiveRows) {
  /// Groups rows; scores that are NaN or infinite are left out.
  ///
  /// @throws IllegalArgumentException when there are more scores than labels or fewer
  static LabelledScores of(double[] scores, boolean[] labels) {
    if (scores.length != labels.length) {
      throw new IllegalArgumentException(
          "%d scores cannot have %d labels".formatted(scores.length, labels.length));
    }
    Sample sample = Sample.of(scores, scores.length);
    double[] distinct = sample.distinct();
    int[] negatives = sample.counts().clone();
    int[] positives = new int[distinct.length];
    int positiveRows = 0;
    for (int row = 0; row < scores.length; row++) {
      int group = labels[row] ? Arrays.binarySearch(distinct, scores[row] + 0.0) : -1;
      if (group >= 0) {
        positives[group]++;
        negatives[group]--;
        positiveRows++;
      }
    }
    return new LabelledScores(distinct, positives, negatives, sample.size(), positiveRows);
  }

  /// Rows with a false label.
  int negativeRows() {
    return rows - positiveRows;
  }

  /// The metrics of these rows with a row called positive from the threshold on.
  PerformanceSums sums(double threshold) {
    PerformanceSums sums = new PerformanceSums(threshold);
    for (int g = scores.length - 1; g >= 0; g--) {
      sums.add(scores[g], positives[g], negatives[g]);
    }
    return sums;
  }
}
