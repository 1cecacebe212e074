package io.evenkeel.app;

import io.evenkeel.incident.PlannedEvent;
import io.evenkeel.incident.Policy;
import io.evenkeel.model.Feature;
import io.evenkeel.model.FeatureSchema;
import java.util.List;
import java.util.stream.Collectors;

/// The thresholds of the policy and what it knows of the calendar. Which features are of high
/// impact is said by the schema.
///
/// @param alertAbove drift score above which people are told, 0 to 1
/// @param rollbackAbove drift score above which a rollback is due
/// @param retrainAbove drift score above which a retrain is due
/// @param planned events that people have announced: they raise the budget, or hold the champion
public record PolicySettings(
    double alertAbove, double rollbackAbove, double retrainAbove, List<PlannedEvent> planned) {
  /// Copies the list.
  public PolicySettings {
    planned = List.copyOf(planned);
  }

  /// 0.10, 0.30 and 0.50; nothing is planned.
  public static PolicySettings defaults() {
    return new PolicySettings(0.10, 0.30, 0.50, List.of());
  }

  /// The policy for a schema.
  Policy policy(FeatureSchema schema) {
    return new Policy(
        alertAbove,
        rollbackAbove,
        retrainAbove,
        schema.features().stream()
            .filter(Feature::highImpact)
            .map(Feature::name)
            .collect(Collectors.toUnmodifiableSet()),
        planned);
  }
}
