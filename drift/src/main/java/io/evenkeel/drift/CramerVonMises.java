package io.evenkeel.drift;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Cramér-von Mises test of two samples with midranks (Anderson 1962): Evidently's
/// `cramer_von_mises`.
///
/// Up to 20 values on both sides the p-value is exact, as if there were no ties (Xiao, Gordon,
/// Yakovlev 2006); above, that of the limit law at the standardised statistic.
final class CramerVonMises {
  private static final int LARGEST_EXACT = 20;

  /// Below so large a statistic the limit law is 0 to 18 places.
  private static final double LEAST = 0.003;

  /// Terms of the limit law's series are added until one is smaller. It cuts off p-values too:
  /// those of a large statistic never fall much below.
  private static final double SMALLEST_TERM = 1e-7;

  private CramerVonMises() {}

  /// The p-value of two samples of at least two values each.
  static double pValue(Table table) {
    double ranks = ranks(table);
    if (Math.max(table.n(), table.m()) <= LARGEST_EXACT) {
      return exact(ranks, table.n(), table.m());
    }
    double n = table.n();
    double m = table.m();
    double pairs = n * m;
    double total = n + m;
    double statistic = ranks / (pairs * total) - (4 * pairs - 1) / (6 * total);
    double mean = (1 + 1 / total) / 6;
    double variance =
        (total + 1)
            * (4 * pairs * total - 3 * (n * n + m * m) - 2 * pairs)
            / (45 * total * total * 4 * pairs);
    double standardised = 1.0 / 6 + (statistic - mean) / Math.sqrt(45 * variance);
    return standardised < LEAST ? 1 : Math.max(0, 1 - limitLaw(standardised));
  }

  /// Anderson's U: `n sum (r_i - i)^2 + m sum (s_j - j)^2` over the ranks of each sample.
  private static double ranks(Table table) {
    CompensatedSum ofReference = new CompensatedSum();
    CompensatedSum ofCurrent = new CompensatedSum();
    long left = 0;
    long right = 0;
    for (int row = 0; row < table.rows(); row++) {
      double rank = left + right + (table.together(row) + 1) / 2.0;
      left = add(ofReference, rank, left, table.reference()[row]);
      right = add(ofCurrent, rank, right, table.current()[row]);
    }
    return table.n() * ofReference.value() + table.m() * ofCurrent.value();
  }

  private static long add(CompensatedSum sum, double rank, long before, int count) {
    for (int i = 1; i <= count; i++) {
      double gap = rank - (before + i);
      sum.add(gap * gap);
    }
    return before + count;
  }

  /// The share of the lattice paths from (0, 0) to (m, n) whose sum of squared deviations from the
  /// diagonal is at least the observed one. Counted in whole numbers, which at most C(40, 20) fit.
  private static double exact(double ranks, int n, int m) {
    long common = (long) n * m / gcd(n, m);
    long across = common / n;
    long upwards = common / m;
    double pairs = (double) n * m;
    double observed =
        Math.floor(
            (double) common
                * common
                * (n + m)
                * (6 * ranks - pairs * (4 * pairs - 1))
                / (6 * pairs * pairs));
    List<Map<Long, Long>> column = new ArrayList<>(Collections.nCopies(n + 1, Map.of()));
    for (int u = 0; u <= m; u++) {
      for (int v = 0; v <= n; v++) {
        Map<Long, Long> paths = new HashMap<>();
        long gap = across * v - upwards * u;
        if (u == 0 && v == 0) {
          paths.put(0L, 1L);
        }
        if (v > 0) {
          merge(paths, column.get(v - 1), gap * gap);
        }
        if (u > 0) {
          merge(paths, column.get(v), gap * gap);
        }
        column.set(v, paths);
      }
    }
    long beyond = 0;
    long all = 0;
    for (Map.Entry<Long, Long> entry : column.get(n).entrySet()) {
      all += entry.getValue();
      beyond += entry.getKey() >= observed ? entry.getValue() : 0;
    }
    return (double) beyond / all;
  }

  private static void merge(Map<Long, Long> into, Map<Long, Long> from, long step) {
    from.forEach((sum, paths) -> into.merge(sum + step, paths, Long::sum));
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /// The limit law of the one-sample statistic (Csörgő, Faraway 1996, equation 1.3).
  private static double limitLaw(double x) {
    double sum = 0;
    for (int k = 0; ; k++) {
      double odd = 4 * k + 1;
      double q = odd * odd / (16 * x);
      double ratio = Math.exp(LogGamma.of(k + 0.5) - LogGamma.of(k + 1.0));
      double term =
          ratio / (Math.pow(Math.PI, 1.5) * Math.sqrt(x)) * Math.sqrt(odd) * scaledBessel(q);
      sum += term;
      if (term < SMALLEST_TERM) {
        return sum;
      }
    }
  }

  /// `exp(-q) K_(1/4)(q)`, K the modified Bessel function of the second kind, from its integral
  /// `K_v(q) = integral from 0 of exp(-q cosh t) cosh(v t) dt`. The trapezoidal rule is exact to
  /// rounding there, since the integrand falls off doubly exponentially.
  private static double scaledBessel(double q) {
    double step = 0.0625;
    double sum = 0.5 * Math.exp(-2 * q);
    for (int i = 1; ; i++) {
      double t = i * step;
      double term = Math.exp(-q * (1 + Math.cosh(t))) * Math.cosh(t / 4);
      sum += term;
      if (term < 1e-20 * sum || term == 0) {
        return sum * step;
      }
    }
  }
}
