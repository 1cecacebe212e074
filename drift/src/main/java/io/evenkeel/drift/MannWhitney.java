package io.evenkeel.drift;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// Mann-Whitney U-test: Evidently's `mannw`.
///
/// U counts the pairs in which the current value is larger, ties by half. Exact when one sample has
/// at most 8 values and there are no ties; else normal with tie and continuity correction.
final class MannWhitney {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
  private static final int FEW_VALUES = 8;

  /// Above so many pairs the counts of the exact law take too long, and upstream never ends.
  private static final long MOST_PAIRS = 2_000_000;

  private MannWhitney() {}

  /// Evidently's p-value, one-sided: small only when the current sample lies above the reference.
  static double above(Table table) {
    return tail(table, pairsAbove(table));
  }

  /// The two-sided p-value: twice that of the farther side, at most 1.
  static double twoSided(Table table) {
    double above = pairsAbove(table);
    double pairs = (double) table.n() * table.m();
    return Math.min(1, 2 * tail(table, Math.max(above, pairs - above)));
  }

  private static double pairsAbove(Table table) {
    double pairs = 0;
    long below = 0;
    for (int row = 0; row < table.rows(); row++) {
      pairs += table.current()[row] * (below + table.reference()[row] / 2.0);
      below += table.reference()[row];
    }
    return pairs;
  }

  /// The probability of a U at least as large.
  private static double tail(Table table, double u) {
    long pairs = (long) table.n() * table.m();
    boolean few = Math.min(table.n(), table.m()) <= FEW_VALUES;
    boolean ties = table.rows() < table.total();
    return few && !ties && pairs <= MOST_PAIRS ? exact(table, (long) u) : normal(table, u);
  }

  private static double normal(Table table, double u) {
    double pairs = (double) table.n() * table.m();
    double total = table.total();
    double ties = 0;
    for (int row = 0; row < table.rows(); row++) {
      double tied = table.together(row);
      ties += tied * tied * tied - tied;
    }
    double deviation = Math.sqrt(pairs / 12 * (total + 1 - ties / (total * (total - 1))));
    return NORMAL.survivalProbability((u - pairs / 2 - 0.5) / deviation);
  }

  /// U is the sum of the parts of a partition with at most `few` parts of at most `many` each;
  /// their counts are the coefficients of the Gaussian binomial `product of (1 - q^(many+i)) / (1 -
  /// q^i)`.
  private static double exact(Table table, long u) {
    int few = Math.min(table.n(), table.m());
    int many = Math.max(table.n(), table.m());
    long pairs = (long) few * many;
    boolean upper = u > pairs - u;
    int last = (int) (upper ? pairs - u : u - 1);
    BigInteger counted = upTo(last, few, many);
    BigInteger all = BigInteger.ONE;
    for (int i = 1; i <= few; i++) {
      all = all.multiply(BigInteger.valueOf(many + i)).divide(BigInteger.valueOf(i));
    }
    BigInteger beyond = upper ? counted : all.subtract(counted);
    return new BigDecimal(beyond).divide(new BigDecimal(all), MathContext.DECIMAL64).doubleValue();
  }

  private static BigInteger upTo(int last, int few, int many) {
    if (last < 0) {
      return BigInteger.ZERO;
    }
    BigInteger[] counts = new BigInteger[last + 1];
    Arrays.fill(counts, BigInteger.ZERO);
    counts[0] = BigInteger.ONE;
    for (int i = 1; i <= few; i++) {
      for (int u = last; u >= many + i; u--) {
        counts[u] = counts[u].subtract(counts[u - many - i]);
      }
      for (int u = i; u <= last; u++) {
        counts[u] = counts[u].add(counts[u - i]);
      }
    }
    BigInteger sum = BigInteger.ZERO;
    for (BigInteger count : counts) {
      sum = sum.add(count);
    }
    return sum;
  }
}
