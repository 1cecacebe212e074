package io.evenkeel.drift;

import java.util.Arrays;

/// Completes the reference of a young version by the hours that it has not seen.
public final class SeasonalRows {
  /// An hour with fewer rows than this share of a band has not been seen.
  private static final int SEEN = 10;

  private SeasonalRows() {}

  /// The rows of `own`, and after them the parent's rows of every value of the clock at which `own`
  /// has fewer than a tenth of [Season#leastRows] rows (300 by default).
  ///
  /// A version that was trained on the rows of three hours has no others to be held against; until
  /// it gets them, the other hours are its parent's. Below a tenth of a band the few rows of its
  /// own are kept beside the parent's. Rows whose clock is missing or infinite are never taken
  /// over.
  ///
  /// @param own `own[column][row]`, NaN where missing; not changed
  /// @param parent `parent[column][row]` of the same columns; not changed
  /// @param season which column is the clock
  /// @return arrays of the same columns; `own` itself where nothing is added
  /// @throws IllegalArgumentException when the numbers of columns differ or the clock is not one of
  ///   them
  public static double[][] completed(double[][] own, double[][] parent, Season season) {
    int clock = season.column();
    if (own.length != parent.length || clock >= own.length) {
      throw new IllegalArgumentException(
          "the clock is column %d; own rows have %d columns, the parent's %d"
              .formatted(clock, own.length, parent.length));
    }
    Sample seen = Sample.of(own[clock], own[clock].length);
    int least = Math.ceilDiv(season.leastRows(), SEEN);
    int[] taken = new int[parent[clock].length];
    int size = 0;
    for (int row = 0; row < taken.length; row++) {
      double value = parent[clock][row];
      int code = seen.codeOf(value);
      if (Double.isFinite(value) && (code < 0 || seen.counts()[code] < least)) {
        taken[size++] = row;
      }
    }
    if (size == 0) {
      return own;
    }
    double[][] completed = new double[own.length][];
    for (int c = 0; c < own.length; c++) {
      int rows = own[c].length;
      completed[c] = Arrays.copyOf(own[c], rows + size);
      for (int i = 0; i < size; i++) {
        completed[c][rows + i] = parent[c][taken[i]];
      }
    }
    return completed;
  }
}
