package io.evenkeel.incident;

/// What came of a remedy.
public sealed interface Outcome {
  /// One line for people, as the agent prints it: `promoted | roc_auc=0.9581 | version=v2`.
  String describe();

  /// The champion was changed; the effect is still to be verified.
  ///
  /// @param from the version that served before
  /// @param to the version that serves now
  /// @param expectedRocAuc ROC-AUC of `to` as measured before the change
  /// @param expectedStandardError its standard error
  /// @param describe one line for people
  record Changed(
      String from, String to, double expectedRocAuc, double expectedStandardError, String describe)
      implements Outcome {}

  /// People were told.
  ///
  /// @param describe one line for people
  record Delivered(String describe) implements Outcome {}

  /// A guard or the evidence forbade it; nothing was changed.
  ///
  /// @param describe the reason
  record Refused(String describe) implements Outcome {}

  /// It could not be carried out; nothing was changed.
  ///
  /// @param describe the reason
  record Failed(String describe) implements Outcome {}

  /// The process ended before it had an effect, which says nothing against the remedy.
  ///
  /// @param describe what was found, for people
  record Interrupted(String describe) implements Outcome {}
}
