package io.evenkeel.model;

/// One figure of two models on the same rows, and how sure their difference is.
///
/// @param champion the figure of the champion
/// @param challenger the figure of the challenger
/// @param lower lower end of the 95 % interval of challenger minus champion
/// @param upper upper end of it
public record PairedDifference(double champion, double challenger, double lower, double upper) {
  /// Challenger minus champion.
  public double delta() {
    return challenger - champion;
  }

  /// The same figure of a comparison by DeLong's test.
  static PairedDifference of(PairedComparison.Measured measured) {
    return new PairedDifference(
        measured.champion(), measured.challenger(), measured.lower(), measured.upper());
  }
}
