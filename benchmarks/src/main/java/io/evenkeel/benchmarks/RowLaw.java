package io.evenkeel.benchmarks;

import io.evenkeel.drift.Column;
import io.evenkeel.model.FeatureTable;
import io.evenkeel.simulator.Regime;
import io.evenkeel.simulator.UpiWorld;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// A law of rows that studies draw from.
///
/// @param name for the tables
/// @param columns the features
/// @param rows draws so many rows, `[column][row]`
record RowLaw(String name, List<Column> columns, Rows rows) {
  /// How rows are drawn.
  interface Rows {
    /// Draws rows.
    double[][] draw(RandomGenerator random, int size);
  }

  /// The laws of the note on drift statistics, and the built-in world.
  static List<RowLaw> all() {
    return List.of(
        numeric("Pareto 2.2", random -> Math.pow(1 - random.nextDouble(), -1 / 2.2)),
        numeric("lognormal, s = 1.5", random -> Math.exp(1.5 * random.nextGaussian())),
        numeric("normal", RandomGenerator::nextGaussian),
        categories(5),
        categories(20),
        categories(50),
        upi());
  }

  /// One numeric feature.
  static RowLaw numeric(String name, ToDoubleFunction<RandomGenerator> value) {
    return new RowLaw(
        name,
        List.of(column("x")),
        (random, size) -> {
          return new double[][] {draw(random, size, value)};
        });
  }

  /// So many independent standard normal features.
  static RowLaw normals(int features) {
    List<Column> columns = IntStream.range(0, features).mapToObj(c -> column("x" + c)).toList();
    return new RowLaw(
        features + " normal",
        columns,
        (random, size) ->
            IntStream.range(0, features)
                .mapToObj(_ -> draw(random, size, RandomGenerator::nextGaussian))
                .toArray(double[][]::new));
  }

  private static RowLaw categories(int count) {
    return new RowLaw(
        count + " equal categories",
        List.of(new Column.Categorical("x")),
        (random, size) -> new double[][] {draw(random, size, r -> r.nextInt(count))});
  }

  private static RowLaw upi() {
    List<Column> columns =
        List.of(
            column("amount"),
            column("hour"),
            new Column.Categorical("merchant_cat"),
            new Column.Categorical("device_type"),
            column("sender_age_days"),
            column("receiver_age_days"),
            new Column.Categorical("same_device"),
            column("txn_count_1h"));
    return new RowLaw(
        "UPI world, 8 features",
        columns,
        (random, size) -> {
          FeatureTable table =
              UpiWorld.mixed(random.nextLong()).table(Regime.quiet(), size).features();
          return IntStream.range(0, columns.size())
              .mapToObj(table::column)
              .toArray(double[][]::new);
        });
  }

  private static double[] draw(
      RandomGenerator random, int size, ToDoubleFunction<RandomGenerator> value) {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = value.applyAsDouble(random);
    }
    return values;
  }

  private static Column column(String name) {
    return new Column.Numeric(name, Double.NEGATIVE_INFINITY, true, Double.POSITIVE_INFINITY);
  }
}
