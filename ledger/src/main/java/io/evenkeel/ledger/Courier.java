package io.evenkeel.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Empties one queue of the outbox, in order. What does not arrive is tried again after a pause
/// that doubles, unless the other side names one; that is kept, up to an hour.
///
/// Owned by one thread. For each queue only one may run at a time over one ledger.
public final class Courier {
  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  /// Nobody may hold up a queue for longer by what he asks for.
  static final Duration LONGEST_ASKED = Duration.ofHours(1);

  private final Outbox outbox;
  private final String queue;
  private final Carrier carrier;
  private final Clock clock;

  /// @param outbox the messages
  /// @param queue which of them
  /// @param carrier how they get there
  /// @param clock the present
  public Courier(Outbox outbox, String queue, Carrier carrier, Clock clock) {
    this.outbox = outbox;
    this.queue = queue;
    this.carrier = carrier;
    this.clock = clock;
  }

  /// Carries what is due until the queue is empty or its head must wait.
  ///
  /// @param until when to stop at the latest, between two messages
  /// @return how many messages left the queue
  /// @throws InterruptedException when the process is ending
  public int deliver(Instant until) throws InterruptedException {
    int left = 0;
    while (clock.instant().isBefore(until)) {
      Optional<Outbox.Message> head = outbox.head(queue);
      if (head.isEmpty()) {
        return left;
      }
      Outbox.Message message = head.get();
      switch (carry(message)) {
        case Carrier.Result.Arrived _ -> outbox.sent(message);
        case Carrier.Result.Refused(String reason) -> {
          LOG.error("{} refused {} for good: {}", queue, message.key(), reason);
          outbox.refused(message, reason);
        }
        case Carrier.Result.Later(String reason, Optional<Duration> after) -> {
          Duration pause = after.map(Courier::bounded).orElseGet(() -> pause(message.attempts()));
          LOG.warn("{} did not take {}, again in {}: {}", queue, message.key(), pause, reason);
          outbox.postponed(message, reason, clock.instant().plus(pause));
          return left;
        }
      }
      left++;
    }
    return left;
  }

  private Carrier.Result carry(Outbox.Message message) throws InterruptedException {
    try {
      return carrier.carry(message);
    } catch (RuntimeException e) {
      // A carrier that breaks its contract must not cost us the message. What it threw may quote an
      // address that is a secret, so only its kind and place are told.
      String kind = e.getClass().getName();
      LOG.error(
          "the carrier of {} broke on {} with {} at {}",
          queue,
          message.key(),
          kind,
          Arrays.stream(e.getStackTrace()).limit(3).toList());
      return new Carrier.Result.Later("the carrier broke: " + kind, Optional.empty());
    }
  }

  private static Duration bounded(Duration asked) {
    if (asked.isNegative()) {
      return Duration.ZERO;
    }
    return asked.compareTo(LONGEST_ASKED) < 0 ? asked : LONGEST_ASKED;
  }

  /// The pause after an attempt in vain: 1 s, 2 s, 4 s, ... up to 5 min.
  static Duration pause(int attempts) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, 20));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }
}
