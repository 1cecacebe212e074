package io.evenkeel.drift;

import org.apache.commons.statistics.distribution.TDistribution;

/// Student's t-test of two means with equal variances, two-sided: Evidently's `t_test`.
///
/// `t = (mean1 - mean2) / sqrt(s^2 (1/n + 1/m))` with the pooled variance `s^2` and `n + m - 2`
/// degrees of freedom.
final class StudentTest {
  private StudentTest() {}

  /// The p-value; NaN for two values together. Costs O(n + m).
  static double pValue(Table table) {
    if (table.total() < 3) {
      return Double.NaN;
    }
    double centre = table.values()[table.rows() / 2];
    double left = mean(table, table.reference(), table.n(), centre);
    double right = mean(table, table.current(), table.m(), centre);
    double squares =
        squares(table, table.reference(), centre + left)
            + squares(table, table.current(), centre + right);
    double freedom = table.total() - 2;
    double error = Math.sqrt(squares / freedom * (1.0 / table.n() + 1.0 / table.m()));
    return 2 * TDistribution.of(freedom).survivalProbability(Math.abs(left - right) / error);
  }

  /// The mean less `centre`.
  private static double mean(Table table, int[] counts, int size, double centre) {
    CompensatedSum sum = new CompensatedSum();
    for (int row = 0; row < counts.length; row++) {
      sum.add(counts[row] * (table.values()[row] - centre));
    }
    return sum.value() / size;
  }

  private static double squares(Table table, int[] counts, double mean) {
    CompensatedSum sum = new CompensatedSum();
    for (int row = 0; row < counts.length; row++) {
      double gap = table.values()[row] - mean;
      sum.add(counts[row] * gap * gap);
    }
    return sum.value();
  }
}
