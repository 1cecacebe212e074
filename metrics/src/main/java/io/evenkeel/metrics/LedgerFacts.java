package io.evenkeel.metrics;

import io.evenkeel.ledger.Incidents;
import io.evenkeel.ledger.Journal;
import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.ledger.JournalEntry.Phase;
import io.evenkeel.ledger.Ledger;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the ledger says at one moment.
///
/// @param decisions decisions by code
/// @param retrains retrains that have ended, whatever came of them
/// @param lastRetrain the end of the last one, if there was one
/// @param incidents incidents by the code of their state
/// @param openIntents effects that were announced and neither done nor failed
record LedgerFacts(
    Map<String, Long> decisions,
    long retrains,
    Optional<JournalEntry> lastRetrain,
    Map<String, Long> incidents,
    long openIntents) {
  private static final String RETRAIN = "retrain";

  /// @throws io.evenkeel.ledger.LedgerException when the ledger cannot be read
  static LedgerFacts read(Ledger ledger) {
    Journal journal = ledger.journal();
    return new LedgerFacts(
        journal.counts("decision", Phase.NOTE),
        sum(journal.counts(RETRAIN, Phase.DONE)) + sum(journal.counts(RETRAIN, Phase.FAILED)),
        Stream.of(Phase.DONE, Phase.FAILED)
            .flatMap(phase -> journal.newest(RETRAIN, phase).stream())
            .max(Comparator.comparingLong(JournalEntry::sequence)),
        ledger.incidents().all().stream()
            .collect(Collectors.groupingBy(LedgerFacts::state, Collectors.counting())),
        journal.openIntents().size());
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private static String state(Incidents.Fact incident) {
    return incident.state().toLowerCase(Locale.ROOT);
  }
}
