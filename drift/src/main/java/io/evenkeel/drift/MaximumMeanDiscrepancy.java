package io.evenkeel.drift;

import java.util.Arrays;

/// Permutation test of the maximum mean discrepancy under a Gaussian kernel: Evidently's
/// `empirical_mmd`.
///
/// `MMD = mean k(x, x') + mean k(y, y') - 2 mean k(x, y)`, a value never paired with itself, with
/// `k(x, y) = exp(-(x - y)^2 / d)` and d the median squared distance within the reference (each
/// value with itself included), or 1 if that is 0. The p-value is the share of 100 random splits of
/// both samples whose MMD is at least the observed one.
///
/// Costs O(100 (n + m)^2).
final class MaximumMeanDiscrepancy {
  private static final int PERMUTATIONS = 100;

  private MaximumMeanDiscrepancy() {}

  /// Evidently's p-value for the samples in ascending order when numpy is seeded with `seed`;
  /// Evidently itself does not seed it.
  static double parity(Sample reference, Sample current, long seed) {
    return (double) beyond(reference, current, seed) / PERMUTATIONS;
  }

  /// The p-value to decide by, `(beyond + 1) / 101`, which is never 0.
  static double pValue(Sample reference, Sample current, long seed) {
    return (beyond(reference, current, seed) + 1.0) / (PERMUTATIONS + 1);
  }

  /// The median heuristic's d.
  static double bandwidth(Sample reference) {
    double[] sorted = reference.sorted();
    long pairs = (long) sorted.length * sorted.length;
    long rank = (long) Math.rint(0.5 * (pairs - 1));
    double low = -1;
    double high = sorted[sorted.length - 1] - sorted[0];
    while (Math.nextUp(low) < high) {
      double middle = low + (high - low) / 2;
      if (middle == low || middle == high) {
        break;
      }
      if (within(sorted, middle) > rank) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high == 0 ? 1 : high * high;
  }

  /// Ordered pairs, each value with itself included, at most `distance` apart.
  private static long within(double[] sorted, double distance) {
    if (distance < 0) {
      return 0;
    }
    long within = 0;
    int from = 0;
    for (int i = 0; i < sorted.length; i++) {
      while (sorted[i] - sorted[from] > distance) {
        from++;
      }
      within += 2L * (i - from) + 1;
    }
    return within;
  }

  /// How many splits lie at or beyond the observed one. Split 0 is the observed one, so that equal
  /// splits give equal sums.
  private static int beyond(Sample reference, Sample current, long seed) {
    int n = reference.size();
    int m = current.size();
    double[] values = Arrays.copyOf(reference.sorted(), n + m);
    System.arraycopy(current.sorted(), 0, values, n, m);
    double[][] first = splits(n, n + m, seed);
    double bandwidth = bandwidth(reference);
    double[] within = new double[PERMUTATIONS + 1];
    double[] touching = new double[PERMUTATIONS + 1];
    double all = 0;
    double[] row = new double[PERMUTATIONS + 1];
    for (int i = 0; i < n + m; i++) {
      Arrays.fill(row, 0);
      double sum = 0;
      for (int j = 0; j < n + m; j++) {
        if (j != i) {
          double gap = values[i] - values[j];
          double kernel = Math.exp(-gap * gap / bandwidth);
          sum += kernel;
          double[] member = first[j];
          for (int p = 0; p < row.length; p++) {
            row[p] += kernel * member[p];
          }
        }
      }
      all += sum;
      for (int p = 0; p < row.length; p++) {
        within[p] += first[i][p] * row[p];
        touching[p] += first[i][p] * sum;
      }
    }
    int beyond = 0;
    double observed = discrepancy(within[0], touching[0], all, n, m);
    for (int p = 1; p <= PERMUTATIONS; p++) {
      if (observed <= discrepancy(within[p], touching[p], all, n, m)) {
        beyond++;
      }
    }
    return beyond;
  }

  /// `splits[value][split]`: 1 where the split puts the value into the first sample, else 0.
  private static double[][] splits(int n, int total, long seed) {
    double[][] first = new double[total][PERMUTATIONS + 1];
    int[] permutation = new int[total];
    MersenneTwister random = new MersenneTwister(seed);
    for (int i = 0; i < n; i++) {
      first[i][0] = 1;
    }
    for (int p = 1; p <= PERMUTATIONS; p++) {
      random.permutation(permutation, total);
      for (int i = 0; i < n; i++) {
        first[permutation[i]][p] = 1;
      }
    }
    return first;
  }

  private static double discrepancy(
      double within, double touching, double all, double n, double m) {
    double across = touching - within;
    double others = all - 2 * across - within;
    return within / (n * (n - 1)) + others / (m * (m - 1)) - 2 * across / (n * m);
  }
}
