package io.evenkeel.drift;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/// Epps-Singleton test (1986): Evidently's `es`.
///
/// Compares the empirical characteristic functions at 0.4 and 0.8 over half the pooled
/// interquartile range. With g the four means of cos and sin there, d the difference of both
/// samples' g and S the estimated covariance of `sqrt(N) d`, `W = N d' S^+ d` is chi-squared with
/// as many degrees of freedom as S has rank; scaled down when neither sample has 25 values.
final class EppsSingleton {
  private static final double[] POINTS = {0.4, 0.8};
  private static final int SIZE = 2 * POINTS.length;
  private static final int SMALL = 25;

  /// Eigenvalues below this share of the largest count as 0. Few distinct values make S lose rank,
  /// and what is left of those eigenvalues is rounding.
  private static final double NEGLIGIBLE = 1e-12;

  private EppsSingleton() {}

  /// The interquartile range of both samples together, linear interpolation; the test needs it
  /// above 0.
  static double interquartileRange(Table table) {
    return quantile(table, 0.75) - quantile(table, 0.25);
  }

  /// The p-value of two samples of at least five values each. Costs O(n + m).
  static double pValue(Table table) {
    double scale = interquartileRange(table) / 2;
    double n = table.n();
    double m = table.m();
    double total = n + m;
    double[] left = means(table, table.reference(), n, scale);
    double[] right = means(table, table.current(), m, scale);
    double[][] covariance = new double[SIZE][SIZE];
    addCovariance(covariance, table, table.reference(), left, scale, total / (n * n));
    addCovariance(covariance, table, table.current(), right, scale, total / (m * m));
    Eigen eigen = Eigen.of(covariance);
    double largest = 0;
    for (double value : eigen.values()) {
      largest = Math.max(largest, value);
    }
    double statistic = 0;
    int rank = 0;
    for (int k = 0; k < SIZE; k++) {
      double value = eigen.values()[k];
      if (value > NEGLIGIBLE * largest) {
        double along = 0;
        for (int i = 0; i < SIZE; i++) {
          along += eigen.vectors()[i][k] * (left[i] - right[i]);
        }
        statistic += along * along / value;
        rank++;
      }
    }
    statistic *= total;
    if (Math.max(table.n(), table.m()) < SMALL) {
      statistic /= 1 + Math.pow(total, -0.45) + 10.1 * (Math.pow(n, -1.7) + Math.pow(m, -1.7));
    }
    return rank == 0 ? Double.NaN : ChiSquaredDistribution.of(rank).survivalProbability(statistic);
  }

  private static double[] means(Table table, int[] counts, double size, double scale) {
    CompensatedSum[] sums = new CompensatedSum[SIZE];
    for (int i = 0; i < SIZE; i++) {
      sums[i] = new CompensatedSum();
    }
    for (int row = 0; row < counts.length; row++) {
      if (counts[row] > 0) {
        double[] waves = waves(table.values()[row], scale);
        for (int i = 0; i < SIZE; i++) {
          sums[i].add(counts[row] * waves[i]);
        }
      }
    }
    double[] means = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      means[i] = sums[i].value() / size;
    }
    return means;
  }

  private static void addCovariance(
      double[][] covariance, Table table, int[] counts, double[] means, double scale, double by) {
    for (int row = 0; row < counts.length; row++) {
      if (counts[row] > 0) {
        double[] waves = waves(table.values()[row], scale);
        for (int i = 0; i < SIZE; i++) {
          for (int j = 0; j < SIZE; j++) {
            covariance[i][j] += by * counts[row] * (waves[i] - means[i]) * (waves[j] - means[j]);
          }
        }
      }
    }
  }

  private static double[] waves(double value, double scale) {
    double[] waves = new double[SIZE];
    for (int i = 0; i < POINTS.length; i++) {
      double angle = POINTS[i] / scale * value;
      waves[i] = Math.cos(angle);
      waves[i + POINTS.length] = Math.sin(angle);
    }
    return waves;
  }

  private static double quantile(Table table, double share) {
    double position = share * (table.total() - 1);
    long below = (long) Math.floor(position);
    double low = atRank(table, below);
    double high = atRank(table, Math.min(below + 1, table.total() - 1));
    double part = position - below;
    return part < 0.5 ? low + (high - low) * part : high - (high - low) * (1 - part);
  }

  private static double atRank(Table table, long rank) {
    long seen = 0;
    for (int row = 0; row < table.rows(); row++) {
      seen += table.together(row);
      if (seen > rank) {
        return table.values()[row];
      }
    }
    throw new IllegalArgumentException("rank %d of %d".formatted(rank, seen));
  }
}
