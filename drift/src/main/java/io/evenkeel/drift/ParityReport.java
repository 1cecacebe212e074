package io.evenkeel.drift;

import java.util.List;

/// What Evidently would say of a current sample. A faithful copy of its verdicts, not a base for
/// decisions: those are in [DriftReport].
///
/// @param features one finding per column, in the order of the columns
/// @param share drifted features over all features, 0 to 1; a feature without a score counts as not
///   drifted
/// @param datasetDrift whether the share reached the choice's drift share
public record ParityReport(List<ParityFeature> features, double share, boolean datasetDrift) {
  /// Copies.
  public ParityReport {
    features = List.copyOf(features);
  }
}
