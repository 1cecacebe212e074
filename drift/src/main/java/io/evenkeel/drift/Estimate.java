package io.evenkeel.drift;

/// What can be said of one metric before the labels arrive.
public sealed interface Estimate {
  /// An estimate with its band and the limits from which it is an alert.
  ///
  /// @param value the estimate, 0 to 1
  /// @param samplingError the standard error that chance gives a window of this size from the
  ///   reference, as NannyML computes it
  /// @param lower lower end of the band, at least 0: the estimate less three standard errors of the
  ///   window's own rows, which count the reference's error too
  /// @param upper upper end of the band, at most 1
  /// @param lowerThreshold what windows of this size from the reference stay above, at least 0
  /// @param upperThreshold what they stay below, at most 1
  /// @param alert whether the value lies outside the two thresholds
  record Estimated(
      double value,
      double samplingError,
      double lower,
      double upper,
      double lowerThreshold,
      double upperThreshold,
      boolean alert)
      implements Estimate {}

  /// Too few rows of the kind that the metric is about, in the window or in the reference.
  ///
  /// @param seen how many there are, expected ones rounded down
  /// @param needed how many it takes
  record NotEnoughData(long seen, long needed) implements Estimate {}
}
