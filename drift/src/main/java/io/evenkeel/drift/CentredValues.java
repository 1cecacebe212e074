package io.evenkeel.drift;

import java.util.function.IntUnaryOperator;

/// Values in ascending order less their median, with the sums that a Wasserstein distance between
/// some of them and the rest needs.
///
/// With n values of which k are drawn, `F_drawn - F_all = (n - k) / n (F_drawn - F_rest)`, so the
/// distance from the rest follows from that from all, and all are known beforehand.
final class CentredValues {
  private static final double LEAST_DEVIATION = 0.001;

  /// A variance below this share of the total may be nothing but rounding.
  private static final double DOUBTFUL = 1e-6;

  final double[] values;

  /// `areas[p]`: integral of `n F_all` up to value p, up to a constant that cancels.
  final double[] areas;

  private final double sum;
  private final double squares;

  /// @param ascending values, at least one
  /// @param weights how often each occurs
  CentredValues(double[] ascending, int[] weights) {
    int n = ascending.length;
    values = new double[n];
    areas = new double[n];
    long total = 0;
    for (int weight : weights) {
      total += weight;
    }
    int middle = 0;
    long below = 0;
    while (below + weights[middle] <= total / 2) {
      below += weights[middle++];
    }
    CompensatedSum first = new CompensatedSum();
    CompensatedSum second = new CompensatedSum();
    for (int i = 0; i < n; i++) {
      values[i] = ascending[i] - ascending[middle];
      first.add(values[i] * weights[i]);
      second.add(values[i] * values[i] * weights[i]);
    }
    sum = first.value();
    squares = second.value();
    // From the middle outwards: an outlier at the low end must not swallow the digits of the rest.
    CompensatedSum upwards = new CompensatedSum();
    long upTo = below;
    for (int i = middle; i + 1 < n; i++) {
      upTo += weights[i];
      upwards.add(upTo * (values[i + 1] - values[i]));
      areas[i + 1] = upwards.value();
    }
    CompensatedSum downwards = new CompensatedSum();
    upTo = below;
    for (int i = middle - 1; i >= 0; i--) {
      downwards.add(upTo * (values[i + 1] - values[i]));
      areas[i] = -downwards.value();
      upTo -= weights[i];
    }
  }

  /// The standard deviation of the values that were not drawn, 0.001 at least; NaN where too few
  /// digits are left to say.
  ///
  /// @param rest how many were not drawn
  /// @param drawnSum sum of those drawn
  /// @param drawnSquares sum of their squares
  double deviation(long rest, double drawnSum, double drawnSquares) {
    double mean = (sum - drawnSum) / rest;
    double left = squares - drawnSquares;
    double variance = left / rest - mean * mean;
    if (variance < DOUBTFUL * squares / rest) {
      return Double.NaN;
    }
    return Math.max(Math.sqrt(variance), LEAST_DEVIATION);
  }

  /// The same from the values themselves.
  ///
  /// @param left how often each value was not drawn
  double deviation(long rest, IntUnaryOperator left) {
    double mean = 0;
    for (int i = 0; i < values.length; i++) {
      mean += values[i] * left.applyAsInt(i) / rest;
    }
    double variance = 0;
    for (int i = 0; i < values.length; i++) {
      double difference = values[i] - mean;
      variance += difference * difference * left.applyAsInt(i) / rest;
    }
    return Math.max(Math.sqrt(variance), LEAST_DEVIATION);
  }
}
