package io.evenkeel.chronicle;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Tells when something that is done now and then is to be done again: first at once, then after
/// each interval, and at once when the clock was set back. Owned by one thread.
final class Every {
  private final Duration interval;
  private Optional<Instant> last = Optional.empty();

  Every(Duration interval) {
    this.interval = interval;
  }

  /// Whether it is to be done now; it counts as done then.
  boolean hasCome(Instant now) {
    boolean early =
        last.filter(before -> !now.isBefore(before) && now.isBefore(before.plus(interval)))
            .isPresent();
    if (!early) {
      last = Optional.of(now);
    }
    return !early;
  }
}
