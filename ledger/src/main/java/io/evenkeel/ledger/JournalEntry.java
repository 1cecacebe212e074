package io.evenkeel.ledger;

import java.time.Instant;

/// One line of the journal.
///
/// @param sequence its number, growing
/// @param time when it was written
/// @param incident the incident it belongs to, empty where there is none
/// @param step what it is about: `decision`, `consult`, `retrain`, `rollback`, `alert`, `guard`,
///   `incident`, `verify`, `reappraisal`, `person`, `registry`
/// @param phase intended, done, failed, or only noted
/// @param key the idempotency key of an effect; empty for a note
/// @param code a short word that can be counted, for instance the decision
/// @param detail JSON for people and readers that know the step
public record JournalEntry(
    long sequence,
    Instant time,
    String incident,
    String step,
    Phase phase,
    String key,
    String code,
    String detail) {

  /// How far an effect has come.
  public enum Phase {
    /// It is about to be performed.
    INTENT,
    /// It was performed.
    DONE,
    /// It was not performed, or undone.
    FAILED,
    /// No effect, only a fact.
    NOTE
  }
}
