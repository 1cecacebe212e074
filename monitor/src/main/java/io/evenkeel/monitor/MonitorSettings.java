package io.evenkeel.monitor;

import io.evenkeel.drift.WatchSettings;
import java.time.Duration;

/// How often the monitor checks, and on how many rows; and how its watch counts.
///
/// @param interval time between two checks; above zero
/// @param window rows that a check looks at, at most; not below `minimumRows`
/// @param minimumRows rows below which a check says nothing; at least 2
/// @param slice the span of time whose counts the watch judges at once: whole milliseconds, from 10
///   ms to a minute. The same in all processes over a home
/// @param falseAlarmEvery the budget of the watch: the mean time between two false alarms is at
///   least this long; at least a slice
/// @param day how long a turn of the clock feature takes, where the schema declares one; at least
///   400 slices
public record MonitorSettings(
    Duration interval,
    int window,
    int minimumRows,
    Duration slice,
    Duration falseAlarmEvery,
    Duration day) {
  private static final Duration SHORTEST_SLICE = Duration.ofMillis(10);
  private static final Duration LONGEST_SLICE = Duration.ofMinutes(1);
  private static final int SLICES_OF_A_DAY = 400;
  private static final Duration LONGEST_TICK = Duration.ofSeconds(1);
  private static final Duration SHORTEST_TICK = Duration.ofMillis(1);

  /// Rejects settings that could never give a verdict.
  public MonitorSettings {
    if (interval.isNegative() || interval.isZero()) {
      throw new IllegalArgumentException("the monitor interval must be positive, was " + interval);
    }
    if (minimumRows < 2 || window < minimumRows) {
      throw new IllegalArgumentException(
          "the monitor needs 2 <= minimum rows <= window; minimum rows were %d, window %d"
              .formatted(minimumRows, window));
    }
    if (slice.compareTo(SHORTEST_SLICE) < 0
        || slice.compareTo(LONGEST_SLICE) > 0
        || !slice.equals(Duration.ofMillis(slice.toMillis()))) {
      throw new IllegalArgumentException(
          "the slice of the watch must be whole milliseconds from %s to %s, was %s"
              .formatted(SHORTEST_SLICE, LONGEST_SLICE, slice));
    }
    if (falseAlarmEvery.compareTo(slice) < 0) {
      throw new IllegalArgumentException(
          "the watch cannot promise a false alarm every %s at most with slices of %s"
              .formatted(falseAlarmEvery, slice));
    }
    if (day.compareTo(slice.multipliedBy(SLICES_OF_A_DAY)) < 0) {
      throw new IllegalArgumentException(
          "a day needs at least %d slices of %s, was %s".formatted(SLICES_OF_A_DAY, slice, day));
    }
  }

  /// Every five minutes, 2,000 rows, at least 50; slices of 200 ms, one false alarm in 30 days.
  public static MonitorSettings defaults() {
    return checking(Duration.ofMinutes(5), 2000, 50);
  }

  /// Checks of this kind, with the watch as it is by default.
  public static MonitorSettings checking(Duration interval, int window, int minimumRows) {
    WatchSettings watch = WatchSettings.defaults();
    return new MonitorSettings(
        interval, window, minimumRows, watch.slice(), watch.falseAlarmEvery(), Duration.ofDays(1));
  }

  /// These settings with another interval.
  public MonitorSettings every(Duration other) {
    return new MonitorSettings(other, window, minimumRows, slice, falseAlarmEvery, day);
  }

  /// The slice and the budget.
  WatchSettings watch() {
    return new WatchSettings(slice, falseAlarmEvery);
  }

  /// How often a running monitor looks whether a check is due: ten times an interval, and at least
  /// once a second, so that a confirming check follows at once.
  public Duration tick() {
    Duration tenth = interval.dividedBy(10);
    if (tenth.compareTo(LONGEST_TICK) > 0) {
      return LONGEST_TICK;
    }
    return tenth.compareTo(SHORTEST_TICK) < 0 ? SHORTEST_TICK : tenth;
  }

  /// Rows of a block when the onset is searched: a quarter of the window, but enough to judge.
  int onsetBlock() {
    return Math.max(window / 4, minimumRows);
  }
}
