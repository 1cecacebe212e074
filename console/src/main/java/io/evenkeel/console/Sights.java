package io.evenkeel.console;

import io.evenkeel.agent.AgentFact;
import io.evenkeel.agent.AgentJournal;
import io.evenkeel.agent.IncidentCodec;
import io.evenkeel.agent.KillSwitchFile;
import io.evenkeel.incident.Autonomy;
import io.evenkeel.incident.Incident;
import io.evenkeel.ledger.Aliases;
import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.ledger.JournalEntry.Phase;
import io.evenkeel.ledger.Ledger;
import io.evenkeel.monitor.CheckReport;
import io.evenkeel.monitor.ReportStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// What the console shows, read anew each time. Reads only.
///
/// @param ledger the facts
/// @param reports the drift reports
/// @param killSwitch whether the agent is stopped
/// @param autonomy how much the agent may do by itself
/// @param clock the present
record Sights(
    Ledger ledger, ReportStore reports, KillSwitchFile killSwitch, Autonomy autonomy, Clock clock) {
  private static final Duration EVER = Duration.ofDays(36_500);
  private static final int LAST_DECISIONS = 8;

  Instant now() {
    return clock.instant();
  }

  /// What serves, if anything does.
  Optional<Aliases.Fact> serving() {
    return ledger.aliases().current("champion");
  }

  Optional<KillSwitchFile.Standing> stopped() {
    return killSwitch.engaged();
  }

  SequencedMap<String, Instant> signsOfLife() {
    return ledger.heartbeats().latest();
  }

  /// All incidents, the newest first.
  List<Incident> incidents() {
    return ledger.incidents().all().stream()
        .map(fact -> IncidentCodec.read(fact.detail()))
        .sorted(
            Comparator.comparing((Incident incident) -> incident.timeline().detected()).reversed())
        .toList();
  }

  /// Those that are not over, the newest first.
  List<Incident> open() {
    return incidents().stream().filter(incident -> !incident.resolved()).toList();
  }

  Optional<Incident> incident(String id) {
    return ledger.incidents().find(id).map(fact -> IncidentCodec.read(fact.detail()));
  }

  /// What the journal says of an incident, oldest first.
  List<AgentFact> facts(String id) {
    AgentJournal journal = new AgentJournal(ledger.journal());
    return ledger.journal().of(id).stream().map(journal::read).flatMap(Optional::stream).toList();
  }

  /// Earlier incidents of the same cause, the newest first.
  List<Incident> earlier(Incident incident) {
    return incidents().stream()
        .filter(other -> other.cause().equals(incident.cause()))
        .filter(other -> other.timeline().detected().isBefore(incident.timeline().detected()))
        .toList();
  }

  /// The last decisions, the newest first.
  List<AgentFact.Decided> lastDecisions() {
    AgentJournal journal = new AgentJournal(ledger.journal());
    List<AgentFact.Decided> decisions = new ArrayList<>();
    Optional<JournalEntry> entry = ledger.journal().newest("decision", Phase.NOTE);
    while (entry.isPresent() && decisions.size() < LAST_DECISIONS) {
      if (journal.read(entry.get()).orElse(null) instanceof AgentFact.Decided decided) {
        decisions.add(decided);
      }
      entry = ledger.journal().before("decision", Phase.NOTE, entry.get().sequence());
    }
    return decisions;
  }

  /// The latest report, of whatever age.
  Optional<CheckReport> latestReport() {
    return sound(reports.latest(now(), EVER));
  }

  Optional<CheckReport> report(String id) {
    return sound(reports.find(id));
  }

  private static Optional<CheckReport> sound(ReportStore.Reading reading) {
    return switch (reading) {
      case ReportStore.Reading.Sound(CheckReport report) -> Optional.of(report);
      case ReportStore.Reading.Missing _,
          ReportStore.Reading.Stale _,
          ReportStore.Reading.Malformed _ ->
          Optional.empty();
    };
  }
}
