package io.evenkeel.simulator;

/// The time of day, moved on row by row: where many pay, an hour holds many rows.
///
/// Mutable; owned by the thread that draws the rows.
final class DayClock {
  private final int rowsPerDay;
  private double hours;

  /// @param rowsPerDay rows that a day holds, at least 24
  DayClock(int rowsPerDay) {
    if (rowsPerDay < 24) {
      throw new IllegalArgumentException("a day needs at least 24 rows, had " + rowsPerDay);
    }
    this.rowsPerDay = rowsPerDay;
  }

  /// The hour in which the next row falls; the clock moves on by that row.
  int next(Population population) {
    int hour = (int) hours;
    hours += 1 / (rowsPerDay * population.shareOfHour(hour));
    if (hours >= 24) {
      hours -= 24 * Math.floor(hours / 24);
    }
    return hour;
  }
}
