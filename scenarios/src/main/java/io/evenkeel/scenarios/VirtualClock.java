package io.evenkeel.scenarios;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// A clock that goes on only when it is told to, and that may be set wrong.
///
/// Safe for use by many threads; one of them moves it.
final class VirtualClock extends Clock {
  private volatile Instant shown;

  VirtualClock(Instant start) {
    shown = start;
  }

  /// Lets time pass.
  void advance(Duration time) {
    shown = shown.plus(time);
  }

  /// Sets the clock, although no time passes.
  ///
  /// @param jump forward, or back where negative
  void set(Duration jump) {
    shown = shown.plus(jump);
  }

  @Override
  public Instant instant() {
    return shown;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  /// This clock: nothing in a drill depends on a zone.
  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
