package io.evenkeel.model;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/// Models made by XGBoost itself, and bytes of models rewritten.
final class TestModels {
  private TestModels() {}

  /// A model in UBJSON.
  ///
  /// @param overrides parameters by XGBoost's names, over those that make small trees
  static byte[] train(LabelledTable rows, int trees, Map<String, Object> overrides)
      throws XGBoostError {
    Map<String, Object> parameters =
        new LinkedHashMap<>(
            Map.of(
                "objective",
                "binary:logistic",
                "tree_method",
                "hist",
                "max_depth",
                6,
                "eta",
                0.1,
                "nthread",
                2,
                "verbose_eval",
                0));
    parameters.putAll(overrides);
    DMatrix matrix = matrix(rows.features());
    float[] labels = new float[rows.rows()];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = rows.labels()[row] ? 1 : 0;
    }
    try {
      matrix.setLabel(labels);
      Booster booster = XGBoost.train(matrix, parameters, trees, Map.of(), null, null);
      try {
        return booster.toByteArray("ubj");
      } finally {
        booster.dispose();
      }
    } finally {
      matrix.dispose();
    }
  }

  /// What XGBoost predicts with the model.
  static float[] predict(byte[] model, FeatureTable rows, boolean margins) throws Exception {
    Booster booster = XGBoost.loadModel(model);
    DMatrix matrix = matrix(rows);
    try {
      float[][] predictions = booster.predict(matrix, margins);
      float[] flat = new float[predictions.length];
      for (int row = 0; row < flat.length; row++) {
        flat[row] = predictions[row][0];
      }
      return flat;
    } finally {
      matrix.dispose();
      booster.dispose();
    }
  }

  /// The model with one string replaced, for instance `base_score`.
  static byte[] withText(byte[] model, String key, String value) {
    int start = valueOf(model, key);
    int oldLength = (int) ByteBuffer.wrap(model, start + 2, Long.BYTES).getLong();
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(model, 0, start + 2);
    out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(text.length).array());
    out.writeBytes(text);
    int rest = start + 2 + Long.BYTES + oldLength;
    out.write(model, rest, model.length - rest);
    return out.toByteArray();
  }

  /// The string that stands under the key.
  static String text(byte[] model, String key) {
    int start = valueOf(model, key);
    int length = (int) ByteBuffer.wrap(model, start + 2, Long.BYTES).getLong();
    return new String(model, start + 2 + Long.BYTES, length, StandardCharsets.UTF_8);
  }

  /// Where the type marker of the last value under the key stands.
  static int valueOf(byte[] model, String key) {
    // Each byte as one char, so that positions agree.
    String text = new String(model, StandardCharsets.ISO_8859_1);
    int at = text.lastIndexOf("\0" + (char) key.length() + key);
    if (at < 0) {
      throw new IllegalArgumentException("the model has no " + key);
    }
    return at + 2 + key.length();
  }

  private static DMatrix matrix(FeatureTable rows) throws XGBoostError {
    int features = rows.schema().size();
    float[] values = new float[rows.rows() * features];
    for (int row = 0; row < rows.rows(); row++) {
      for (int feature = 0; feature < features; feature++) {
        values[row * features + feature] = (float) rows.column(feature)[row];
      }
    }
    DMatrix matrix = new DMatrix(values, rows.rows(), features, Float.NaN);
    matrix.setFeatureNames(rows.schema().names().toArray(String[]::new));
    return matrix;
  }
}
