package io.evenkeel.incident;

import java.util.Locale;
import java.util.Optional;

/// What to do about a drift report, in growing order of force.
public enum Decision {
  /// Nothing.
  OK,
  /// Tell people.
  ALERT,
  /// Go back to a version that fits.
  ROLLBACK,
  /// Train a challenger on recent data.
  RETRAIN;

  /// The name in metrics and reports: `ok`, `alert`, `rollback`, `retrain`.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The decision of a code.
  ///
  /// @throws IllegalArgumentException when no decision has that code
  public static Decision ofCode(String code) {
    for (Decision decision : values()) {
      if (decision.code().equals(code)) {
        return decision;
      }
    }
    throw new IllegalArgumentException("not a decision: " + code);
  }

  /// What is tried when this failed: retrain, then rollback, then alert, then nothing.
  public Optional<Decision> downgraded() {
    return switch (this) {
      case RETRAIN -> Optional.of(ROLLBACK);
      case ROLLBACK -> Optional.of(ALERT);
      case ALERT, OK -> Optional.empty();
    };
  }

  /// The remedy that carries this decision out; nothing for OK.
  public Optional<Remedy> remedy() {
    return switch (this) {
      case OK -> Optional.empty();
      case ALERT -> Optional.of(new Remedy.Alert());
      case ROLLBACK -> Optional.of(new Remedy.RollBack());
      case RETRAIN -> Optional.of(new Remedy.Retrain());
    };
  }
}
