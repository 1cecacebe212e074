package io.evenkeel.scenarios;

import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Incident;
import io.evenkeel.incident.IncidentState;
import io.evenkeel.ledger.Journal;
import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.simulator.Regime;
import java.util.List;

/// The incidents that the crash harness lets a dying agent live through. Each is one report and all
/// that follows from it.
public enum CrashPlay {
  /// A festival: retrain, promote, verify, resolve.
  RETRAIN,
  /// A festival that an earlier version knows: roll back, verify, resolve.
  ROLLBACK,
  /// A passing shift: tell people, and see it pass.
  ALERT,
  /// A festival, and a gate that no challenger passes: everything is refused until people are told.
  REFUSED,
  /// A festival, and a repair that is measured worse: promoted, undone, people told.
  REVERT,
  /// The same, but nothing fits to go back to: people are told, and it waits for them.
  STUCK,
  /// A festival, and a repair that is not proven in time: people are told, and then it is.
  UNPROVEN,
  /// A festival, and a repair that recovers; labels that come later show that the version before
  /// would have been better: undone, people told.
  HINDSIGHT;

  private static final int LOOKS = 3;

  /// What the world is like when the report is made.
  Regime regime() {
    return switch (this) {
      case RETRAIN, REFUSED, REVERT, STUCK, UNPROVEN, HINDSIGHT -> Regime.high();
      case ROLLBACK -> Regime.medium();
      case ALERT -> Regime.low();
    };
  }

  /// The one right decision on the report.
  Decision decision() {
    return switch (this) {
      case RETRAIN, REFUSED, REVERT, STUCK, UNPROVEN, HINDSIGHT -> Decision.RETRAIN;
      case ROLLBACK -> Decision.ROLLBACK;
      case ALERT -> Decision.ALERT;
    };
  }

  /// Whether nothing more is to come of an incident.
  ///
  /// @param journal the journal of its ledger
  boolean over(Incident incident, Journal journal) {
    return (incident.resolved() && (this != HINDSIGHT || judgedAgain(incident, journal)))
        || (this == STUCK
            && incident.state() == IncidentState.REOPENED
            && incident.handled()
            && incident.escalated());
  }

  /// Whether the promotion was undone, or has stood the last look: who is killed too often comes
  /// too late for it, or has none to judge.
  private static boolean judgedAgain(Incident incident, Journal journal) {
    List<JournalEntry> story = journal.of(incident.id());
    if (story.stream().noneMatch(entry -> entry.code().equals("promoted"))) {
      return true;
    }
    List<String> looks =
        story.stream()
            .filter(entry -> entry.step().equals("reappraisal"))
            .map(JournalEntry::code)
            .toList();
    return looks.contains("reverted")
        || looks.stream().filter(code -> code.equals("holds") || code.equals("expired")).count()
            == LOOKS;
  }

  /// Whether a version was made in an earlier festival.
  boolean knowsTheFestival() {
    return this == ROLLBACK;
  }

  /// Rows of a window: as few as show what the play is about.
  int window() {
    return this == ALERT ? 500 : 200;
  }

  /// The settings: the rules as they are, over windows and hold-outs that are small enough to die
  /// in a thousand times, and a report that does not age.
  String settings() {
    return """
    agent-interval: 5ms
    console:
      enabled: false
    labels:
      maturity: 0s
    monitor:
      window: %d
    policy:
      retrain-above: %s
    agent:
      oldest-report: 30d
      reappraisal:
        first: %s
        second: %s
        third: %s
        expiry: 2s
      verify-within: %s
      frauds: 40
      recovery:
        margin: 0.15
    retrain:
      gate:
        frauds: 40
        margin: %s
        trusted-floor: 0.5
      training-frauds: 40
      wanted-training-frauds: 40
      earlier-rows: 1000
      reference-rows: 1000
    """
        .formatted(
            window(),
            decision() == Decision.RETRAIN ? "0.4" : "0.5",
            this == HINDSIGHT ? "3s" : "1d",
            this == HINDSIGHT ? "6s" : "7d",
            this == HINDSIGHT ? "9s" : "30d",
            this == UNPROVEN ? "1s" : "3d",
            this == REFUSED ? "0.9" : "0.01");
  }
}
