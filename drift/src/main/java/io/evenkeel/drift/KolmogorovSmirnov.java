package io.evenkeel.drift;

import java.util.Arrays;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;

/// Two-sample Kolmogorov-Smirnov test, two-sided: Evidently's `ks`.
///
/// The statistic D is the largest distance between the two empirical distribution functions. Up to
/// 10,000 values on both sides the p-value is exact, as if there were no ties: the share of lattice
/// paths from (0, 0) to (n, m) that leave the corridor |x / n - y / m| < D. Above, it is that of
/// the one-sample law at D and `n m / (n + m)` values, rounded, half to even.
final class KolmogorovSmirnov {
  private static final int LARGEST_EXACT = 10_000;

  /// Lattice points in the corridor, of which a million take a few milliseconds.
  private static final long CHEAP = 30_000_000;

  private KolmogorovSmirnov() {}

  /// The p-value. Exact it costs O(n m), which is a second or so at the largest size, and O(n) when
  /// n = m; else O(n + m).
  static double pValue(Table table) {
    long gap = table.largestGap();
    if (gap == 0) {
      return 1;
    }
    if (Math.max(table.n(), table.m()) > LARGEST_EXACT) {
      return asymptotic(gap, table.n(), table.m());
    }
    return table.n() == table.m() ? square(gap / table.n(), table.n()) : outside(gap, table);
  }

  /// The exact p-value where it costs little, else 1. Never below the true p-value, with ties
  /// neither: were they broken at random, the largest gap could only widen, and then this law
  /// holds.
  static double bound(Table table) {
    long gap = table.largestGap();
    if (gap == 0) {
      return 1;
    }
    if (table.n() == table.m()) {
      return square(gap / table.n(), table.n());
    }
    return 2 * gap <= CHEAP ? outside(gap, table) : 1;
  }

  /// The share of paths outside the corridor of half-width h in a square of n steps a side: `2 sum
  /// over k >= 1 of (-1)^(k+1) C(2n, n - k h) / C(2n, n)`, nested so that nothing cancels.
  private static double square(long h, long n) {
    double nested = 0;
    for (long k = n / h; k >= 0; k--) {
      double factor = 1;
      for (long j = 0; j < h; j++) {
        factor *= (double) (n - k * h - j) / (n + k * h + j + 1);
      }
      nested = factor * (1 - nested);
    }
    return 2 * nested;
  }

  /// The probability that a random path to (x, y) has left the corridor: 1 outside, else that at
  /// its two predecessors, weighted by x and y (Viehmann 2021). Sums of positive terms only.
  private static double outside(long gap, Table table) {
    long wide = Math.max(table.n(), table.m());
    int high = Math.min(table.n(), table.m());
    double[] column = new double[high + 1];
    Arrays.fill(column, 1);
    column[0] = 0;
    for (long x = 0; x <= wide; x++) {
      int low = (int) Math.max(0, Math.floorDiv(x * high - gap, wide) + 1);
      int end = (int) Math.min(high, Math.ceilDiv(x * high + gap, wide) - 1);
      if (low > 0) {
        column[low - 1] = 1;
      }
      for (int y = Math.max(1, low); y <= end; y++) {
        column[y] = (column[y] * x + column[y - 1] * y) / (x + y);
      }
    }
    return column[high];
  }

  private static double asymptotic(long gap, long n, long m) {
    double distance = (double) gap / n / m;
    return oneSample(distance, (int) Math.rint((double) n * m / (n + m)));
  }

  /// The one-sample law. The library offers it only for a sample and a law, so it is given some
  /// whose distance is D.
  private static double oneSample(double distance, int size) {
    if (size < 2 || distance <= 0.5 / size) {
      return size == 1 ? Math.clamp(2 * (1 - distance), 0, 1) : 1;
    }
    double[] sample = new double[size];
    for (int i = 0; i < size; i++) {
      sample[i] = i + 1;
    }
    return KolmogorovSmirnovTest.withDefaults()
        .test(sample, x -> Math.max(0, x / size - distance))
        .getPValue();
  }
}
