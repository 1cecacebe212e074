package io.evenkeel.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// `metadata.json`: what [ModelMetadata] says, with the names of the features and the settings of
/// the training for people who read the file.
record MetadataJson(
    String version,
    Optional<String> parent,
    String why,
    Instant trainedAt,
    int trainingRows,
    int holdoutRows,
    int holdoutPositives,
    int referenceRows,
    double rocAuc,
    double prAuc,
    double threshold,
    long seed,
    double trainingSeconds,
    List<String> features,
    Optional<Hyperparameters> hyperparameters) {

  static MetadataJson of(
      ModelMetadata metadata, FeatureSchema schema, Optional<Hyperparameters> hyperparameters) {
    return new MetadataJson(
        metadata.version(),
        metadata.parent(),
        metadata.why(),
        metadata.trainedAt(),
        metadata.trainingRows(),
        metadata.holdoutRows(),
        metadata.holdoutPositives(),
        metadata.referenceRows(),
        metadata.rocAuc(),
        metadata.prAuc(),
        metadata.threshold(),
        metadata.seed(),
        metadata.trainingSeconds(),
        schema.names(),
        hyperparameters);
  }

  ModelMetadata metadata() {
    return new ModelMetadata(
        version,
        parent,
        why,
        trainedAt,
        trainingRows,
        holdoutRows,
        holdoutPositives,
        referenceRows,
        rocAuc,
        prAuc,
        threshold,
        seed,
        trainingSeconds);
  }
}
