package io.evenkeel.drift;

import java.util.Arrays;

/// The values of one feature in one sample, cleaned, sorted and counted.
///
/// Cleaning drops NaN and infinities, as Evidently does, and counts them as missing. A magnitude
/// above 1e140 counts as infinite, because its square cannot be summed. Making a sample costs O(m
/// log m).
///
/// Immutable; the arrays are shared within the package and never written to.
final class Sample {
  private static final double LARGEST = 1e140;

  private final double[] sorted;
  private final double[] distinct;
  private final int[] counts;
  private final int rows;

  private Sample(double[] sorted, double[] distinct, int[] counts, int rows) {
    this.sorted = sorted;
    this.distinct = distinct;
    this.counts = counts;
    this.rows = rows;
  }

  /// Takes a column of a sample.
  ///
  /// @param values the column; not changed; may be empty although the sample has rows
  /// @param rows rows of the sample, of which those without a value count as missing
  static Sample of(double[] values, int rows) {
    double[] kept = new double[values.length];
    int size = 0;
    for (double value : values) {
      if (Math.abs(value) <= LARGEST) {
        kept[size++] = value + 0.0; // makes -0.0 the same category as 0.0
      }
    }
    double[] sorted = Arrays.copyOf(kept, size);
    Arrays.sort(sorted);
    double[] distinct = new double[size];
    int[] counts = new int[size];
    int found = 0;
    for (int i = 0; i < size; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        distinct[found++] = sorted[i];
      }
      counts[found - 1]++;
    }
    return new Sample(sorted, Arrays.copyOf(distinct, found), Arrays.copyOf(counts, found), rows);
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
}
