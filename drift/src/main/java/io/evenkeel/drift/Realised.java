package io.evenkeel.drift;

/// What can be said of one metric where the labels are known.
public sealed interface Realised {
  /// A measured metric.
  ///
  /// @param value the metric, 0 to 1
  /// @param standardError its standard error, rows taken as independent
  record Measured(double value, double standardError) implements Realised {}

  /// Too few rows of the kind that the metric is about.
  ///
  /// @param seen how many there are
  /// @param needed how many it takes
  record NotEnoughData(long seen, long needed) implements Realised {}
}
