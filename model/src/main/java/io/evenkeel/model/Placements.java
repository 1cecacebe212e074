package io.evenkeel.model;

import java.util.Arrays;

/// Where each row stands among the rows of the other class: the structural components of DeLong,
/// DeLong and Clarke-Pearson (1988).
///
/// For a positive it is the share of negatives that score lower, for a negative the share of
/// positives that score higher, ties counted half. It equals the difference of mid-ranks (among all
/// rows, and among the own class) over the size of the other class. O(n log n).
final class Placements {
  private final double[] positives;
  private final double[] negatives;
  private final double area;

  private Placements(double[] positives, double[] negatives, double area) {
    this.positives = positives;
    this.negatives = negatives;
    this.area = area;
  }

  /// @throws IllegalArgumentException when a class is empty or a score is NaN
  static Placements of(ScoredLabels rows) {
    double[] positiveScores = scores(rows, true);
    double[] negativeScores = scores(rows, false);
    if (positiveScores.length == 0 || negativeScores.length == 0) {
      throw new IllegalArgumentException("both classes are needed");
    }
    double[] sortedPositives = sorted(positiveScores);
    double[] sortedNegatives = sorted(negativeScores);
    double[] ofPositives = new double[positiveScores.length];
    double[] ofNegatives = new double[negativeScores.length];
    // Counted in whole halves, so that the area is exact.
    long halfWins = 0;
    for (int i = 0; i < ofPositives.length; i++) {
      int halves = halvesBelow(sortedNegatives, positiveScores[i]);
      halfWins += halves;
      ofPositives[i] = halves / (2.0 * sortedNegatives.length);
    }
    for (int i = 0; i < ofNegatives.length; i++) {
      int halves = 2 * sortedPositives.length - halvesBelow(sortedPositives, negativeScores[i]);
      ofNegatives[i] = halves / (2.0 * sortedPositives.length);
    }
    return new Placements(
        ofPositives,
        ofNegatives,
        halfWins / (2.0 * sortedPositives.length * sortedNegatives.length));
  }

  /// Of the positives, in the order of the rows.
  double[] positives() {
    return positives;
  }

  /// Of the negatives, in the order of the rows.
  double[] negatives() {
    return negatives;
  }

  /// The area under the ROC curve: the Mann-Whitney statistic over the number of pairs.
  double area() {
    return area;
  }

  /// The variance of a mean of placements: of one model's area when the components are placements,
  /// of the difference of two areas when they are differences of placements.
  static double varianceOfMean(double[] ofPositives, double[] ofNegatives) {
    return variance(ofPositives) / ofPositives.length + variance(ofNegatives) / ofNegatives.length;
  }

  /// The scores of one class, in the order of the rows.
  ///
  /// @throws IllegalArgumentException when one is NaN
  static double[] scores(ScoredLabels rows, boolean label) {
    double[] chosen = new double[label ? rows.positives() : rows.negatives()];
    int next = 0;
    for (int row = 0; row < rows.rows(); row++) {
      double score = rows.scores()[row];
      if (Double.isNaN(score)) {
        throw new IllegalArgumentException("the score of row " + row + " is NaN");
      }
      if (rows.labels()[row] == label) {
        // Adding zero makes -0 equal to 0 in the order that sorting uses.
        chosen[next++] = score + 0.0;
      }
    }
    return chosen;
  }

  private static double[] sorted(double[] values) {
    double[] copy = values.clone();
    Arrays.sort(copy);
    return copy;
  }

  /// Twice the number of values below, plus the number of equal ones.
  private static int halvesBelow(double[] sorted, double value) {
    return firstFrom(sorted, value, false) + firstFrom(sorted, value, true);
  }

  /// The first position whose value is at least (or, when `strict`, above) the given one.
  private static int firstFrom(double[] sorted, double value, boolean strict) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value || (strict && sorted[middle] == value)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static double variance(double[] values) {
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return sum / (values.length - 1);
  }
}
