package io.evenkeel.events;

import java.time.Duration;

/// When a label counts.
///
/// @param maturity how old a row must be before its label counts, whatever the label says
/// @param silence what a mature row without a label means
public record LabelRule(Duration maturity, Silence silence) {
  /// Rejects a negative maturity.
  public LabelRule {
    if (maturity.isNegative()) {
      throw new IllegalArgumentException("label maturity must not be negative: " + maturity);
    }
  }

  /// What a mature row without a label means.
  public enum Silence {
    /// Nothing: the row is left out.
    UNKNOWN,
    /// It was honest.
    HONEST
  }
}
