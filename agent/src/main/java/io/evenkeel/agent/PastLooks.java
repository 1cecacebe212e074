package io.evenkeel.agent;

import io.evenkeel.ledger.JournalEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// The looks that were made at one promotion, as the journal has them. Immutable.
///
/// @param entries the notes of these looks, oldest first
record PastLooks(List<Made> entries) {
  /// What ends a look; after `not_enough` it is tried again, and `worse` is followed by an effect.
  private static final Set<String> ENDS = Set.of("holds", "reverted", "not_reverted", "expired");

  /// One look.
  ///
  /// @param number which one, counted from 1
  /// @param code what came of it
  record Look(int number, String code) {}

  /// @param look the look
  /// @param at when it was made
  record Made(Look look, Instant at) {}

  /// @param journal the entries of the incident
  /// @param promotion the key of the promotion
  static PastLooks of(List<JournalEntry> journal, String promotion) {
    return new PastLooks(
        journal.stream()
            .filter(entry -> entry.step().equals(Details.REAPPRAISAL))
            .filter(entry -> Details.fields(entry).text("promotion").equals(promotion))
            .map(entry ->
                new Made(new Look(Details.fields(entry).whole("look"), entry.code()), entry.time()))
            .toList());
  }

  /// Whether a look needs nothing more.
  boolean closed(int number) {
    return entries.stream()
        .anyMatch(made -> made.look().number() == number && ENDS.contains(made.look().code()));
  }

  /// Whether a look has found the promotion worse and its effect is still to come.
  boolean pending(int number) {
    return entries.stream()
        .filter(made -> made.look().number() == number)
        .reduce((_, later) -> later)
        .filter(made -> made.look().code().equals("worse"))
        .isPresent();
  }

  /// Whether a look may be tried now: the first time, after a pause where it had too few labels,
  /// and at once where its effect is missing.
  boolean mayTry(int number, Instant now, Duration pause) {
    return entries.stream()
        .filter(made -> made.look().number() == number)
        .reduce((_, later) -> later)
        .filter(made -> made.look().code().equals("not_enough"))
        .map(made -> !now.isBefore(made.at().plus(pause)))
        .orElse(true);
  }
}
