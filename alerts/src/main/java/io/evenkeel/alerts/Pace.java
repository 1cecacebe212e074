package io.evenkeel.alerts;

import java.time.Duration;
import java.util.OptionalLong;

/// Keeps a distance between requests to one place.
///
/// Owned by one thread at a time.
final class Pace {
  private final Duration distance;
  private OptionalLong last = OptionalLong.empty();

  /// @param distance from the end of one request to the beginning of the next
  Pace(Duration distance) {
    this.distance = distance;
  }

  /// Waits until the next request may begin.
  ///
  /// @throws InterruptedException when the process is ending
  void await() throws InterruptedException {
    if (last.isEmpty()) {
      return;
    }
    Duration rest = distance.minusNanos(System.nanoTime() - last.getAsLong());
    if (rest.isPositive()) {
      Thread.sleep(rest);
    }
  }

  /// Notes that a request has ended.
  void ended() {
    last = OptionalLong.of(System.nanoTime());
  }
}
