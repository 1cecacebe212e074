package io.evenkeel.drift;

/// The values of a clock and the reference rows that each of them is held against.
///
/// A row whose clock is missing, broken or out of range has the index [#size()]: it is counted, but
/// there is nothing to hold it against.
///
/// Immutable and safe for use by many threads; the arrays are shared within the package.
///
/// @param lower the first value of the clock
/// @param rows rows of the reference at each value of the clock
/// @param reach how far the band of each value reaches on both sides, in values
@SuppressWarnings("ArrayRecordComponent") // shared within the package, never compared
record ClockBands(double lower, long[] rows, int[] reach) {
  /// An hour of the week is the longest clock.
  private static final int LONGEST = 168;

  /// Takes the clock from a reference.
  ///
  /// @param season which column is the clock
  /// @throws IllegalArgumentException when that column is no number of a declared range of 2 to 168
  ///   whole values
  static ClockBands of(Season season, Column column, double[] reference) {
    if (!(column instanceof Column.Numeric clock)
        || clock.lower() != Math.rint(clock.lower())
        || clock.upper() != Math.rint(clock.upper())
        || !(clock.upper() - clock.lower() >= 1 && clock.upper() - clock.lower() < LONGEST)) {
      throw new IllegalArgumentException(
          "the clock %s must be numeric with a declared range of 2 to %d whole values"
              .formatted(column.name(), LONGEST));
    }
    int size = (int) (clock.upper() - clock.lower()) + 1;
    long[] rows = new long[size];
    for (double value : reference) {
      int index = index(value, clock.lower(), size);
      if (index < size) {
        rows[index]++;
      }
    }
    int[] reach = new int[size];
    for (int i = 0; i < size; i++) {
      while (2 * reach[i] + 1 < size && rows(rows, i, reach[i]) < season.leastRows()) {
        reach[i]++;
      }
    }
    return new ClockBands(clock.lower(), rows, reach);
  }

  int size() {
    return rows.length;
  }

  /// The position of a value of the clock, from 0; [#size()] where it is none.
  int index(double value) {
    return index(value, lower, rows.length);
  }

  /// How much of the rows at `other` belongs to the band of `index`: 1 or 0. A band that reaches
  /// all round takes each value once.
  boolean holds(int index, int other) {
    int apart = Math.floorMod(other - index, rows.length);
    return Math.min(apart, rows.length - apart) <= reach[index];
  }

  private static int index(double value, double lower, int size) {
    double index = value - lower;
    return index >= 0 && index < size && index == Math.rint(index) ? (int) index : size;
  }

  private static long rows(long[] rows, int index, int reach) {
    long total = 0;
    int last = Math.min(reach, rows.length - 1 - reach);
    for (int step = -reach; step <= last; step++) {
      total += rows[Math.floorMod(index + step, rows.length)];
    }
    return total;
  }
}
