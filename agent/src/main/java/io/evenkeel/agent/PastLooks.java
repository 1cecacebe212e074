package io.evenkeel.agent;

import io.evenkeel.ledger.JournalEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The looks that were made at one promotion, as the journal has them. Immutable.
///
/// @param entries the notes of these looks, oldest first
record PastLooks(List<Made> entries) {
  static final String HOLDS = "holds";
  static final String WORSE = "worse";
  static final String REVERTED = "reverted";
  static final String NOT_REVERTED = "not_reverted";

  /// A guard refused the revert; it is tried again.
  static final String HELD = "held";

  static final String NOT_ENOUGH = "not_enough";
  static final String EXPIRED = "expired";

  /// What ends a look.
  private static final Set<String> ENDS = Set.of(HOLDS, REVERTED, NOT_REVERTED, EXPIRED);

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

  /// Whether people were told that a guard holds the revert of a look.
  boolean held(int number) {
    return of(number).anyMatch(made -> made.look().code().equals(HELD));
  }

  /// Whether a look has found the promotion worse and its effect is still to come.
  boolean pending(int number) {
    return last(number)
        .map(made -> made.look().code())
        .filter(code -> code.equals(WORSE) || code.equals(HELD))
        .isPresent();
  }

  /// Whether a look may be tried now: the first time, after a pause where it had too few labels or
  /// a guard held its effect, and at once where its effect is missing.
  ///
  /// @param sparse the pause where labels were too few
  /// @param held the pause where a guard held its effect
  boolean mayTry(int number, Instant now, Duration sparse, Duration held) {
    return last(number)
        .map(made ->
            switch (made.look().code()) {
              case NOT_ENOUGH -> !now.isBefore(made.at().plus(sparse));
              case HELD -> !now.isBefore(made.at().plus(held));
              default -> true;
            })
        .orElse(true);
  }

  private Optional<Made> last(int number) {
    return of(number).reduce((_, later) -> later);
  }

  private Stream<Made> of(int number) {
    return entries.stream().filter(made -> made.look().number() == number);
  }

  /// Whether a note of the journal says what became of a look that found the promotion worse.
  static boolean concludes(JournalEntry entry) {
    return entry.step().equals(Details.REAPPRAISAL)
        && (ENDS.contains(entry.code()) || entry.code().equals(HELD));
  }
}
