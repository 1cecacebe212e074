package io.evenkeel.drift;

import java.util.BitSet;

/// Counts the rows of a table without a single usable value, column by column.
///
/// Mutable; belongs to the method that made it.
final class EmptyRows {
  private final BitSet rows = new BitSet();
  private boolean begun;

  /// Takes one column more.
  ///
  /// @param missing how many of the values are not usable
  void add(double[] values, long missing) {
    if (!begun) {
      begun = true;
      for (int r = 0; r < values.length && missing > 0; r++) {
        if (!(Math.abs(values[r]) <= Sample.LARGEST)) {
          rows.set(r);
        }
      }
    } else if (missing == 0) {
      rows.clear();
    } else {
      for (int r = rows.nextSetBit(0); r >= 0; r = rows.nextSetBit(r + 1)) {
        if (Math.abs(values[r]) <= Sample.LARGEST) {
          rows.clear(r);
        }
      }
    }
  }

  /// The number of empty rows; 0 where there is no column.
  int count() {
    return rows.cardinality();
  }
}
