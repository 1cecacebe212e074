package io.evenkeel.events;

import java.util.Optional;

/// A prediction that is old enough for its label to count.
///
/// @param prediction the first prediction of that transaction
/// @param reported the latest label; empty when nobody reported any
public record MaturePrediction(Event.Prediction prediction, Optional<Boolean> reported) {
  /// What it is held for: the label, or what silence means; empty when that is unknown.
  public Optional<Boolean> truth(LabelRule rule) {
    return switch (rule.silence()) {
      case UNKNOWN -> reported;
      case HONEST -> reported.or(() -> Optional.of(false));
    };
  }
}
