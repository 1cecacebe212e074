package io.evenkeel.alerts;

import io.evenkeel.incident.Decision;
import io.evenkeel.incident.IncidentState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// What people are told when an incident changes, understandable by itself: what moved, what was
/// decided and by whom, what was done, and what they should do now. Waits in the outbox, one copy a
/// channel.
///
/// Immutable.
///
/// @param incident the id of the incident; the one key under which every channel groups
/// @param key which notice it is
/// @param time when it happened
/// @param kind what happened
/// @param state the state of the incident then
/// @param model the name of the model
/// @param version the version that serves then
/// @param decision what was last decided
/// @param source who decided: `rules`, `llm`
/// @param confidence 0 to 1
/// @param reasoning why, in words
/// @param driftScore the share of drifted features; empty where a check had too little data
/// @param moved the drifted features
/// @param quality what is wrong with the data, in words
/// @param outcome what came of the latest action, in words; empty before it
/// @param change the change of champion, if there was one
/// @param timeToDetect from the onset to the report, where the onset is known
/// @param timeToRecover from the onset, or else the report, until it was resolved
/// @param whatToDo what a person should do now, as one sentence
public record Notice(
    String incident,
    String key,
    Instant time,
    Kind kind,
    IncidentState state,
    String model,
    String version,
    Decision decision,
    String source,
    double confidence,
    String reasoning,
    OptionalDouble driftScore,
    List<MovedFeature> moved,
    List<String> quality,
    String outcome,
    Optional<Change> change,
    Optional<Duration> timeToDetect,
    Optional<Duration> timeToRecover,
    String whatToDo) {

  /// What happened.
  public enum Kind {
    /// A decision other than OK was made.
    DECIDED,
    /// An action had its effect.
    ACTED,
    /// An action was refused or failed.
    NOT_ACTED,
    /// The detector is quiet again.
    MITIGATED,
    /// Recovery was proven: the incident is over.
    RESOLVED,
    /// The repair did not hold.
    REOPENED
  }

  /// A drifted feature.
  ///
  /// @param feature its name
  /// @param test the code of the test
  /// @param score its distance from the reference
  /// @param limit the distance from which on it counts as drifted
  public record MovedFeature(String feature, String test, double score, double limit) {}

  /// A change of champion.
  ///
  /// @param from the version before
  /// @param to the version since
  public record Change(String from, String to) {}

  /// Copies the lists; rejects a blank incident or key.
  public Notice {
    moved = List.copyOf(moved);
    quality = List.copyOf(quality);
    if (incident.isBlank() || key.isBlank()) {
      throw new IllegalArgumentException(
          "a notice needs an incident and a key, had '" + incident + "' and '" + key + "'");
    }
  }
}
