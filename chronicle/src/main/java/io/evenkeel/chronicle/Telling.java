package io.evenkeel.chronicle;

import io.evenkeel.agent.AgentFact;
import io.evenkeel.alerts.Notice;
import io.evenkeel.incident.IncidentState;
import io.evenkeel.ledger.Cursors;
import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.ledger.Ledger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Follows the journal and puts what people must hear into the outbox. Facts that are old when they
/// are first seen, because a channel was just set up or the agent was long away, are not told: but
/// for the newest of each incident that is not resolved.
///
/// Owned by one thread. How far each channel has come is in the ledger; a channel that comes later
/// has the others keep what they have, as a notice is put once under its key.
final class Telling {
  private static final Duration OLD = Duration.ofHours(1);
  private static final int BATCH = 200;

  private final Ledger ledger;
  private final People people;
  private final Facts facts;
  private final NoticeWriter writer;
  private final Clock clock;

  Telling(Ledger ledger, People people, Facts facts, NoticeWriter writer, Clock clock) {
    this.ledger = ledger;
    this.people = people;
    this.facts = facts;
    this.writer = writer;
    this.clock = clock;
  }

  /// Takes in some of what is new.
  ///
  /// @return whether there may be more
  boolean follow() {
    List<String> cursors = people.queues().stream().map(queue -> "notices." + queue).toList();
    if (cursors.isEmpty()) {
      return false;
    }
    Cursors at = ledger.cursors();
    long seen = cursors.stream().mapToLong(at::at).min().orElse(0);
    List<JournalEntry> entries = ledger.journal().after(seen, BATCH);
    for (JournalEntry entry : entries) {
      Guard.each(
          "journal entry " + entry.sequence(), () -> facts.read(entry).ifPresent(this::tell));
      seen = entry.sequence();
    }
    if (!entries.isEmpty()) {
      for (String cursor : cursors) {
        at.advance(cursor, seen);
      }
    }
    return entries.size() == BATCH;
  }

  private void tell(AgentFact fact) {
    Optional<Notice.Kind> kind = NoticeWriter.kind(fact);
    if (kind.isPresent() && (isFresh(fact.time()) || isTheLastWord(fact))) {
      Story story = facts.story(fact.incident(), fact.sequence());
      if (isNewest(fact, story.news())) {
        people.put(writer.write(fact, kind.get(), story));
      }
    }
  }

  private boolean isFresh(Instant time) {
    return !time.isBefore(clock.instant().minus(OLD));
  }

  /// Whether this is the newest that people hear of an incident that is not over.
  private boolean isTheLastWord(AgentFact fact) {
    boolean over =
        ledger
            .incidents()
            .find(fact.incident())
            .filter(incident -> !incident.state().equals(IncidentState.RESOLVED.code()))
            .isEmpty();
    return !over && isNewest(fact, new Story(facts.all(fact.incident())).news());
  }

  private static boolean isNewest(AgentFact fact, List<AgentFact> news) {
    return !news.isEmpty() && news.getLast().sequence() == fact.sequence();
  }
}
