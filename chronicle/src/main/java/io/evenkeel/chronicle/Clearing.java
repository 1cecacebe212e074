package io.evenkeel.chronicle;

import io.evenkeel.ledger.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Empties, once an hour, the messages that arrived a week ago. Owned by one thread.
final class Clearing {
  private static final Duration KEPT = Duration.ofDays(7);

  /// The queue whose channel reads back what it has told first and last of each incident.
  private static final String READ_BACK = "alertmanager";

  private final Every hour = new Every(Duration.ofHours(1));
  private final Outbox outbox;
  private final Clock clock;

  Clearing(Outbox outbox, Clock clock) {
    this.outbox = outbox;
    this.clock = clock;
  }

  void clear(List<String> queues) {
    Instant now = clock.instant();
    if (!hour.hasCome(now)) {
      return;
    }
    Instant before = now.minus(KEPT);
    for (String queue : queues) {
      if (queue.equals(READ_BACK)) {
        outbox.emptySentBetween(queue, before);
      } else {
        outbox.emptySent(queue, before);
      }
    }
  }
}
