package io.evenkeel.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// A model that was trained elsewhere, with all that a bundle says beside it. How it was trained is
/// not known: its metadata name no training rows, no seed and no hyperparameters.
///
/// @param version the name of the version to make
/// @param parent the version that it replaces, if any
/// @param why the reason, in words, for the metadata
/// @param model the model in XGBoost's UBJSON format; handed over, not copied
/// @param reference the rows that it will answer for; their schema becomes the bundle's
/// @param holdout labelled rows to measure it on, which it was not trained on
/// @param importedAt when it was taken over
@SuppressWarnings("ArrayRecordComponent") // handed over, as in the tables
public record ImportedModel(
    String version,
    Optional<String> parent,
    String why,
    byte[] model,
    LabelledTable reference,
    LabelledTable holdout,
    Instant importedAt) {
  private static final int FEWEST = 2;

  /// Measures the model and writes its bundle.
  ///
  /// @param destination a directory that does not exist yet; it appears whole or not at all
  /// @return the bundle, opened and checked
  /// @throws BundleException when the model does not fit the schema, cannot be measured on the
  ///   hold-out, or cannot be written
  public ModelBundle writeTo(Path destination) {
    if (Files.exists(destination, LinkOption.NOFOLLOW_LINKS)) {
      throw new BundleException(destination + " exists already");
    }
    FeatureSchema schema = reference.features().schema();
    String source = "the model for " + version;
    Scorer scorer = Scorer.of(model, source, schema);
    ScoredLabels scored =
        new ScoredLabels(scorer.probabilities(holdout.features()), holdout.labels());
    FeatureTable rows = reference.features();
    GoldenPredictions golden =
        GoldenPredictions.of(
            rows, scorer.probabilities(rows.select(GoldenPredictions.positions(rows.rows()))));
    try {
      Path scratch = TrainingScratch.create(destination);
      try {
        return new BundleDraft(
                model,
                ModelJson.MAPPER.writeValueAsBytes(SplitGains.of(model, source, schema)),
                schema,
                reference,
                scored,
                metadata(scored, schema),
                golden,
                Optional.empty())
            .publish(scratch, destination);
      } finally {
        DurableFiles.deleteTree(scratch);
      }
    } catch (IOException e) {
      throw new BundleException(destination + ": cannot be written: " + e, e);
    }
  }

  private ModelMetadata metadata(ScoredLabels scored, FeatureSchema schema) {
    return new ModelMetadata(
        version,
        parent,
        why,
        importedAt,
        0,
        scored.rows(),
        scored.positives(),
        reference.rows(),
        rocAuc(scored),
        prAuc(scored),
        schema.threshold(),
        0,
        0);
  }

  private double rocAuc(ScoredLabels scored) {
    return switch (RocAuc.of(scored, FEWEST)) {
      case RocAuc.Measured measured -> measured.value();
      case RocAuc.NotEnoughData(int positives, int needed) -> throw tooFew(positives, needed);
    };
  }

  private double prAuc(ScoredLabels scored) {
    return switch (PrAuc.of(scored, FEWEST)) {
      case PrAuc.Measured measured -> measured.value();
      case PrAuc.NotEnoughData(int positives, int needed) -> throw tooFew(positives, needed);
    };
  }

  private BundleException tooFew(int positives, int needed) {
    return new BundleException(
        "%s cannot be measured: the hold-out has %d positives, %d are needed"
            .formatted(version, positives, needed));
  }
}
