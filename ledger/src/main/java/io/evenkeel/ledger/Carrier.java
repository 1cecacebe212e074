package io.evenkeel.ledger;

import java.time.Duration;
import java.util.Optional;

/// Carries messages of one queue to another system.
@FunctionalInterface
public interface Carrier {
  /// Carries one message. Carrying the same message again must not have a second effect.
  ///
  /// @throws InterruptedException when the process is ending; the message stays
  Result carry(Outbox.Message message) throws InterruptedException;

  /// What came of it.
  sealed interface Result {
    /// It arrived.
    record Arrived() implements Result {}

    /// It did not arrive; it may be tried again.
    ///
    /// @param reason what went wrong, and what a person can do about it
    /// @param after how long the other side asked to be left alone, if it did
    record Later(String reason, Optional<Duration> after) implements Result {}

    /// The other side will never take it.
    ///
    /// @param reason what it said
    record Refused(String reason) implements Result {}
  }
}
