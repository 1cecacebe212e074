package io.evenkeel.agent;

import io.evenkeel.incident.Incident;
import io.evenkeel.incident.Outcome;
import io.evenkeel.incident.Recommendation;
import io.evenkeel.incident.Recovery;
import io.evenkeel.incident.Remedy;

/// Something that the agent did or saw, for progress lines.
public sealed interface AgentEvent {
  /// A decision was made.
  ///
  /// @param report the id of the report
  /// @param incident the id of the incident; empty for an OK
  /// @param recommendation the decision
  /// @param retries attempts that failed before
  record Decided(String report, String incident, Recommendation recommendation, int retries)
      implements AgentEvent {}

  /// A remedy is about to be performed.
  ///
  /// @param incident the id of the incident
  /// @param remedy what is done
  record ActionBegun(String incident, Remedy remedy) implements AgentEvent {}

  /// A remedy has ended.
  ///
  /// @param incident the id of the incident
  /// @param remedy what was done
  /// @param outcome what came of it
  record ActionEnded(String incident, Remedy remedy, Outcome outcome) implements AgentEvent {}

  /// An incident was opened, or went into another state.
  ///
  /// @param incident as it stands now
  record IncidentChanged(Incident incident) implements AgentEvent {}

  /// A full window was checked for verification.
  ///
  /// @param incident the id of the incident
  /// @param quiet whether nothing was found
  /// @param quietWindows consecutive windows without a finding, this one included
  record WindowChecked(String incident, boolean quiet, int quietWindows) implements AgentEvent {}

  /// Live performance was looked at for verification.
  ///
  /// @param incident the id of the incident
  /// @param verdict what it says
  record PerformanceChecked(String incident, Recovery verdict) implements AgentEvent {}
}
