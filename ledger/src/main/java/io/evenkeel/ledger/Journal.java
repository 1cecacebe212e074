package io.evenkeel.ledger;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The write-ahead journal: INTENT before an effect, DONE or FAILED after it. Every method is one
/// durable transaction.
public final class Journal {
  Journal() {}

  /// Announces an effect.
  ///
  /// @return whether the caller may perform it: false when the key was announced before
  public boolean intend(String incident, String step, String key, String detail) {
    throw new UnsupportedOperationException();
  }

  /// Records that an announced effect was performed.
  ///
  /// @throws IllegalStateException when it was never announced or is closed already
  public void done(String key, String code, String detail) {
    throw new UnsupportedOperationException();
  }

  /// Records that an announced effect was not performed, or undone.
  ///
  /// @throws IllegalStateException when it was never announced or is closed already
  public void failed(String key, String code, String detail) {
    throw new UnsupportedOperationException();
  }

  /// Records a fact that has no effect of its own.
  public void note(String incident, String step, String code, String detail) {
    throw new UnsupportedOperationException();
  }

  /// The intents that are neither done nor failed, oldest first.
  public List<JournalEntry> openIntents() {
    throw new UnsupportedOperationException();
  }

  /// The end of an announced effect (DONE or FAILED), if it has one.
  public Optional<JournalEntry> end(String key) {
    throw new UnsupportedOperationException();
  }

  /// Everything of one incident, oldest first.
  public List<JournalEntry> of(String incident) {
    throw new UnsupportedOperationException();
  }

  /// The newest entry of a step in a phase, if any.
  public Optional<JournalEntry> newest(String step, JournalEntry.Phase phase) {
    throw new UnsupportedOperationException();
  }

  /// How many entries of a step in a phase there are, by code.
  public Map<String, Long> counts(String step, JournalEntry.Phase phase) {
    throw new UnsupportedOperationException();
  }
}
