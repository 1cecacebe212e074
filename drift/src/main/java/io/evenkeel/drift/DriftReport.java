package io.evenkeel.drift;

import java.util.List;
import java.util.Optional;

/// The evidence of one window: what each feature did, what is wrong with the data, and the whole.
///
/// @param rows rows of the window
/// @param features one finding per feature, in the order of the reference
/// @param qualityIssues what is wrong with the data, apart from drift
/// @param verdict the whole: its score is the share of drifted features among all features
/// @param fall that the version is measured worse than it was, if it is; no part of the verdict, as
///   it speaks of rows whose labels are known, not of those of the window
public record DriftReport(
    long rows,
    List<FeatureDrift> features,
    List<QualityIssue> qualityIssues,
    Verdict verdict,
    Optional<PerformanceFall> fall) {
  /// Copies the lists.
  public DriftReport {
    features = List.copyOf(features);
    qualityIssues = List.copyOf(qualityIssues);
  }

  /// The evidence of a window alone.
  public DriftReport(
      long rows, List<FeatureDrift> features, List<QualityIssue> qualityIssues, Verdict verdict) {
    this(rows, features, qualityIssues, verdict, Optional.empty());
  }

  /// This evidence and that of labelled rows.
  public DriftReport with(Optional<PerformanceFall> measured) {
    return new DriftReport(rows, features, qualityIssues, verdict, measured);
  }

  /// The names of the drifted features, in the order of the reference.
  public List<String> driftedFeatures() {
    return features.stream().filter(FeatureDrift::drifted).map(FeatureDrift::feature).toList();
  }

  /// The share of drifted features, 0 to 1; 0 where there was too little data to say.
  public double driftScore() {
    return switch (verdict) {
      case Verdict.Stable(double score) -> score;
      case Verdict.Drifted(double score) -> score;
      case Verdict.NotEnoughData _ -> 0;
    };
  }
}
