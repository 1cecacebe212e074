package io.evenkeel.drift;

import java.time.Duration;

/// How often the watch judges, and how seldom it may be wrong.
///
/// The budget counts slices of time, not rows, so it means the same at any traffic.
///
/// @param slice the span whose counts are judged at once; more than 0
/// @param falseAlarmEvery the mean time between two false alarms is at least this long; not shorter
///   than `slice`
public record WatchSettings(Duration slice, Duration falseAlarmEvery) {
  private static final double NANOS = 1e9;

  /// Checks the spans.
  ///
  /// @throws IllegalArgumentException when `slice` is not positive or longer than `falseAlarmEvery`
  public WatchSettings {
    if (slice.isNegative() || slice.isZero() || falseAlarmEvery.compareTo(slice) < 0) {
      throw new IllegalArgumentException(
          "a watch needs a slice above 0 and no longer than the budget; had %s and %s"
              .formatted(slice, falseAlarmEvery));
    }
  }

  /// Slices of 200 ms, one false alarm in 30 days: a threshold of 12,960,000.
  public static WatchSettings defaults() {
    return new WatchSettings(Duration.ofMillis(200), Duration.ofDays(30));
  }

  /// The evidence from which on the watch alarms, which is the budget in slices: `falseAlarmEvery /
  /// slice`, 1 or more.
  public double threshold() {
    return seconds(falseAlarmEvery) / seconds(slice);
  }

  private static double seconds(Duration duration) {
    return duration.getSeconds() + duration.getNano() / NANOS;
  }
}
