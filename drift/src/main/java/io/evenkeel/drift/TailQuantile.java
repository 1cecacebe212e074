package io.evenkeel.drift;

import java.util.Arrays;

/// High quantiles of a law of which a number of draws is known.
final class TailQuantile {
  private static final int TAIL = 20;

  private TailQuantile() {}

  /// The order statistic number `ceil(quantile (n + 1))`. A new draw of the same law exceeds it
  /// with a probability of at most `1 - quantile`, whatever the law.
  static double ordered(double[] draws, double quantile) {
    double[] sorted = draws.clone();
    Arrays.sort(sorted);
    // 0.999 * 20,000 is a hair above 19,980 in binary; it must not become the next one.
    int number = (int) Math.ceil(quantile * (draws.length + 1.0) - 1e-9);
    return sorted[Math.clamp(number, 1, draws.length) - 1];
  }

  /// The quantile by a generalised Pareto law fitted to the largest twentieth of the draws.
  ///
  /// The excesses y over the threshold give `a0 = mean(y)` and `a1 = mean(y (1 - p))`, with `p = (i
  /// - 0.35) / n` for the i-th smallest; then `shape = 2 - a0 / (a0 - 2 a1)` and `scale = 2 a0 a1 /
  ///   (a0 - 2 a1)` (Hosking and Wallis, 1987, with the sign of the shape turned). To err on the
  ///   wide side the shape is 0 at least (an exponential tail), and the scale gets one standard
  ///   error, `1 / sqrt(n)` of itself, on top.
  ///
  /// @param draws the first `size` count; 200 at least
  /// @param quantile above 0.95
  static double fitted(double[] draws, int size, double quantile) {
    double[] sorted = Arrays.copyOf(draws, size);
    Arrays.sort(sorted);
    int above = size / TAIL;
    double threshold = sorted[size - above - 1];
    double first = 0;
    double second = 0;
    for (int i = 1; i <= above; i++) {
      double excess = sorted[size - above - 1 + i] - threshold;
      first += excess / above;
      second += excess * (1 - (i - 0.35) / above) / above;
    }
    if (!(first > 0) || Double.isInfinite(first)) {
      return sorted[size - 1];
    }
    double spread = first - 2 * second;
    double shape = Math.max(0, 2 - first / spread);
    // With the shape held at 0 the mean excess is the scale.
    double scale = shape == 0 ? first : 2 * first * second / spread;
    double fold = (double) above / size / (1 - quantile);
    double wide = scale * (1 + 1 / Math.sqrt(above));
    double rise = shape == 0 ? Math.log(fold) : (Math.pow(fold, shape) - 1) / shape;
    return threshold + wide * rise;
  }
}
