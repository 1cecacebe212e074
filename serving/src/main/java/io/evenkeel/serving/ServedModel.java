package io.evenkeel.serving;

import io.evenkeel.model.ModelBundle;
import io.evenkeel.model.ModelMetadata;
import io.evenkeel.registry.ServingVersion;
import java.util.Optional;

/// The model that answers, as one immutable whole.
///
/// @param serving which version, since when and why
/// @param digest the digest of its bundle
/// @param metadata what the bundle says of itself
/// @param scoring scores a row
/// @param measure what its rows are counted by; empty when they are not counted
record ServedModel(
    ServingVersion serving,
    String digest,
    ModelMetadata metadata,
    Scoring scoring,
    Optional<Measure> measure) {
  /// Scores one row.
  @FunctionalInterface
  interface Scoring {
    /// The probability of fraud.
    ///
    /// @param row one value per feature, NaN where missing
    double probability(double[] row);
  }

  static ServedModel of(ServingVersion serving, ModelBundle bundle, Optional<Measure> measure) {
    return new ServedModel(
        serving, bundle.digest(), bundle.metadata(), bundle.scorer()::probability, measure);
  }

  String version() {
    return serving.version();
  }

  double threshold() {
    return metadata.threshold();
  }
}
