package io.evenkeel.drift;

/// What a comparison of a current sample with its reference says.
public sealed interface Verdict {
  /// No drift was seen.
  ///
  /// @param score the measured distance, or the share of drifted features
  record Stable(double score) implements Verdict {}

  /// Drift was seen.
  ///
  /// @param score the measured distance, or the share of drifted features
  record Drifted(double score) implements Verdict {}

  /// Too few values to say anything.
  ///
  /// @param seen values at hand
  /// @param needed values that it takes
  record NotEnoughData(long seen, long needed) implements Verdict {}
}
