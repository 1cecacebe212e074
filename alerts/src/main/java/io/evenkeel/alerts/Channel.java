package io.evenkeel.alerts;

import io.evenkeel.ledger.Carrier;

/// A remote place where people are told. Every channel groups by incident, so that telling the same
/// thing twice makes no second incident there.
///
/// Owned by one thread at a time.
interface Channel {
  /// The queue of the outbox that it empties.
  String queue();

  /// Tells people, once.
  ///
  /// @throws InterruptedException when the process is ending
  Carrier.Result tell(Notice notice) throws InterruptedException;

  /// A notice that will not be told here any more, because the other side refused it or for too
  /// long did not take it.
  default void lost(Notice notice) {}

  /// Repeats what the other side would otherwise forget.
  ///
  /// @throws InterruptedException when the process is ending
  default void repeat() throws InterruptedException {}
}
