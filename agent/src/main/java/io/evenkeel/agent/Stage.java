package io.evenkeel.agent;

import io.evenkeel.agent.Casebook.Case;
import io.evenkeel.incident.Outcome;
import io.evenkeel.incident.Recommendation;
import io.evenkeel.incident.Remedy;
import io.evenkeel.monitor.CheckReport;
import java.util.Optional;

/// How far a run of the graph has come. The kind of stage decides which node is next.
sealed interface Stage {
  /// Nothing is known yet: to `monitor`.
  record Begun() implements Stage {}

  /// There is evidence to decide on: to `reason`.
  ///
  /// @param report the evidence
  /// @param subject the incident, once there is one
  /// @param attempts what was tried
  record Evidence(CheckReport report, Optional<Case> subject, Attempts attempts) implements Stage {}

  /// It is decided what to do: to `act`.
  record Decided(
      CheckReport report,
      Case subject,
      Remedy remedy,
      Recommendation recommendation,
      Attempts attempts)
      implements Stage {}

  /// The remedy failed, and took longer than its report may be old: back to `monitor`.
  ///
  /// @param old the evidence as it was
  record Outdated(Evidence old) implements Stage {}

  /// The remedy succeeded: to `verify`.
  record Acted(Case subject, Recommendation recommendation, Outcome outcome, Attempts attempts)
      implements Stage {}

  /// The run is over.
  record Ended(AgentRun run) implements Stage {}

  /// A node threw: the run is over, and the cause is thrown to whoever ran the graph.
  record Thrown(Throwable cause) implements Stage {}
}
