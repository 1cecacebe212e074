package io.evenkeel.model;

import java.nio.file.Path;

/// A model version as a directory: `model.ubj`, `schema.yaml`, `reference.csv` (the rows it answers
/// for, with labels), `holdout.csv` (scores and labels of its own hold-out), `metadata.json`, and
/// `SHA256SUMS` over all of them in the format of `sha256sum -c`.
///
/// Immutable and safe for use by many threads; everything was read and checked when it was opened.
public final class ModelBundle {
  private ModelBundle() {}

  /// Opens a bundle and checks every digest, the schema and the model.
  ///
  /// @throws BundleException when a file is missing, altered or does not fit the others
  public static ModelBundle open(Path directory) {
    throw new UnsupportedOperationException();
  }

  /// SHA-256 of `SHA256SUMS` in lower-case hex: it stands for the whole bundle.
  public String digest() {
    throw new UnsupportedOperationException();
  }

  /// What the bundle says of itself.
  public ModelMetadata metadata() {
    throw new UnsupportedOperationException();
  }

  /// The features that the model takes.
  public FeatureSchema schema() {
    throw new UnsupportedOperationException();
  }

  /// The model, ready to score.
  public Scorer scorer() {
    throw new UnsupportedOperationException();
  }

  /// The rows that this version answers for; drift is measured against them.
  public LabelledTable reference() {
    throw new UnsupportedOperationException();
  }

  /// Scores and labels of the version's own hold-out.
  public ScoredLabels holdout() {
    throw new UnsupportedOperationException();
  }
}
