package io.evenkeel.chronicle;

import io.evenkeel.agent.AgentFact;
import io.evenkeel.agent.AgentFact.Consulted;
import io.evenkeel.agent.AgentFact.Decided;
import io.evenkeel.agent.AgentJournal;
import io.evenkeel.ledger.Journal;
import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.ledger.JournalEntry.Phase;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The journal as facts of the agent. One entry that cannot be read is logged and passed over: it
/// must not keep the rest from being told.
///
/// @param journal the journal
/// @param reader reads its entries
record Facts(Journal journal, AgentJournal reader) {
  private static final Logger LOG = LoggerFactory.getLogger(Facts.class);

  static Facts of(Journal journal) {
    return new Facts(journal, new AgentJournal(journal));
  }

  Optional<AgentFact> read(JournalEntry entry) {
    try {
      return reader.read(entry);
    } catch (IllegalArgumentException e) {
      LOG.error("journal entry {} is passed over", entry.sequence(), e);
      return Optional.empty();
    }
  }

  /// What is known of an incident up to an entry, that one included.
  Story story(String incident, long sequence) {
    return new Story(all(incident).stream().filter(fact -> fact.sequence() <= sequence).toList());
  }

  /// All that is known of an incident now.
  List<AgentFact> all(String incident) {
    return incident.isEmpty()
        ? List.of()
        : journal.of(incident).stream().map(this::read).flatMap(Optional::stream).toList();
  }

  /// The conversation that led to a decision: the last one about its report, if no other decision
  /// lies in between.
  Optional<Consulted> consultation(Decided decided) {
    Optional<JournalEntry> asked = journal.before("consult", Phase.NOTE, decided.sequence());
    long other =
        journal
            .before("decision", Phase.NOTE, decided.sequence())
            .map(JournalEntry::sequence)
            .orElse(0L);
    return asked
        .filter(entry -> entry.sequence() > other)
        .flatMap(this::read)
        .map(Consulted.class::cast)
        .filter(consulted -> consulted.report().equals(decided.report()));
  }
}
