package io.evenkeel.incident;

import java.util.Optional;

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

  /// Go back to an earlier version.
  ///
  /// @param target the version, where it was measured to be better on the same rows; where empty,
  ///   one that is intact and fits the current window
  record RollBack(Optional<String> target) implements Remedy {
    /// To whichever version fits.
    public RollBack() {
      this(Optional.empty());
    }

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
