package io.evenkeel.drift;

import java.util.Arrays;

/// The increasing step function that is nearest to the labels, by pooling adjacent violators, with
/// straight lines between the steps and constant beyond the ends: what scikit-learn's
/// `IsotonicRegression(increasing=True, out_of_bounds="clip")` gives. Scores closer than 1e-15 to
/// the first of their kind count as equal, as there.
///
/// The pooled means are quotients of whole numbers, so the pooling itself makes no rounding error.
/// O(n) to fit, O(log n) a value.
///
/// Immutable and safe for use by many threads.
final class IsotonicRegression {
  private static final double RESOLUTION = 1e-15;

  private final double[] scores;
  private final double[] values;

  private IsotonicRegression(double[] scores, double[] values) {
    this.scores = scores;
    this.values = values;
  }

  /// Fits rows in groups of equal score.
  ///
  /// @param scores ascending
  /// @param positives rows with a true label at each score
  /// @param rows rows at each score; a score without rows does not count; at least one has some
  static IsotonicRegression fit(double[] scores, int[] positives, int[] rows) {
    int groups = scores.length;
    double[] first = new double[groups];
    double[] last = new double[groups];
    long[] ofPositives = new long[groups];
    long[] ofRows = new long[groups];
    int blocks = 0;
    int g = 0;
    while (g < groups) {
      double score = scores[g];
      long pooledPositives = 0;
      long pooledRows = 0;
      while (g < groups && (pooledRows == 0 || scores[g] - score < RESOLUTION)) {
        score = pooledRows == 0 ? scores[g] : score;
        pooledPositives += positives[g];
        pooledRows += rows[g];
        g++;
      }
      if (pooledRows == 0) {
        break;
      }
      double from = score;
      while (blocks > 0
          && ofPositives[blocks - 1] * pooledRows >= pooledPositives * ofRows[blocks - 1]) {
        blocks--;
        from = first[blocks];
        pooledPositives += ofPositives[blocks];
        pooledRows += ofRows[blocks];
      }
      first[blocks] = from;
      last[blocks] = score;
      ofPositives[blocks] = pooledPositives;
      ofRows[blocks++] = pooledRows;
    }
    return knots(blocks, first, last, ofPositives, ofRows);
  }

  private static IsotonicRegression knots(
      int blocks, double[] first, double[] last, long[] positives, long[] rows) {
    double[] scores = new double[2 * blocks];
    double[] values = new double[2 * blocks];
    int knots = 0;
    for (int b = 0; b < blocks; b++) {
      double value = (double) positives[b] / rows[b];
      scores[knots] = first[b];
      values[knots++] = value;
      if (last[b] > first[b]) {
        scores[knots] = last[b];
        values[knots++] = value;
      }
    }
    return new IsotonicRegression(Arrays.copyOf(scores, knots), Arrays.copyOf(values, knots));
  }

  /// The probability of a positive at a score, 0 to 1.
  double at(double score) {
    int found = Arrays.binarySearch(scores, score);
    if (found >= 0) {
      return values[found];
    }
    int above = -found - 1;
    if (above == 0) {
      return values[0];
    }
    if (above == scores.length) {
      return values[above - 1];
    }
    double slope = (values[above] - values[above - 1]) / (scores[above] - scores[above - 1]);
    return values[above - 1] + slope * (score - scores[above - 1]);
  }
}
