package io.evenkeel.report;

import io.evenkeel.drift.PerformanceEstimator;
import io.evenkeel.drift.RealisedPerformance;
import io.evenkeel.model.DataFileException;
import java.util.Arrays;
import java.util.Optional;

/// Reads scores and labels of both tables, where the schema names them, and measures and estimates
/// how well the model does.
///
/// @param reference the reference, which must be labelled
/// @param current the current table, which may be
/// @param schema names the columns
/// @param seed for the draws behind the thresholds
record PerformanceReading(DataTable reference, DataTable current, TableSchema schema, long seed) {
  /// A score beyond counts as infinite, and so as missing, as everywhere in the statistics.
  private static final double LARGEST_SCORE = 1e140;

  Performance read() {
    if (schema.prediction().isEmpty() || schema.label().isEmpty() || schema.threshold().isEmpty()) {
      return Performance.unknown();
    }
    String prediction = schema.prediction().get();
    String label = schema.label().get();
    double threshold = schema.threshold().getAsDouble();
    Scored before = scored(reference, prediction, label);
    Optional<RealisedPerformance> realised =
        current.columns().contains(label)
            ? Optional.of(scored(current, prediction, label).measured(threshold))
            : Optional.empty();
    return new Performance(
        Optional.of(before.measured(threshold)),
        Optional.of(
            PerformanceEstimator.of(before.scores(), before.labels(), threshold, seed)
                .estimate(numbers(current, prediction))),
        realised);
  }

  /// Rows that have both a score and a label.
  @SuppressWarnings("ArrayRecordComponent") // read at once, and compared by nobody
  private record Scored(double[] scores, boolean[] labels) {
    RealisedPerformance measured(double threshold) {
      return RealisedPerformance.of(scores, labels, threshold);
    }
  }

  private static Scored scored(DataTable table, String prediction, String label) {
    double[] scores = numbers(table, prediction);
    double[] labels = numbers(table, label);
    double[] kept = new double[scores.length];
    boolean[] positive = new boolean[scores.length];
    int size = 0;
    for (int row = 0; row < scores.length; row++) {
      if (!Double.isNaN(labels[row]) && labels[row] != 0 && labels[row] != 1) {
        throw new DataFileException(
            "%s: row %d, column %s: a label must be 0 or 1, was %s"
                .formatted(table.source(), row + 1, label, NumberText.exact(labels[row])));
      }
      if (Double.isFinite(labels[row]) && Math.abs(scores[row]) <= LARGEST_SCORE) {
        kept[size] = scores[row];
        positive[size++] = labels[row] == 1;
      }
    }
    return new Scored(Arrays.copyOf(kept, size), Arrays.copyOf(positive, size));
  }

  private static double[] numbers(DataTable table, String name) {
    if (!table.columns().contains(name)) {
      throw new DataFileException(
          "%s: lacks the column %s, which the schema names; it has %s"
              .formatted(table.source(), name, String.join(", ", table.columns())));
    }
    return switch (table.column(name)) {
      case ColumnData.Numbers numbers -> numbers.values();
      case ColumnData.Texts texts ->
          throw new DataFileException(
              "%s: column %s must hold numbers; %s"
                  .formatted(
                      table.source(),
                      name,
                      texts.evidence().isEmpty() ? "it holds words" : "found " + texts.evidence()));
      case ColumnData.Other other ->
          throw new DataFileException(
              "%s: column %s must hold numbers, but it %s"
                  .formatted(table.source(), name, other.why()));
    };
  }
}
