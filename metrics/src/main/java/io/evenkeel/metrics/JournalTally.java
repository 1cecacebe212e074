package io.evenkeel.metrics;

import io.evenkeel.agent.AgentFact;
import io.evenkeel.incident.Decision;
import io.evenkeel.ledger.Journal;
import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.registry.Rehearsal;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows the journal: each entry is read once and added up, so that a scrape costs what is new.
///
/// Owned by one thread at a time.
final class JournalTally {
  private static final Logger LOG = LoggerFactory.getLogger(JournalTally.class);
  private static final int PAGE = 1_000;

  private final Journal journal;
  private final Function<JournalEntry, Optional<AgentFact>> reader;
  private final Tally tally = new Tally();
  private final Map<String, String> openIntents = new HashMap<>();
  private long sequence;
  private long unreadable;
  private boolean foreignAlias;
  private Optional<Rehearsed> rehearsed = Optional.empty();

  private record Rehearsed(Instant time, Rehearsal found) {}

  /// @param journal what is followed
  /// @param reader gives the fact that an entry states, if it states one
  JournalTally(Journal journal, Function<JournalEntry, Optional<AgentFact>> reader) {
    this.journal = journal;
    this.reader = reader;
  }

  /// Reads what is new since the last time.
  ///
  /// @throws io.evenkeel.ledger.LedgerException when the journal cannot be read; what was read
  ///   before that stays counted
  JournalTally catchUp() {
    List<JournalEntry> page;
    do {
      page = journal.after(sequence, PAGE);
      for (JournalEntry entry : page) {
        add(entry);
        sequence = entry.sequence();
      }
    } while (page.size() == PAGE);
    return this;
  }

  private void add(JournalEntry entry) {
    // First, as it may fail for a reason that passes: the entry is then read again as a whole.
    fact(entry).ifPresent(tally::add);
    rehearsal(entry)
        .ifPresent(found -> rehearsed = Optional.of(new Rehearsed(entry.time(), found)));
    switch (entry.phase()) {
      case INTENT -> openIntents.put(entry.key(), entry.step());
      case DONE, FAILED -> openIntents.remove(entry.key());
      case NOTE -> {
        if (entry.step().equals("registry")) {
          foreignAlias =
              switch (entry.code()) {
                case "foreign" -> true;
                case "settled" -> false;
                default -> foreignAlias;
              };
        }
      }
    }
  }

  private Optional<Rehearsal> rehearsal(JournalEntry entry) {
    try {
      return Rehearsal.read(entry);
    } catch (IllegalArgumentException e) {
      LOG.warn("metrics do not count journal entry {}, which cannot be read", entry.sequence(), e);
      unreadable++;
      return Optional.empty();
    }
  }

  private Optional<AgentFact> fact(JournalEntry entry) {
    try {
      return reader.apply(entry);
    } catch (IllegalArgumentException e) {
      LOG.warn("metrics do not count journal entry {}, which cannot be read", entry.sequence(), e);
      unreadable++;
      return Optional.empty();
    }
  }

  /// Writes all of it down.
  void tell(Families families) {
    tally.tell(families);
    families.gauge(
        "ledger_intents_open",
        "Effects that were announced and are neither done nor failed.",
        (double) openIntents.size());
    Map<String, Integer> inProgress = new LinkedHashMap<>();
    for (Decision action : Decision.values()) {
      if (action.remedy().isPresent()) {
        inProgress.put(action.code(), openIntents.containsValue(action.code()) ? 1 : 0);
      }
    }
    families.gauge(
        "agent_action_in_progress",
        "1 while an action is announced and has not ended, else 0.",
        "action",
        inProgress);
    families.counter(
        "ledger_unreadable_entries",
        "Entries of the journal that should state a fact of the agent and cannot be read.",
        unreadable);
    rehearsed.ifPresent(last -> {
      int lost = last.found().lost().size();
      families.gauge(
          "registry_versions_intact",
          "Versions that could serve again, by the latest daily rehearsal.",
          last.found().versions().size() - lost);
      families.gauge(
          "registry_versions_lost",
          "Versions that could not: their files are missing or altered, with no intact copy.",
          lost);
      families.gauge(
          "registry_rehearsal_timestamp_seconds",
          "When the latest rehearsal of rollbacks was, in Unix time.",
          FactMetrics.seconds(last.time()));
    });
    families.gauge(
        "registry_foreign_alias",
        "1 while somebody else moved the champion in MLflow, which pauses promotions; else 0.",
        foreignAlias ? 1 : 0);
  }
}
