package io.evenkeel.agent;

import io.evenkeel.incident.Decision;
import io.evenkeel.incident.IncidentState;
import io.evenkeel.incident.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

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
  /// @param key the idempotency key
  /// @param action ALERT, ROLLBACK or RETRAIN
  /// @param code `promoted`, `rolled_back`, `delivered`, `refused`, `failed` or `interrupted`;
  ///   `kill_switch` when that guard refused it
  /// @param describe what came of it, in words
  /// @param report the id of the report that it acted on; empty where unknown
  /// @param took from the announcement to the end; zero for what was never announced
  /// @param change the change of champion, if it made one
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
      Optional<Change> change)
      implements AgentFact {
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

  /// Verification looked at a repair.
  ///
  /// @param sequence the number of the entry
  /// @param time when it was written
  /// @param incident its id
  /// @param code what it found
  /// @param describe the same in words
  record Verified(long sequence, Instant time, String incident, String code, String describe)
      implements AgentFact {}
}
