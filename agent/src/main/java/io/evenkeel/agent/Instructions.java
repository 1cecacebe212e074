package io.evenkeel.agent;

import io.evenkeel.agent.Casebook.Case;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Incident;
import io.evenkeel.incident.Marks;
import io.evenkeel.ledger.Incidents;
import io.evenkeel.ledger.Ledger;
import io.evenkeel.ledger.LedgerException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a person tells the agent. Each is applied by compare-and-set, whichever process the agent
/// runs in, and is in the journal with who said it and why: an incident bears a mark exactly when
/// the journal says so, as both are written in one transaction.
///
/// Every method throws [IllegalArgumentException] where nobody or no reason is named, or where
/// either is too long or not one line of plain text. Safe for use by many threads and processes.
public final class Instructions {
  private static final Logger LOG = LoggerFactory.getLogger(Instructions.class);
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_REASON = 500;

  private final Casebook casebook;
  private final KillSwitchFile killSwitch;
  private final Pauses pauses;
  private final Clock clock;

  /// What came of an instruction.
  public sealed interface Result {
    /// It holds.
    ///
    /// @param incident as it stands now
    record Done(Incident incident) implements Result {}

    /// It cannot be followed; nothing was changed.
    ///
    /// @param reason why, and what to do
    record Refused(String reason) implements Result {}

    /// There is no such incident.
    ///
    /// @param incident the id that was asked for
    record Unknown(String incident) implements Result {}
  }

  private sealed interface Step {
    record Change(Incident next) implements Step {}

    record No(String reason) implements Step {}
  }

  /// @param ledger where the incidents and the journal are
  /// @param killSwitch what `pause` throws
  /// @param clock the present
  public Instructions(Ledger ledger, KillSwitchFile killSwitch, Clock clock) {
    this.casebook = new Casebook(ledger, AgentListener.silent());
    this.killSwitch = killSwitch;
    this.pauses = new Pauses(ledger.journal());
    this.clock = clock;
  }

  /// Takes an incident on. The agent goes on as before.
  public Result acknowledge(String incident, String who, String why) {
    return instruct(
        incident,
        word(who, why),
        "acknowledged",
        "has taken it on",
        (known, word) ->
            known.resolved()
                ? new Step.No("it is over already")
                : new Step.Change(known.acknowledged(word)));
  }

  /// Closes an incident. It is marked as closed by a person, and never counts as recovered by
  /// measurement. Refused while an action is under way, whose effect nobody would then watch, and
  /// for what is over.
  public Result resolve(String incident, String who, String why) {
    return instruct(
        incident,
        word(who, why),
        "resolved",
        "closed it; nobody measured that it is over",
        (known, word) -> {
          if (known.resolved()) {
            return new Step.No("it is over already");
          }
          return known.acting()
              ? new Step.No("the agent is acting on it: wait until that has ended")
              : new Step.Change(known.closed(word));
        });
  }

  /// Says what the next action on an incident is, whatever the policy says. The agent carries it
  /// out once, within seconds, through its guards; OK instead keeps the champion as it is until
  /// somebody takes that back.
  ///
  /// @param next what is done
  public Result overrule(String incident, Decision next, String who, String why) {
    return instruct(
        incident,
        word(who, why),
        Orders.OVERRULED,
        next == Decision.OK ? "keeps the champion as it is" : "ordered " + next.code() + " next",
        (known, word) ->
            known.resolved()
                ? new Step.No("it is over: there is no next action")
                : new Step.Change(
                    known.marked(known.marks().overruledBy(new Marks.Overruled(next, word)))));
  }

  /// Takes an order back: from now on the policy decides again.
  public Result withdraw(String incident, String who, String why) {
    return instruct(
        incident,
        word(who, why),
        "withdrawn",
        "lets the policy decide again",
        (known, _) ->
            known.marks().overruled().isEmpty()
                ? new Step.No("nobody overrules the policy, or it was carried out already")
                : new Step.Change(known.marked(known.marks().followingThePolicy())));
  }

  /// Holds an incident for noise: it is listed with this mark, and asks nobody for anything. What
  /// the agent does and tells stays as it is.
  ///
  /// @param until when that ends by itself; empty: never
  public Result suppress(String incident, Optional<Instant> until, String who, String why) {
    return instruct(
        incident,
        word(who, why),
        "suppressed",
        until.map(end -> "holds it for noise until " + end).orElse("holds it for noise"),
        (known, word) ->
            until.filter(end -> !end.isAfter(clock.instant())).isPresent()
                ? new Step.No("the end %s has passed already".formatted(until.orElseThrow()))
                : new Step.Change(
                    known.marked(known.marks().suppressedBy(new Marks.Suppressed(until, word)))));
  }

  /// Says that an incident is a part of another one. Both stay as they are.
  ///
  /// @param into the id of the other one
  public Result merge(String incident, String into, String who, String why) {
    Optional<Case> other = casebook.find(into);
    return instruct(
        incident,
        word(who, why),
        "merged",
        "says that it is a part of " + into,
        (known, word) -> {
          if (other.isEmpty()) {
            return new Step.No("there is no incident " + into);
          }
          if (into.equals(known.id()) || other.get().incident().marks().merged().isPresent()) {
            return new Step.No("merge it into an incident that is not a part of another one");
          }
          return new Step.Change(
              known.marked(known.marks().mergedBy(new Marks.Merged(into, word))));
        });
  }

  /// Stops the agent from the next effect on; people are still told of incidents.
  ///
  /// @param length how long; empty: until somebody resumes
  /// @throws IllegalArgumentException also when the length is not positive
  /// @throws java.io.UncheckedIOException when the switch cannot be thrown; the agent is not
  ///   stopped
  /// @return the stop that holds now
  public KillSwitchFile.Standing pause(Optional<Duration> length, String who, String why) {
    Marks.Word word = word(who, why);
    killSwitch.engage(word.who(), word.why(), length.map(word.at()::plus));
    KillSwitchFile.Standing standing =
        killSwitch
            .engaged()
            .orElseThrow(() -> new IllegalStateException("somebody released the switch meanwhile"));
    try {
      pauses.paused(standing);
    } catch (LedgerException e) {
      LOG.error("{} stopped the agent, but the journal does not say so", word.who(), e);
    }
    return standing;
  }

  /// Lets the agent act again. It is a fresh start: the guards count from now on.
  ///
  /// @throws java.io.UncheckedIOException when the switch cannot be released
  /// @return whether it was stopped
  public boolean resume(String who, String why) {
    Marks.Word word = word(who, why);
    // First the note: without it the guards would go on counting what was before.
    pauses.resumed(word.who(), word.why());
    return killSwitch.release();
  }

  private Result instruct(
      String id,
      Marks.Word word,
      String code,
      String describe,
      BiFunction<Incident, Marks.Word, Step> instruction) {
    while (true) {
      Optional<Case> known = casebook.find(id);
      if (known.isEmpty()) {
        return new Result.Unknown(id);
      }
      switch (instruction.apply(known.get().incident(), word)) {
        case Step.No(String reason) -> {
          return new Result.Refused(reason);
        }
        case Step.Change(Incident next) -> {
          if (casebook.claim(known.get(), next, note(word, code, describe)).isPresent()) {
            return new Result.Done(next);
          }
        }
      }
    }
  }

  private static List<Incidents.Note> note(Marks.Word word, String code, String describe) {
    return List.of(
        new Incidents.Note(Details.PERSON, code, Details.person(word.who(), word.why(), describe)));
  }

  private Marks.Word word(String who, String why) {
    return new Marks.Word(
        line("who", who, LONGEST_NAME), line("why", why, LONGEST_REASON), clock.instant());
  }

  private static String line(String name, String text, int longest) {
    String line = text.strip();
    if (line.isEmpty()
        || line.length() > longest
        || line.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "%s must be one line of 1 to %d characters".formatted(name, longest));
    }
    return line;
  }
}
