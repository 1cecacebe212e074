package io.evenkeel.simulator;

/// The time of day, moved on row by row: where many pay, an hour holds many rows.
///
/// Mutable; owned by the thread that draws the rows.
final class DayClock {
  private final int rowsPerDay;
  private int hour;

  /// How much of the hour has passed, from 0 to 1.
  private double passed;

  /// @param rowsPerDay rows that a day holds, at least 24
  DayClock(int rowsPerDay) {
    if (rowsPerDay < 24) {
      throw new IllegalArgumentException("a day needs at least 24 rows, had " + rowsPerDay);
    }
    this.rowsPerDay = rowsPerDay;
  }

  /// The hour in which the next row falls; the clock moves on by that row.
  int next(Population population) {
    int now = hour;
    double row = 1.0 / rowsPerDay;
    double left = (1 - passed) * population.shareOfHour(hour);
    while (row >= left) {
      row -= left;
      passed = 0;
      hour = (hour + 1) % 24;
      left = population.shareOfHour(hour);
    }
    passed += row / population.shareOfHour(hour);
    return now;
  }
}
