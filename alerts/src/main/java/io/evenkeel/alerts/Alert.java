package io.evenkeel.alerts;

import io.evenkeel.drift.DriftReport;
import io.evenkeel.incident.Recommendation;
import java.time.Instant;

/// What people are told: what moved, what was decided and why, and what they should do now.
///
/// Immutable.
///
/// @param incident the id of the incident
/// @param key the idempotency key of the effect; sending the same key again tells the same thing
/// @param time when it was decided to tell people
/// @param version the version that serves
/// @param drift the evidence
/// @param recommendation the decision, how sure it is, and its reasons
/// @param whatToDo what a person should do now, as one sentence
public record Alert(
    String incident,
    String key,
    Instant time,
    String version,
    DriftReport drift,
    Recommendation recommendation,
    String whatToDo) {
  /// Rejects a blank incident or key: without them an alert could not be found again.
  public Alert {
    if (incident.isBlank() || key.isBlank()) {
      throw new IllegalArgumentException(
          "an alert needs an incident and a key, had '" + incident + "' and '" + key + "'");
    }
  }
}
