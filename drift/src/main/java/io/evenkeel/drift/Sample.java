package io.evenkeel.drift;

import java.util.Arrays;

/// The values of one feature in one sample, cleaned, sorted and counted.
///
/// Cleaning drops NaN and infinities, as Evidently does, and counts them as missing. A magnitude
/// above 1e140 counts as infinite, because its square cannot be summed. Making a sample costs a few
/// passes over its values ([SortedValues]).
///
/// Immutable; the arrays are shared within the package and never written to.
final class Sample {
  /// A larger magnitude counts as infinite.
  static final double LARGEST = 1e140;

  private final double[] sorted;
  private final double[] distinct;
  private final int[] counts;
  private final int[] order;
  private final int rows;

  private Sample(double[] sorted, double[] distinct, int[] counts, int[] order, int rows) {
    this.sorted = sorted;
    this.distinct = distinct;
    this.counts = counts;
    this.order = order;
    this.rows = rows;
  }

  /// As [#of], and remembers in which order the values came: 4 bytes more a value.
  static Sample inOrder(double[] values, int rows) {
    Sample sample = of(values, rows);
    int[] order = new int[sample.size()];
    int next = 0;
    for (double value : values) {
      int place = sample.codeOf(value);
      if (place >= 0) {
        order[next++] = place;
      }
    }
    return new Sample(sample.sorted, sample.distinct, sample.counts, order, rows);
  }

  /// Takes a column of a sample.
  ///
  /// @param values the column; not changed; may be empty although the sample has rows
  /// @param rows rows of the sample, of which those without a value count as missing
  static Sample of(double[] values, int rows) {
    double[] kept = new double[values.length];
    int size = 0;
    for (double value : values) {
      if (usable(value)) {
        kept[size++] = value + 0.0; // makes -0.0 the same category as 0.0
      }
    }
    return ofSorted(SortedValues.of(kept, size), rows);
  }

  /// Takes values that are clean and in ascending order.
  ///
  /// @param sorted kept, not copied
  /// @param rows rows of the sample, at least as many
  static Sample ofSorted(double[] sorted, int rows) {
    int size = sorted.length;
    int found = size == 0 ? 0 : 1;
    for (int i = 1; i < size; i++) {
      if (sorted[i] != sorted[i - 1]) {
        found++;
      }
    }
    int[] counts = new int[found];
    if (found == size) {
      Arrays.fill(counts, 1);
      return new Sample(sorted, sorted, counts, new int[0], rows);
    }
    double[] distinct = new double[found];
    int start = 0;
    int last = 0;
    for (int i = 1; i <= size; i++) {
      if (i == size || sorted[i] != sorted[i - 1]) {
        distinct[last] = sorted[start];
        counts[last++] = i - start;
        start = i;
      }
    }
    return new Sample(sorted, distinct, counts, new int[0], rows);
  }

  /// Whether cleaning keeps a value.
  static boolean usable(double value) {
    return Math.abs(value) <= LARGEST;
  }

  /// How many values are left after cleaning.
  int size() {
    return sorted.length;
  }

  /// The values in ascending order.
  double[] sorted() {
    return sorted;
  }

  /// Each value once, in ascending order.
  double[] distinct() {
    return distinct;
  }

  /// How often each of [#distinct] occurs.
  int[] counts() {
    return counts;
  }

  /// For each value as it came, its position in [#distinct]; empty where that was not kept.
  int[] order() {
    return order;
  }

  /// Rows of the sample, with and without a usable value.
  int rows() {
    return rows;
  }

  /// Rows without a usable value.
  int missing() {
    return rows - sorted.length;
  }

  /// How often a value occurs.
  int count(double value) {
    int at = Arrays.binarySearch(distinct, value);
    return at < 0 ? 0 : counts[at];
  }

  /// Rows without a usable value over all rows, 0 to 1; 0 where there are no rows.
  double missingShare() {
    return rows == 0 ? 0 : (double) (rows - sorted.length) / rows;
  }

  /// Whether both samples together have more than `limit` distinct values.
  boolean moreDistinctThan(int limit, Sample other) {
    if (distinct.length > limit) {
      return true;
    }
    int together = distinct.length;
    for (double value : other.distinct) {
      if (Arrays.binarySearch(distinct, value) < 0 && ++together > limit) {
        return true;
      }
    }
    return together > limit;
  }

  /// The position of a value in [#distinct]; negative where it is not there, or no usable value.
  int codeOf(double value) {
    return Math.abs(value) <= LARGEST ? Arrays.binarySearch(distinct, value + 0.0) : -1;
  }

  /// How many values lie outside the range of a numeric column.
  long outside(Column.Numeric range) {
    long outside = 0;
    for (int i = 0; i < distinct.length; i++) {
      double value = distinct[i];
      boolean low = range.lowerOpen() ? value <= range.lower() : value < range.lower();
      if (low || value > range.upper()) {
        outside += counts[i];
      }
    }
    return outside;
  }

  /// How many values a categorical column does not declare; 0 where it declares nothing.
  long undeclared(Column.Categorical column) {
    long undeclared = 0;
    for (int i = 0; i < distinct.length && !column.declared().isEmpty(); i++) {
      if (!column.declared().contains(distinct[i])) {
        undeclared += counts[i];
      }
    }
    return undeclared;
  }
}
