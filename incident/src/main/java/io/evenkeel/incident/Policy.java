package io.evenkeel.incident;

import io.evenkeel.drift.DriftReport;
import java.util.Optional;
import java.util.Set;

/// The rule that turns evidence into a decision.
///
/// @param alertAbove drift score above which people are told, 0 to 1
/// @param rollbackAbove drift score above which a rollback is due
/// @param retrainAbove drift score above which a retrain is due
/// @param highImpact features whose drift alone raises OK to ALERT and ALERT to ROLLBACK
public record Policy(
    double alertAbove, double rollbackAbove, double retrainAbove, Set<String> highImpact) {

  /// Recommends.
  ///
  /// @param report the evidence
  /// @param fitting an earlier intact version whose reference fits the current window and that is
  ///   not measured worse, if there is one
  /// @param retries failed attempts so far; each takes 0.15 off the confidence
  public Recommendation recommend(DriftReport report, Optional<String> fitting, int retries) {
    throw new UnsupportedOperationException();
  }
}
