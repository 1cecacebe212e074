package io.evenkeel.console;

import io.evenkeel.agent.AgentFact;
import io.evenkeel.console.PostMortem.End;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Incident;
import io.evenkeel.incident.IncidentState;
import io.evenkeel.incident.Marks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the facts of an incident say went well, and what did not. Only what can be told from the
/// journal; the judgement is the reader's.
final class Lessons {
  private static final Duration QUICK = Duration.ofMinutes(1);

  private Lessons() {}

  static List<String> well(Incident incident, List<AgentFact> facts) {
    List<String> well = new ArrayList<>();
    Optional<Duration> detect =
        incident
            .timeline()
            .onset()
            .map(onset -> Duration.between(onset, incident.timeline().detected()));
    detect
        .filter(took -> !took.isNegative() && took.compareTo(QUICK) < 0)
        .ifPresent(
            took -> well.add("It was detected %s after its onset.".formatted(TimeText.span(took))));
    if (incident.resolved() && incident.timeToRecover().isPresent()) {
      well.add("Recovery was measured, not assumed.");
      // An alert asks somebody to repair something, elsewhere than here.
      boolean repaired =
          ends(facts).stream()
              .anyMatch(ended -> ended.effective() && ended.action() != Decision.ALERT);
      if (repaired && said(facts).isEmpty()) {
        well.add("Nobody had to do anything.");
      }
    }
    long effective = ends(facts).stream().filter(AgentFact.Ended::effective).count();
    if (effective > 0 && ends(facts).stream().allMatch(AgentFact.Ended::effective)) {
      well.add("Every action that was begun had its effect at the first attempt.");
    }
    return well;
  }

  static List<String> badly(Incident incident, List<AgentFact> facts) {
    List<String> badly = new ArrayList<>();
    long failed = ends(facts).stream().filter(ended -> !ended.effective()).count();
    if (failed > 0) {
      badly.add(
          failed == 1
              ? "One action was refused or failed."
              : "%d actions were refused or failed.".formatted(failed));
    }
    long reopened =
        facts.stream()
            .filter(fact ->
                fact instanceof AgentFact.Moved moved && moved.state() == IncidentState.REOPENED)
            .count();
    if (reopened > 0) {
      badly.add("It was reopened %s.".formatted(reopened == 1 ? "once" : reopened + " times"));
    }
    if (verified(facts, "worse")) {
      badly.add("A repair was measured worse than what it replaced.");
    }
    if (verified(facts, "deadline")) {
      badly.add("Recovery was not proven in time, and people were told.");
    }
    incident
        .marks()
        .closed()
        .ifPresent(word ->
            badly.add(
                "It was closed by %s, and nobody measured that it is over.".formatted(word.who())));
    if (incident.timeline().onset().isEmpty()) {
      badly.add("Its onset is not known, so neither is the time to detect.");
    }
    return badly;
  }

  /// How an incident ended, in words.
  static String end(End end, Incident incident) {
    return switch (end) {
      case End.Measured(Duration took) -> "recovered in " + TimeText.span(took);
      case End.ClosedBy(Marks.Word word) -> "closed by " + word.who();
      case End.Open _ -> incident.state().code();
    };
  }

  private static List<AgentFact.Ended> ends(List<AgentFact> facts) {
    return facts.stream()
        .filter(AgentFact.Ended.class::isInstance)
        .map(AgentFact.Ended.class::cast)
        .toList();
  }

  private static List<AgentFact> said(List<AgentFact> facts) {
    return facts.stream().filter(AgentFact.Instructed.class::isInstance).toList();
  }

  private static boolean verified(List<AgentFact> facts, String code) {
    return facts.stream()
        .anyMatch(
            fact -> fact instanceof AgentFact.Verified verified && verified.code().equals(code));
  }
}
