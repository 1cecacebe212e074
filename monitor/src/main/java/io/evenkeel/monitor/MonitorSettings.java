package io.evenkeel.monitor;

import java.time.Duration;

/// How often the monitor checks, and on how many rows.
///
/// @param interval time between two checks; above zero
/// @param window rows that a check looks at, at most; not below `minimumRows`
/// @param minimumRows rows below which a check says nothing; at least 2
public record MonitorSettings(Duration interval, int window, int minimumRows) {
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
  }

  /// Every five minutes, 2,000 rows, at least 50.
  public static MonitorSettings defaults() {
    return new MonitorSettings(Duration.ofMinutes(5), 2000, 50);
  }

  /// These settings with another interval.
  public MonitorSettings every(Duration other) {
    return new MonitorSettings(other, window, minimumRows);
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
