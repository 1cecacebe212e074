package io.evenkeel.stack;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// A clock that a test sets. Owned by the thread of the test.
final class SettableClock extends Clock {
  private Instant now;

  SettableClock(Instant now) {
    this.now = now;
  }

  void advance(Duration span) {
    now = now.plus(span);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("always UTC");
  }
}
