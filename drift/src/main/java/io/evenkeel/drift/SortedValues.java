package io.evenkeel.drift;

import java.util.Arrays;

/// Sorts the values of a column in the way that costs least for what is in it.
///
/// - Whole numbers of a range no wider than the column is long are counted: one pass.
/// - Long columns are sorted digit by digit (radix sort, 11 bits a digit, on the order-preserving
///   form of the bits); a digit that all values share costs nothing.
/// - Short ones are left to the JDK.
final class SortedValues {
  private static final int SHORT = 1_500;
  private static final int WIDEST = 1 << 16;
  private static final int BITS = 11;
  private static final int DIGITS = 6;
  private static final int BUCKETS = 1 << BITS;

  private SortedValues() {}

  /// Sorts the first `size` values, which are finite and hold no -0.0.
  ///
  /// @param values overwritten; the answer may or may not be this array
  static double[] of(double[] values, int size) {
    if (size < SHORT) {
      Arrays.sort(values, 0, size);
      return values.length == size ? values : Arrays.copyOf(values, size);
    }
    double[] counted = counted(values, size);
    return counted.length == size ? counted : byDigits(values, size);
  }

  /// The sorted values, or an empty array where they are no whole numbers of a small range.
  private static double[] counted(double[] values, int size) {
    double low = values[0];
    double high = values[0];
    for (int i = 0; i < size; i++) {
      double value = values[i];
      if (value != Math.rint(value)) {
        return new double[0];
      }
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    // Beyond 2^52 the difference of two values need not be exact.
    if (Math.max(Math.abs(low), Math.abs(high)) > 0x1p52 || high - low >= Math.min(size, WIDEST)) {
      return new double[0];
    }
    int[] counts = new int[(int) (high - low) + 1];
    for (int i = 0; i < size; i++) {
      counts[(int) (values[i] - low)]++;
    }
    double[] sorted = values.length == size ? values : new double[size];
    int at = 0;
    for (int i = 0; i < counts.length; i++) {
      Arrays.fill(sorted, at, at + counts[i], low + i);
      at += counts[i];
    }
    return sorted;
  }

  private static double[] byDigits(double[] values, int size) {
    long[] keys = new long[size];
    int[][] counts = new int[DIGITS][BUCKETS];
    for (int i = 0; i < size; i++) {
      long key = key(values[i]);
      keys[i] = key;
      for (int d = 0; d < DIGITS; d++) {
        counts[d][digit(key, d)]++;
      }
    }
    long[] other = new long[size];
    for (int d = 0; d < DIGITS; d++) {
      int[] starts = counts[d];
      if (starts[digit(keys[0], d)] == size) {
        continue;
      }
      int start = 0;
      for (int b = 0; b < BUCKETS; b++) {
        int count = starts[b];
        starts[b] = start;
        start += count;
      }
      for (long key : keys) {
        other[starts[digit(key, d)]++] = key;
      }
      long[] swapped = keys;
      keys = other;
      other = swapped;
    }
    double[] sorted = values.length == size ? values : new double[size];
    for (int i = 0; i < size; i++) {
      sorted[i] = value(keys[i]);
    }
    return sorted;
  }

  private static int digit(long key, int number) {
    return (int) (key >>> (BITS * number)) & (BUCKETS - 1);
  }

  /// The bits in an order in which unsigned comparison is that of the values.
  private static long key(double value) {
    long bits = Double.doubleToRawLongBits(value);
    return bits ^ ((bits >> 63) | Long.MIN_VALUE);
  }

  private static double value(long key) {
    return Double.longBitsToDouble(key ^ ((~key >> 63) | Long.MIN_VALUE));
  }
}
