package io.evenkeel.events;

import java.time.Instant;

/// A span of time, compared with the lines as they stand.
final class Span {
  private final Instant after;
  private final Instant until;
  private final byte[] afterBytes;
  private final byte[] untilBytes;

  /// @param after exclusive
  /// @param until inclusive
  Span(Instant after, Instant until) {
    this.after = after;
    this.until = until;
    this.afterBytes = EventTime.bytes(after);
    this.untilBytes = EventTime.bytes(until);
  }

  Instant after() {
    return after;
  }

  Instant until() {
    return until;
  }

  /// Whether the time at an offset is not later than the beginning.
  boolean isBefore(byte[] bytes, int at) {
    return EventTime.compare(bytes, at, afterBytes) <= 0;
  }

  /// Whether the time at an offset is later than the end.
  boolean isAfter(byte[] bytes, int at) {
    return EventTime.compare(bytes, at, untilBytes) > 0;
  }
}
