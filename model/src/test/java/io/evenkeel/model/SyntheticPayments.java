package io.evenkeel.model;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/// A small seeded world for the tests of this module: payments of which some are frauds.
final class SyntheticPayments {
  static final FeatureSchema SCHEMA =
      new FeatureSchema(
          "is_fraud",
          0.4,
          List.of(
              new Feature.Numeric("amount", new Range(0, true, 200_000), false, false, true, "INR"),
              new Feature.Numeric("hour", new Range(0, false, 23), true, false, false, ""),
              new Feature.Numeric(
                  "receiver_age_days",
                  new Range(0, false, Double.POSITIVE_INFINITY),
                  true,
                  true,
                  false,
                  ""),
              new Feature.Categorical(
                  "device_type", new TreeSet<>(Set.of(0, 1, 2)), false, false)));

  private SyntheticPayments() {}

  /// Rows of which about a tenth are frauds: large, at night, to new accounts. Every tenth receiver
  /// age is missing, and most values repeat often.
  static LabelledTable rows(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] columns = new double[SCHEMA.size()][count];
    boolean[] labels = new boolean[count];
    for (int row = 0; row < count; row++) {
      boolean fraud = random.nextInt(10) == 0;
      columns[0][row] =
          random.nextBoolean()
              ? Math.rint(random.nextDouble(fraud ? 500 : 100, 2_000) / 50) * 50
              : random.nextDouble(fraud ? 300 : 1, fraud ? 5_000 : 3_000);
      columns[1][row] = fraud && random.nextInt(3) > 0 ? random.nextInt(6) : random.nextInt(24);
      columns[2][row] = random.nextInt(10) == 0 ? Double.NaN : random.nextInt(fraud ? 200 : 1_000);
      columns[3][row] = random.nextInt(3);
      labels[row] = fraud;
    }
    return new LabelledTable(new FeatureTable(SCHEMA, columns), labels);
  }

  static float[] unweighted(int rows) {
    float[] weights = new float[rows];
    Arrays.fill(weights, 1);
    return weights;
  }
}
