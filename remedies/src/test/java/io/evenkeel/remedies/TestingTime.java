package io.evenkeel.remedies;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that goes on only when somebody pauses. Safe for use by many threads.
final class TestingTime extends Clock implements Pause {
  static final Instant START = Instant.parse("2026-11-01T06:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(START);

  @Override
  public void sleep(Duration duration) {
    now.updateAndGet(before -> before.plus(duration));
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
