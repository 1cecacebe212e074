package io.evenkeel.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/// What each feature contributes to the scores of some rows: the SHAP values of the model's trees
/// (Lundberg et al., 2018), in log-odds. For every row they add up, with the bias, to the margin of
/// the [Scorer].
///
/// XGBoost computes them, on one thread, so that serving keeps the others. The bias is what the
/// scorer's margins leave, not XGBoost's own: that one depends on how a version reads the base
/// score that another has written.
///
/// Immutable; the arrays are the object's own and not to be written to.
public final class Contributions {
  /// Margins are sums of floats; more than rounding must not be left between two rows.
  private static final double TOLERANCE = 1e-3;

  private final FeatureSchema schema;
  private final double[][] values;
  private final double bias;

  private Contributions(FeatureSchema schema, double[][] values, double bias) {
    this.schema = schema;
    this.values = values;
    this.bias = bias;
  }

  /// Computes the contributions; takes milliseconds a row, so a few hundred rows are meant.
  ///
  /// @param bundle the model
  /// @param rows rows of the bundle's features, at least one
  /// @throws BundleException when XGBoost cannot read the model, or reads another than the scorer
  /// @throws IllegalArgumentException when there is no row, or the rows have other features than
  ///   the model
  public static Contributions of(ModelBundle bundle, FeatureTable rows) {
    return of(bundle.model(), bundle.scorer(), bundle.schema(), rows);
  }

  static Contributions of(byte[] model, Scorer scorer, FeatureSchema schema, FeatureTable rows) {
    if (!rows.schema().names().equals(schema.names()) || rows.rows() == 0) {
      throw new IllegalArgumentException(
          "the model takes rows of %s, the table has %d of %s"
              .formatted(schema.names(), rows.rows(), rows.schema().names()));
    }
    float[][] raw;
    try {
      raw = predict(model, rows);
    } catch (XGBoostError e) {
      throw new BundleException("XGBoost cannot explain the model: " + e.getMessage(), e);
    }
    double[][] values = new double[schema.size()][rows.rows()];
    double[] biases = new double[rows.rows()];
    double sum = 0;
    for (int row = 0; row < biases.length; row++) {
      biases[row] = scorer.margin(rows.row(row));
      for (int feature = 0; feature < values.length; feature++) {
        values[feature][row] = raw[row][feature];
        biases[row] -= raw[row][feature];
      }
      sum += biases[row];
    }
    double bias = sum / biases.length;
    for (double one : biases) {
      if (!(Math.abs(one - bias) <= TOLERANCE)) {
        throw new BundleException(
            "the contributions of two rows leave the biases %s and %s: XGBoost reads another model"
                .formatted(one, bias));
      }
    }
    return new Contributions(schema, values, bias);
  }

  private static float[][] predict(byte[] model, FeatureTable rows) throws XGBoostError {
    int features = rows.schema().size();
    float[] flat = new float[rows.rows() * features];
    for (int feature = 0; feature < features; feature++) {
      double[] column = rows.column(feature);
      for (int row = 0; row < column.length; row++) {
        flat[row * features + feature] = (float) column[row];
      }
    }
    Booster booster;
    try {
      booster = XGBoost.loadModel(model);
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory were not read", e);
    }
    try {
      booster.setParam("nthread", 1);
      DMatrix matrix = new DMatrix(flat, rows.rows(), features, Float.NaN);
      try {
        matrix.setFeatureNames(rows.schema().names().toArray(String[]::new));
        return booster.predictContrib(matrix, 0);
      } finally {
        matrix.dispose();
      }
    } finally {
      booster.dispose();
    }
  }

  /// The features, in order.
  public FeatureSchema schema() {
    return schema;
  }

  /// The contributions as `values[feature][row]`, in log-odds.
  public double[][] values() {
    return values;
  }

  /// The mean margin over the rows that the model was trained on, in log-odds: what the
  /// contributions start from.
  public double bias() {
    return bias;
  }
}
