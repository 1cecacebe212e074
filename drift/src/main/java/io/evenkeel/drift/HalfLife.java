package io.evenkeel.drift;

/// How fast the watch forgets: after `rows` rows, but not faster than after `slices` slices, old
/// counts weigh half.
enum HalfLife {
  ROWS_100(100, 1),
  ROWS_400(400, 4),
  ROWS_1600(1_600, 16),
  ROWS_6400(6_400, 64);

  private final double rows;
  private final double slices;

  HalfLife(double rows, double slices) {
    this.rows = rows;
    this.slices = slices;
  }

  /// What is left of old counts after a slice of so many rows, 0.5 to 1.
  double left(long sliceRows) {
    return Math.pow(0.5, Math.min(sliceRows / rows, 1 / slices));
  }
}
