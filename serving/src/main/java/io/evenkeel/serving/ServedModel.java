package io.evenkeel.serving;

import io.evenkeel.model.ModelBundle;
import io.evenkeel.model.ModelMetadata;
import io.evenkeel.registry.ServingVersion;

/// The model that answers, as one immutable whole.
///
/// @param serving which version, since when and why
/// @param digest the digest of its bundle
/// @param metadata what the bundle says of itself
/// @param scoring scores a row
/// @param measuring what its rows are counted by, if they are
record ServedModel(
    ServingVersion serving,
    String digest,
    ModelMetadata metadata,
    Scoring scoring,
    Measuring measuring) {
  /// Scores one row.
  @FunctionalInterface
  interface Scoring {
    /// The probability of fraud.
    ///
    /// @param row one value per feature, NaN where missing
    double probability(double[] row);
  }

  static ServedModel of(ServingVersion serving, ModelBundle bundle, Measuring measuring) {
    return new ServedModel(
        serving, bundle.digest(), bundle.metadata(), bundle.scorer()::probability, measuring);
  }

  String version() {
    return serving.version();
  }

  double threshold() {
    return metadata.threshold();
  }
}
