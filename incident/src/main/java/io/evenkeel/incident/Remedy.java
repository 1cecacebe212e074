package io.evenkeel.incident;

/// An action as data: what is to be done, not how.
public sealed interface Remedy {
  /// The decision that it carries out.
  Decision decision();

  /// Tell people.
  record Alert() implements Remedy {
    @Override
    public Decision decision() {
      return Decision.ALERT;
    }
  }

  /// Go back to the newest earlier version that is intact and fits the current window.
  record RollBack() implements Remedy {
    @Override
    public Decision decision() {
      return Decision.ROLLBACK;
    }
  }

  /// Train a challenger on the rows since the onset, and promote it if the evidence allows.
  record Retrain() implements Remedy {
    @Override
    public Decision decision() {
      return Decision.RETRAIN;
    }
  }
}
