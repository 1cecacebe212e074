package io.evenkeel.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Scores rows with a gradient-boosted tree model held in flat arrays.
///
/// Immutable and safe for use by many threads. Margins equal those of XGBoost's own `predict`, bit
/// for bit; probabilities agree within 1e-6. Values are narrowed to `float` first, as XGBoost does.
public final class Scorer {
  /// Trees that are walked side by side: their memory accesses overlap.
  static final int STRIDE = 4;

  private final FeatureSchema schema;
  private final float baseMargin;
  private final long[] nodes;
  private final int[] roots;
  private final int[] steps;

  /// @param nodes the nodes of all trees, packed by [NodeCode]
  /// @param roots where each tree begins; a multiple of [#STRIDE] of them
  /// @param steps for each [#STRIDE] trees the depth of the deepest
  Scorer(FeatureSchema schema, float baseMargin, long[] nodes, int[] roots, int[] steps) {
    this.schema = schema;
    this.baseMargin = baseMargin;
    this.nodes = nodes;
    this.roots = roots;
    this.steps = steps;
  }

  /// Reads a model in XGBoost's UBJSON or JSON format.
  ///
  /// @throws BundleException when the file is not such a model, uses what is not supported
  ///   (anything but `gbtree` with `binary:logistic`, categorical splits, several outputs), or has
  ///   other features than the schema
  public static Scorer read(Path file, FeatureSchema schema) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new BundleException(file + ": cannot be read: " + e.getMessage(), e);
    }
    return of(bytes, file.toString(), schema);
  }

  static Scorer of(byte[] bytes, String source, FeatureSchema schema) {
    return SavedModel.read(bytes, source).scorer(schema);
  }

  /// The probability of the positive class, from 0 to 1.
  ///
  /// @param row one value per feature in the order of the schema; NaN is missing
  /// @throws IllegalArgumentException when the row has another number of values
  public double probability(double[] row) {
    return logistic(margin(row));
  }

  /// The sum of the trees before the logistic function.
  ///
  /// @param row one value per feature in the order of the schema; NaN is missing
  /// @throws IllegalArgumentException when the row has another number of values
  public float margin(double[] row) {
    int features = schema.size();
    if (row.length != features) {
      throw new IllegalArgumentException("a row needs " + features + " values, had " + row.length);
    }
    int[] keys = new int[NodeCode.slots(features)];
    for (int feature = 0; feature < features; feature++) {
      NodeCode.put(keys, features, feature, row[feature]);
    }
    NodeCode.close(keys, features);
    return sum(keys);
  }

  /// The probabilities of all rows of a table.
  ///
  /// @throws IllegalArgumentException when the table has other features than the model
  public double[] probabilities(FeatureTable rows) {
    if (!rows.schema().names().equals(schema.names())) {
      throw new IllegalArgumentException(
          "the model takes " + schema.names() + ", the table has " + rows.schema().names());
    }
    int features = schema.size();
    double[] probabilities = new double[rows.rows()];
    int[] keys = new int[NodeCode.slots(features)];
    NodeCode.close(keys, features);
    for (int row = 0; row < probabilities.length; row++) {
      for (int feature = 0; feature < features; feature++) {
        NodeCode.put(keys, features, feature, rows.column(feature)[row]);
      }
      probabilities[row] = logistic(sum(keys));
    }
    return probabilities;
  }

  private float sum(int[] keys) {
    // One float addition per tree, in the order of the trees: another order rounds otherwise.
    float sum = baseMargin;
    for (int tree = 0; tree < roots.length; tree += STRIDE) {
      int a = roots[tree];
      int b = roots[tree + 1];
      int c = roots[tree + 2];
      int d = roots[tree + 3];
      for (int step = steps[tree / STRIDE]; step > 0; step--) {
        a += NodeCode.advance(nodes[a], keys);
        b += NodeCode.advance(nodes[b], keys);
        c += NodeCode.advance(nodes[c], keys);
        d += NodeCode.advance(nodes[d], keys);
      }
      sum += NodeCode.value(nodes[a]);
      sum += NodeCode.value(nodes[b]);
      sum += NodeCode.value(nodes[c]);
      sum += NodeCode.value(nodes[d]);
    }
    return sum;
  }

  private static double logistic(float margin) {
    return 1 / (1 + Math.exp(-margin));
  }
}
