package io.evenkeel.scenarios;

import io.evenkeel.agent.AgentFact;
import io.evenkeel.agent.AgentJournal;
import io.evenkeel.app.Evenkeel;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.IncidentState;
import io.evenkeel.ledger.JournalEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What happened in a drill, as the journal has it.
///
/// @param changed when the world changed
/// @param calm when the trouble was over, where it passes by itself
/// @param settled until when the world went on changing, where it did not change at once
/// @param detected when the watch first alarmed, or a check first said something that was confirmed
/// @param endings how each action ended, in order
/// @param resolutions when incidents were resolved
/// @param champion the version that serves at the end
/// @param crashes how often the process of the agent died
record DrillRecord(
    Instant changed,
    Optional<Instant> calm,
    Optional<Instant> settled,
    Optional<Instant> detected,
    List<AgentFact.Ended> endings,
    List<AgentFact.Moved> resolutions,
    String champion,
    int crashes) {
  private static final int PAGE = 500;

  DrillRecord {
    endings = List.copyOf(endings);
    resolutions = List.copyOf(resolutions);
  }

  static DrillRecord of(
      Evenkeel evenkeel,
      Instant changed,
      Optional<Instant> calm,
      Optional<Instant> settled,
      Optional<Instant> detected,
      int crashes) {
    List<AgentFact.Ended> endings = new ArrayList<>();
    List<AgentFact.Moved> resolutions = new ArrayList<>();
    AgentJournal journal = new AgentJournal(evenkeel.ledger().journal());
    List<JournalEntry> page = evenkeel.ledger().journal().after(0, PAGE);
    while (!page.isEmpty()) {
      for (JournalEntry entry : page) {
        switch (journal.read(entry).orElse(null)) {
          case AgentFact.Ended ended -> endings.add(ended);
          case AgentFact.Moved moved when moved.state() == IncidentState.RESOLVED ->
              resolutions.add(moved);
          case null, default -> {}
        }
      }
      page = evenkeel.ledger().journal().after(page.getLast().sequence(), PAGE);
    }
    return new DrillRecord(
        changed,
        calm,
        settled,
        detected,
        endings,
        resolutions,
        evenkeel.registry().serving().map(serving -> serving.version()).orElse("none"),
        crashes);
  }

  /// The actions that had their effect.
  List<AgentFact.Ended> effects() {
    return endings.stream().filter(AgentFact.Ended::effective).toList();
  }

  /// The changes of the champion that the agent made.
  List<AgentFact.Ended> changes() {
    return effects().stream().filter(effect -> effect.action() != Decision.ALERT).toList();
  }

  /// The alerts that people got.
  List<AgentFact.Ended> alerts() {
    return effects().stream().filter(effect -> effect.action() == Decision.ALERT).toList();
  }

  /// Effects that were had twice on one piece of evidence. An alert that says of itself that it is
  /// repeated after a crash has the key of the first and is one effect.
  long duplicates() {
    Set<List<Object>> known = new HashSet<>();
    return effects().stream()
        .filter(effect -> !effect.report().isEmpty())
        .filter(effect -> !known.add(List.of(effect.report(), effect.action())))
        .count();
  }

  /// When the incident of an effect was resolved for the last time.
  Optional<Instant> resolved(AgentFact.Ended effect) {
    return resolutions.stream()
        .filter(moved -> moved.incident().equals(effect.incident()))
        .filter(moved -> moved.time().isAfter(effect.time()))
        .map(AgentFact.Moved::time)
        .reduce((_, later) -> later);
  }
}
