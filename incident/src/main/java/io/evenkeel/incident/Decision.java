package io.evenkeel.incident;

import java.util.Locale;

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
}
