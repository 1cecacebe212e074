package io.evenkeel.chronicle;

import io.evenkeel.agent.AgentFact;
import io.evenkeel.incident.Decision;
import io.evenkeel.ledger.Aliases;
import io.evenkeel.ledger.Cursors;
import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.ledger.JournalEntry.Phase;
import io.evenkeel.ledger.Ledger;
import io.evenkeel.ledger.Versions;
import io.evenkeel.mlflow.MlflowRecord.ChampionMove;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Follows the journal and the history of the champion, and puts them into the outbox as records,
/// in an order in which MLflow can take them: a version before the move that names it, and the
/// moves, which have a queue of their own, one after the other. A move that the agent made comes
/// after the end of its action.
///
/// Owned by one thread. How far it has come is in the ledger; what a crash makes it put again has
/// the same key.
final class RecordKeeping {
  static final String CHAMPION = "champion/";
  private static final String JOURNAL_CURSOR = "mlflow.journal";
  private static final String CHAMPION_CURSOR = "mlflow.champion";
  private static final String ALIAS = "champion";
  private static final int BATCH = 200;

  private final Ledger ledger;
  private final Tracking tracking;
  private final Facts facts;
  private final Runs runs;

  RecordKeeping(Ledger ledger, Tracking tracking, Facts facts, Runs runs) {
    this.ledger = ledger;
    this.tracking = tracking;
    this.facts = facts;
    this.runs = runs;
  }

  /// Takes in some of what is new.
  ///
  /// @return whether there may be more
  boolean follow() {
    Cursors cursors = ledger.cursors();
    long seen = cursors.at(JOURNAL_CURSOR);
    // The journal is read first: every change of champion before one of its entries is then known.
    List<JournalEntry> entries = ledger.journal().after(seen, BATCH);
    List<Aliases.Fact> history = changes(cursors);
    for (JournalEntry entry : entries) {
      moves(history, seen, Optional.of(entry.time()));
      Guard.each(
          "journal entry " + entry.sequence(), () -> facts.read(entry).ifPresent(this::tell));
      seen = entry.sequence();
      moves(history, seen, Optional.of(entry.time()));
    }
    boolean more = entries.size() == BATCH;
    if (!more) {
      moves(history, seen, Optional.empty());
    }
    if (!entries.isEmpty()) {
      cursors.advance(JOURNAL_CURSOR, seen);
    }
    return more;
  }

  /// The changes of champion that are not told yet, and the one before them.
  private List<Aliases.Fact> changes(Cursors cursors) {
    return ledger.aliases().after(ALIAS, cursors.at(CHAMPION_CURSOR) - 1);
  }

  private void tell(AgentFact fact) {
    switch (fact) {
      case AgentFact.Decided decided -> tracking.put(decided.incident(), runs.decision(decided));
      case AgentFact.Ended ended -> {
        // What a guard stopped was never begun: there is no retrain to record, and where it was
        // stopped before it had a number, no action either.
        if (ended.action() == Decision.RETRAIN && announced(ended)) {
          tracking.put(ended.incident(), runs.retrain(ended));
        }
        if (!ended.key().isEmpty()) {
          tracking.put(ended.incident(), runs.action(ended));
        }
      }
      case AgentFact.Consulted _,
          AgentFact.Announced _,
          AgentFact.Moved _,
          AgentFact.AtRisk _,
          AgentFact.Verified _,
          AgentFact.Instructed _ -> {}
    }
  }

  private boolean announced(AgentFact.Ended ended) {
    return ledger.journal().intent(ended.key()).isPresent();
  }

  /// Puts the moves that are due, in their order: those of people that happened before a moment,
  /// those of the agent whose end has been told.
  private void moves(List<Aliases.Fact> history, long told, Optional<Instant> before) {
    long from = ledger.cursors().at(CHAMPION_CURSOR);
    for (Aliases.Fact fact : history) {
      if (fact.sequence() <= from) {
        continue;
      }
      boolean due =
          fact.key().isEmpty()
              ? before.filter(moment -> fact.since().isAfter(moment)).isEmpty()
              : end(fact.key(), told).isPresent();
      if (!due) {
        return;
      }
      Guard.each("champion " + fact.sequence(), () -> move(history, fact, told));
      ledger.cursors().advance(CHAMPION_CURSOR, fact.sequence());
    }
  }

  private void move(List<Aliases.Fact> history, Aliases.Fact fact, long told) {
    Versions.Fact version =
        ledger
            .versions()
            .find(fact.version())
            .orElseThrow(() -> new IllegalStateException(fact.version() + " was never recorded"));
    String incident = incident(fact.key());
    boolean byRetrain =
        !version.key().isEmpty()
            && end(version.key(), told).filter(end -> end.phase() == Phase.DONE).isPresent();
    if (!byRetrain) {
      Guard.each("version " + version.name(), () -> tracking.put(incident, runs.version(version)));
    }
    Optional<String> before =
        history.stream()
            .filter(other -> other.sequence() == fact.sequence() - 1)
            .map(Aliases.Fact::version)
            .findFirst();
    tracking.put(
        incident,
        new ChampionMove(
            CHAMPION + fact.sequence(),
            fact.sequence(),
            before,
            fact.version(),
            version.digest(),
            incident,
            fact.why()));
  }

  private Optional<JournalEntry> end(String key, long told) {
    return ledger.journal().end(key).filter(entry -> entry.sequence() <= told);
  }

  /// The incident of an idempotency key; empty when a person did it.
  private static String incident(String key) {
    int slash = key.indexOf('/');
    return slash < 0 ? key : key.substring(0, slash);
  }
}
