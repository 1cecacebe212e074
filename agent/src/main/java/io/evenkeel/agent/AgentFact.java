package io.evenkeel.agent;

import io.evenkeel.incident.Decision;
import io.evenkeel.incident.GateEvidence;
import io.evenkeel.incident.IncidentState;
import io.evenkeel.incident.MoneyAtRisk;
import io.evenkeel.incident.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// One entry of the journal as what it means. Whoever follows the journal reads these instead of
/// JSON; see [AgentJournal].
public sealed interface AgentFact {
  /// The number of the entry.
  long sequence();

  /// When it was written.
  Instant time();

  /// The incident that it belongs to; empty for an OK.
  String incident();

  /// A decision was made.
  ///
  /// @param sequence the number of the entry
  /// @param time when it was written
  /// @param incident the incident; empty for an OK
  /// @param decision what was decided
  /// @param report the id of the report that it was decided on
  /// @param version the version that the report is about; empty in entries of older programs
  /// @param driftScore the share of drifted features; empty when the check had too little data
  /// @param drifted the drifted features
  /// @param confidence 0 to 1
  /// @param reasoning why, in words
  /// @param source who decided: `rules`, `llm`
  record Decided(
      long sequence,
      Instant time,
      String incident,
      Decision decision,
      String report,
      String version,
      OptionalDouble driftScore,
      List<String> drifted,
      double confidence,
      String reasoning,
      String source)
      implements AgentFact {}

  /// A language model was asked.
  ///
  /// @param sequence the number of the entry
  /// @param time when it was written
  /// @param incident the incident; empty where there is none yet
  /// @param consultation the conversation
  /// @param report the id of the report that it was about
  record Consulted(
      long sequence,
      Instant time,
      String incident,
      Reasoner.Consultation consultation,
      String report)
      implements AgentFact {}

  /// An action was announced.
  ///
  /// @param sequence the number of the entry
  /// @param time when it was written
  /// @param incident the incident
  /// @param key the idempotency key, `incident/attempt/action`
  /// @param action ALERT, ROLLBACK or RETRAIN
  /// @param report the id of the report that it acts on
  /// @param version the version that serves
  record Announced(
      long sequence,
      Instant time,
      String incident,
      String key,
      Decision action,
      String report,
      String version)
      implements AgentFact {}

  /// An action ended, or was refused by a guard before it was announced.
  ///
  /// @param sequence the number of the entry
  /// @param time when it was written
  /// @param incident the incident
  /// @param key the idempotency key; empty where a guard refused it before a decision was made
  /// @param action ALERT, ROLLBACK or RETRAIN
  /// @param code `promoted`, `rolled_back`, `delivered`, `refused`, `failed` or `interrupted`; else
  ///   the code of the guard that refused it
  /// @param describe what came of it, in words
  /// @param report the id of the report that it acted on; empty where unknown
  /// @param took from the announcement to the end; zero for what was never announced
  /// @param change the change of champion, if it made one
  /// @param evidence what the gate measured, where a challenger came before it; empty in entries of
  ///   older programs
  record Ended(
      long sequence,
      Instant time,
      String incident,
      String key,
      Decision action,
      String code,
      String describe,
      String report,
      Duration took,
      Optional<Change> change,
      Optional<GateEvidence> evidence)
      implements AgentFact {
    /// An end without a gate.
    public Ended(
        long sequence,
        Instant time,
        String incident,
        String key,
        Decision action,
        String code,
        String describe,
        String report,
        Duration took,
        Optional<Change> change) {
      this(
          sequence,
          time,
          incident,
          key,
          action,
          code,
          describe,
          report,
          took,
          change,
          Optional.empty());
    }

    private static final Set<String> ENDS =
        Set.of("promoted", "rolled_back", "delivered", "refused", "failed", "interrupted");

    /// Whether it was announced before; what a guard refused never was.
    public boolean announced() {
      return ENDS.contains(code);
    }

    /// Whether it had its effect.
    public boolean effective() {
      return code.equals("promoted") || code.equals("rolled_back") || code.equals("delivered");
    }
  }

  /// A change of champion.
  ///
  /// @param from the version before
  /// @param to the version since
  /// @param rocAuc the ROC-AUC of `to` as measured before the change; NaN where it is not known
  record Change(String from, String to, double rocAuc) {}

  /// An incident was opened, or went into another state.
  ///
  /// @param sequence the number of the entry
  /// @param time when it was written
  /// @param incident its id
  /// @param state the state that it went into
  /// @param version the version that served when it was opened
  /// @param cause what drifted, or what was wrong with the data
  /// @param timeline when it came how far; empty in entries of older programs
  record Moved(
      long sequence,
      Instant time,
      String incident,
      IncidentState state,
      String version,
      List<String> cause,
      Optional<Timeline> timeline)
      implements AgentFact {}

  /// Verification looked at a repair, or a promotion was judged again.
  ///
  /// @param sequence the number of the entry
  /// @param time when it was written
  /// @param incident its id
  /// @param code what it found
  /// @param describe the same in words
  record Verified(long sequence, Instant time, String incident, String code, String describe)
      implements AgentFact {}

  /// What holds until a repair is there, and what it costs.
  ///
  /// @param sequence the number of the entry
  /// @param time when it was written
  /// @param incident its id
  /// @param report the id of the report that it was reckoned on
  /// @param risk the money at risk
  /// @param describe what holds and what it costs, in words
  record AtRisk(
      long sequence,
      Instant time,
      String incident,
      String report,
      MoneyAtRisk risk,
      String describe)
      implements AgentFact {}

  /// A person told the agent something.
  ///
  /// @param sequence the number of the entry
  /// @param time when it was written
  /// @param incident its id; empty for what concerns the agent as a whole
  /// @param code `acknowledged`, `resolved`, `overruled`, `withdrawn`, `suppressed`, `merged`,
  ///   `paused` or `resumed`
  /// @param who the person
  /// @param why in their words
  /// @param describe what it means, in ours
  record Instructed(
      long sequence,
      Instant time,
      String incident,
      String code,
      String who,
      String why,
      String describe)
      implements AgentFact {}
}
