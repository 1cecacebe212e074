package io.evenkeel.chronicle;

import io.evenkeel.ledger.LedgerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps one fact that cannot be told from keeping all later ones.
final class Guard {
  private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

  private Guard() {}

  /// Tells a fact. What goes wrong with it is logged, and the fact is passed over.
  ///
  /// @param what the fact, for people
  /// @throws LedgerException when the ledger cannot be read or written, which is no fault of the
  ///   fact: it is to be told later
  static void each(String what, Runnable telling) {
    try {
      telling.run();
    } catch (LedgerException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.error("{} cannot be told and is passed over", what, e);
    }
  }
}
