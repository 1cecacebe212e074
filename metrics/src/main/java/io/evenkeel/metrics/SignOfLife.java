package io.evenkeel.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/// When a loop last went round. It begins with a sign of life, so that a loop has time to start.
///
/// Safe for use by many threads.
public final class SignOfLife implements Supplier<Health> {
  private final Clock clock;
  private final Duration allowed;
  private volatile Instant latest;

  /// @param clock the present
  /// @param allowed how long the loop may be silent, its longest work included
  public SignOfLife(Clock clock, Duration allowed) {
    this.clock = clock;
    this.allowed = allowed;
    this.latest = clock.instant();
  }

  /// The loop went round.
  public void beat() {
    latest = clock.instant();
  }

  /// How the loop is now.
  @Override
  public Health get() {
    return new Health(Duration.between(latest, clock.instant()), allowed);
  }
}
