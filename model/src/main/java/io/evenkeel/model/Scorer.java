package io.evenkeel.model;

import java.nio.file.Path;

/// Scores rows with a gradient-boosted tree model held in flat arrays.
///
/// Immutable and safe for use by many threads. Margins equal those of XGBoost's own `predict`, bit
/// for bit; probabilities agree within 1e-6.
public final class Scorer {
  private Scorer() {}

  /// Reads a model in XGBoost's UBJSON format.
  ///
  /// @throws BundleException when the file is not such a model, or has another number of features
  public static Scorer read(Path file, FeatureSchema schema) {
    throw new UnsupportedOperationException();
  }

  /// The probability of the positive class, from 0 to 1.
  ///
  /// @param row one value per feature in the order of the schema; NaN is missing
  public double probability(double[] row) {
    throw new UnsupportedOperationException();
  }

  /// The sum of the trees before the logistic function.
  public float margin(double[] row) {
    throw new UnsupportedOperationException();
  }

  /// The probabilities of all rows of a table.
  public double[] probabilities(FeatureTable rows) {
    throw new UnsupportedOperationException();
  }
}
