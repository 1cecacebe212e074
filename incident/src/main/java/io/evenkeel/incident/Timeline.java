package io.evenkeel.incident;

import java.time.Instant;
import java.util.Optional;

/// When an incident came how far: what times to detect, to decide and to recover are made of.
///
/// @param onset when the drift is known to have begun
/// @param detected when the report that opened it was made
/// @param decided when the first decision was taken
/// @param acted when the latest remedy took effect
/// @param mitigated when the detector was quiet again
/// @param resolved when recovery was proven
public record Timeline(
    Optional<Instant> onset,
    Instant detected,
    Optional<Instant> decided,
    Optional<Instant> acted,
    Optional<Instant> mitigated,
    Optional<Instant> resolved) {

  /// A timeline that begins.
  public static Timeline detected(Optional<Instant> onset, Instant detected) {
    return new Timeline(
        onset, detected, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  Timeline decidedAt(Instant time) {
    return new Timeline(
        onset, detected, decided.or(() -> Optional.of(time)), acted, mitigated, resolved);
  }

  Timeline actedAt(Instant time) {
    return new Timeline(onset, detected, decided, Optional.of(time), Optional.empty(), resolved);
  }

  Timeline toldAt(Instant time) {
    return new Timeline(onset, detected, decided, Optional.of(time), mitigated, resolved);
  }

  Timeline mitigatedAt(Instant time) {
    return new Timeline(onset, detected, decided, acted, Optional.of(time), resolved);
  }

  Timeline resolvedAt(Instant time) {
    return new Timeline(onset, detected, decided, acted, mitigated, Optional.of(time));
  }

  Timeline reopened() {
    return new Timeline(onset, detected, decided, acted, Optional.empty(), Optional.empty());
  }
}
