package io.evenkeel.drift;

/// The logarithm of the gamma function: Stirling's series, with the argument moved up to where nine
/// terms are exact to the last digits.
final class LogGamma {
  private static final double HALF_LOG_TWO_PI = 0.9189385332046728;

  /// From here on the series has an error below 1e-17.
  private static final double LARGE = 12;

  /// `B_2k / (2k (2k - 1))` with the Bernoulli numbers B.
  private static final double[] SERIES = {
    1 / 12.0,
    -1 / 360.0,
    1 / 1260.0,
    -1 / 1680.0,
    1 / 1188.0,
    -691 / 360_360.0,
    1 / 156.0,
    -3617 / 122_400.0
  };

  private LogGamma() {}

  /// `ln gamma(x)` for finite x > 0, to about 1e-14 of the larger of the value and 1.
  static double of(double x) {
    double shifted = x;
    double product = 1;
    while (shifted < LARGE) {
      product *= shifted;
      shifted++;
    }
    double inverse = 1 / shifted;
    double square = inverse * inverse;
    double series = 0;
    for (int k = SERIES.length - 1; k >= 0; k--) {
      series = series * square + SERIES[k];
    }
    double stirling =
        (shifted - 0.5) * Math.log(shifted) - shifted + HALF_LOG_TWO_PI + series * inverse;
    return product == 1 ? stirling : stirling - Math.log(product);
  }
}
