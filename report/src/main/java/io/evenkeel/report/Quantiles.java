package io.evenkeel.report;

import java.util.Arrays;

/// Where the bulk of two samples lies, each having the same say.
///
/// @param q05 5 % of the values lie below
/// @param q50 the median
/// @param q95 5 % of the values lie above
/// @param small a small magnitude: of the values that are not 0, 5 % are closer to it
record Quantiles(double q05, double q50, double q95, double small) {
  private static final int LOOKED_AT = 5000;

  /// Looks at up to 5,000 values of each sample, spread evenly.
  static Quantiles of(double[] reference, double[] current) {
    double[] all = new double[2 * LOOKED_AT];
    int size = 0;
    for (double[] values : new double[][] {reference, current}) {
      int step = Math.max(1, values.length / LOOKED_AT);
      int taken = 0;
      for (int i = 0; i < values.length && taken < LOOKED_AT; i += step) {
        if (Double.isFinite(values[i])) {
          all[size++] = values[i];
          taken++;
        }
      }
    }
    double[] sorted = Arrays.copyOf(all, size);
    Arrays.sort(sorted);
    double[] magnitudes =
        Arrays.stream(sorted).filter(v -> v != 0).map(Math::abs).sorted().toArray();
    return new Quantiles(at(sorted, 0.05), at(sorted, 0.5), at(sorted, 0.95), at(magnitudes, 0.05));
  }

  private static double at(double[] sorted, double part) {
    return sorted.length == 0 ? 0 : sorted[(int) (part * (sorted.length - 1))];
  }
}
