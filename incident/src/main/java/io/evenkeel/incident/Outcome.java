package io.evenkeel.incident;

import java.util.Optional;

/// What came of a remedy.
public sealed interface Outcome {
  /// One line for people, as the agent prints it: `promoted | roc_auc=0.9581 | version=v2`.
  String describe();

  /// What the gate measured, where a challenger came before it.
  default Optional<GateEvidence> evidence() {
    return Optional.empty();
  }

  /// The champion was changed; the effect is still to be verified.
  ///
  /// @param from the version that served before
  /// @param to the version that serves now
  /// @param expectedRocAuc ROC-AUC of `to` as measured before the change
  /// @param expectedStandardError its standard error
  /// @param describe one line for people
  /// @param evidence what the gate measured, where a challenger came before it
  record Changed(
      String from,
      String to,
      double expectedRocAuc,
      double expectedStandardError,
      String describe,
      Optional<GateEvidence> evidence)
      implements Outcome {
    /// A change without a gate.
    public Changed(
        String from,
        String to,
        double expectedRocAuc,
        double expectedStandardError,
        String describe) {
      this(from, to, expectedRocAuc, expectedStandardError, describe, Optional.empty());
    }

    /// The same change with what the gate measured.
    public Changed with(GateEvidence measured) {
      return new Changed(
          from, to, expectedRocAuc, expectedStandardError, describe, Optional.of(measured));
    }
  }

  /// People were told.
  ///
  /// @param describe one line for people
  record Delivered(String describe) implements Outcome {}

  /// A guard or the evidence forbade it; nothing was changed.
  ///
  /// @param describe the reason
  /// @param evidence what the gate measured, where a challenger came before it
  record Refused(String describe, Optional<GateEvidence> evidence) implements Outcome {
    /// A refusal without a gate.
    public Refused(String describe) {
      this(describe, Optional.empty());
    }
  }

  /// It could not be carried out; nothing was changed.
  ///
  /// @param describe the reason
  record Failed(String describe) implements Outcome {}

  /// The process ended before it had an effect, which says nothing against the remedy.
  ///
  /// @param describe what was found, for people
  record Interrupted(String describe) implements Outcome {}
}
