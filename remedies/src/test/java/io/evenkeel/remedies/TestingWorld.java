package io.evenkeel.remedies;

import io.evenkeel.model.Feature;
import io.evenkeel.model.FeatureSchema;
import io.evenkeel.model.FeatureTable;
import io.evenkeel.model.LabelledTable;
import io.evenkeel.model.Range;
import java.util.List;
import java.util.Random;

/// A world of three features with a fifth of fraud. What a regime is called says what is true in
/// it.
enum TestingWorld {
  /// Fraud is large.
  QUIET(12, 10, 16, 3, 3),
  /// At night everything is large, and fraud comes in series.
  FESTIVAL(22, 16, 16, 3, 7),
  /// As quiet, but the small ones are fraud.
  REVERSED(12, 16, 10, 3, 3);

  static final FeatureSchema SCHEMA =
      new FeatureSchema(
          "is_fraud", 0.4, List.of(number("hour"), number("amount"), number("count")));

  /// As the schema, but the last feature is another one.
  static final FeatureSchema RENAMED =
      new FeatureSchema(
          "is_fraud", 0.4, List.of(number("hour"), number("amount"), number("number")));

  private final double hour;
  private final double honestAmount;
  private final double fraudAmount;
  private final double honestCount;
  private final double fraudCount;

  TestingWorld(
      double hour, double honestAmount, double fraudAmount, double honestCount, double fraudCount) {
    this.hour = hour;
    this.honestAmount = honestAmount;
    this.fraudAmount = fraudAmount;
    this.honestCount = honestCount;
    this.fraudCount = fraudCount;
  }

  LabelledTable rows(int count, long seed) {
    Random random = new Random(seed);
    double[][] columns = new double[3][count];
    boolean[] labels = new boolean[count];
    for (int i = 0; i < count; i++) {
      labels[i] = random.nextDouble() < 0.2;
      columns[0][i] = random.nextGaussian(hour, 2);
      columns[1][i] = random.nextGaussian(labels[i] ? fraudAmount : honestAmount, 2);
      columns[2][i] = random.nextGaussian(labels[i] ? fraudCount : honestCount, 1);
    }
    return new LabelledTable(new FeatureTable(SCHEMA, columns), labels);
  }

  private static Feature number(String name) {
    return new Feature.Numeric(name, Range.any(), false, false, false, "");
  }
}
