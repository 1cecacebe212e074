package io.evenkeel.drift;

/// Reads one column of a table for its summary.
final class ColumnScan {
  private ColumnScan() {}

  /// Summarises a column.
  ///
  /// @param column what is declared of it
  /// @param values one a row
  /// @param sample the same
  static ColumnSummary summary(Column column, double[] values, Sample sample) {
    int infinite = 0;
    for (int r = 0; r < values.length && sample.size() < values.length; r++) {
      infinite += Math.abs(values[r]) > Sample.LARGEST ? 1 : 0;
    }
    return new ColumnSummary(
        column,
        values.length,
        values.length - sample.size(),
        infinite,
        sample.distinct().length,
        content(column, sample));
  }

  private static ColumnSummary.Content content(Column column, Sample sample) {
    ValueCounts counts = new ValueCounts(sample.distinct(), sample.counts());
    ValueCount commonest = counts.commonest().orElse(null);
    if (commonest == null) {
      return new ColumnSummary.Nothing();
    }
    return switch (column) {
      case Column.Numeric numeric -> numbers(numeric, sample, commonest);
      case Column.Categorical codes ->
          new ColumnSummary.Categories(counts, commonest, sample.undeclared(codes));
    };
  }

  private static ColumnSummary.Numbers numbers(
      Column.Numeric column, Sample sample, ValueCount commonest) {
    double[] sorted = sample.sorted();
    double[] distinct = sample.distinct();
    int[] counts = sample.counts();
    CompensatedSum total = new CompensatedSum();
    for (int i = 0; i < distinct.length; i++) {
      total.add(counts[i] * distinct[i]);
    }
    double mean = total.value() / sorted.length;
    CompensatedSum squares = new CompensatedSum();
    for (int i = 0; i < distinct.length; i++) {
      double difference = distinct[i] - mean;
      squares.add(counts[i] * (difference * difference));
    }
    return new ColumnSummary.Numbers(
        sorted[0],
        sorted[sorted.length - 1],
        total.value(),
        mean,
        Math.sqrt(squares.value() / (sorted.length - 1)),
        quantile(sorted, 0.25),
        quantile(sorted, 0.5),
        quantile(sorted, 0.75),
        commonest,
        sample.outside(column));
  }

  /// The quantile between its two neighbours, in numpy's rounding.
  private static double quantile(double[] sorted, double q) {
    double position = (sorted.length - 1) * q;
    int below = (int) position;
    double low = sorted[below];
    double high = sorted[Math.min(below + 1, sorted.length - 1)];
    double part = position - below;
    return part < 0.5 ? low + (high - low) * part : high - (high - low) * (1 - part);
  }
}
