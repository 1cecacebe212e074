package io.evenkeel.drift;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.inference.FisherExactTest;

/// Tests on the counts of categories: Evidently's `chisquare`, `g_test`, `z` and `fisher_exact`,
/// and the two-sample forms of the first two. All give p-values; the samples have at least two
/// categories together.
final class CountTests {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private CountTests() {}

  /// Pearson's statistic of the current counts against those that the reference makes expect,
  /// scaled to m, with `k - 1` degrees of freedom. The reference counts as exact, so a category
  /// that it lacks gives 0.
  static double chiSquare(Table table) {
    double scale = (double) table.m() / table.n();
    CompensatedSum sum = new CompensatedSum();
    for (int row = 0; row < table.rows(); row++) {
      double expected = table.reference()[row] * scale;
      double gap = table.current()[row] - expected;
      if (expected == 0) {
        return 0;
      }
      sum.add(gap * gap / expected);
    }
    return chiSquared(sum.value(), table);
  }

  /// The likelihood-ratio statistic `2 sum O ln(O / E)` of the current counts against the counts of
  /// the reference, as they are; 0 where the reference lacks a category. Both samples are of one
  /// size.
  static double likelihoodRatio(Table table) {
    CompensatedSum sum = new CompensatedSum();
    for (int row = 0; row < table.rows(); row++) {
      double observed = table.current()[row];
      double expected = table.reference()[row];
      if (expected == 0) {
        return 0;
      }
      if (observed > 0) {
        sum.add(observed * Math.log(observed / expected));
      }
    }
    return chiSquared(2 * sum.value(), table);
  }

  /// Pearson's statistic over both rows of the two-sample table: `E_sj = N_s (O_1j + O_2j) / (n +
  /// m)`, `k - 1` degrees of freedom. The reference is a sample like the other.
  static double chiSquareOfTwo(Table table) {
    CompensatedSum sum = new CompensatedSum();
    for (int row = 0; row < table.rows(); row++) {
      double together = table.together(row) / (double) table.total();
      sum.add(pearson(table.reference()[row], table.n() * together));
      sum.add(pearson(table.current()[row], table.m() * together));
    }
    return chiSquared(sum.value(), table);
  }

  /// The likelihood-ratio statistic over both rows of the two-sample table, as in
  /// [#chiSquareOfTwo].
  static double likelihoodRatioOfTwo(Table table) {
    CompensatedSum sum = new CompensatedSum();
    for (int row = 0; row < table.rows(); row++) {
      double together = table.together(row) / (double) table.total();
      sum.add(information(table.reference()[row], table.n() * together));
      sum.add(information(table.current()[row], table.m() * together));
    }
    return chiSquared(2 * sum.value(), table);
  }

  /// Two proportions, those of every value but the smallest: `z = (p1 - p2) / sqrt(P (1 - P) (1/n +
  /// 1/m))` with P of both together, and `2 (1 - Phi(|z|))`. That difference has no digits below
  /// about 1e-16 and is taken as it stands, for parity.
  static double proportions(Table table) {
    double n = table.n();
    double m = table.m();
    double left = (table.n() - table.reference()[0]) / n;
    double right = (table.m() - table.current()[0]) / m;
    double pooled = (left * n + right * m) / (n + m);
    double z = (left - right) / Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m));
    return 2 * (1 - (1 - NORMAL.survivalProbability(Math.abs(z))));
  }

  /// Fisher's exact test of two samples over two categories, two-sided: the probability of all
  /// tables with the same margins that are no likelier than this one.
  static double fisher(Table table) {
    int[][] counts = {
      {table.current()[1], table.current()[0]}, {table.reference()[1], table.reference()[0]}
    };
    return FisherExactTest.withDefaults().test(counts).getPValue();
  }

  private static double pearson(double observed, double expected) {
    return (observed - expected) * (observed - expected) / expected;
  }

  private static double information(double observed, double expected) {
    return observed == 0 ? 0 : observed * Math.log(observed / expected);
  }

  private static double chiSquared(double statistic, Table table) {
    return ChiSquaredDistribution.of(table.rows() - 1).survivalProbability(Math.max(0, statistic));
  }
}
