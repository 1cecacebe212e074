package io.evenkeel.metrics;

import java.time.Duration;

/// How a process is, as it says itself.
///
/// @param silence how long its loop has given no sign of life
/// @param allowed how long it may do so
public record Health(Duration silence, Duration allowed) {
  /// Rejects a time allowed that is none.
  public Health {
    if (!allowed.isPositive()) {
      throw new IllegalArgumentException("a loop must be allowed some silence, was " + allowed);
    }
  }

  /// Whether its loop runs, as far as one can tell.
  public boolean up() {
    return silence.compareTo(allowed) <= 0;
  }
}
