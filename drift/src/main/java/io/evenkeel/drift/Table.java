package io.evenkeel.drift;

import java.util.Arrays;

/// Two samples counted on the same values: one row per distinct value of both together, ascending.
///
/// Making one costs a pass over the distinct values of both. The arrays are shared within the
/// package and never written to.
///
/// @param values the distinct values, ascending
/// @param reference how often each occurs in the reference
/// @param current how often each occurs in the current sample
/// @param n values of the reference
/// @param m values of the current sample
@SuppressWarnings("ArrayRecordComponent")
record Table(double[] values, int[] reference, int[] current, int n, int m) {
  static Table of(Sample reference, Sample current) {
    double[] left = reference.distinct();
    double[] right = current.distinct();
    double[] values = new double[left.length + right.length];
    int[] ofReference = new int[values.length];
    int[] ofCurrent = new int[values.length];
    int i = 0;
    int j = 0;
    int rows = 0;
    while (i < left.length || j < right.length) {
      boolean takeLeft = j == right.length || (i < left.length && left[i] <= right[j]);
      boolean takeRight = i == left.length || (j < right.length && right[j] <= left[i]);
      values[rows] = takeLeft ? left[i] : right[j];
      ofReference[rows] = takeLeft ? reference.counts()[i++] : 0;
      ofCurrent[rows] = takeRight ? current.counts()[j++] : 0;
      rows++;
    }
    return new Table(
        Arrays.copyOf(values, rows),
        Arrays.copyOf(ofReference, rows),
        Arrays.copyOf(ofCurrent, rows),
        reference.size(),
        current.size());
  }

  /// Distinct values.
  int rows() {
    return values.length;
  }

  /// Values of both samples.
  long total() {
    return (long) n + m;
  }

  /// How often the value number `row` occurs in both samples.
  int together(int row) {
    return reference[row] + current[row];
  }

  /// The largest distance between the two empirical distribution functions, times `n m`.
  long largestGap() {
    long largest = 0;
    long left = 0;
    long right = 0;
    for (int row = 0; row < values.length; row++) {
      left += reference[row];
      right += current[row];
      largest = Math.max(largest, Math.abs(left * m - right * n));
    }
    return largest;
  }
}
