package io.evenkeel.drift;

import java.util.Optional;

/// The tests that can judge a feature: Evidently's, under Evidently's codes and with its default
/// thresholds. The formulas are in `docs/statistics.md`.
public enum DriftTest {
  /// Two-sample Kolmogorov-Smirnov test, two-sided.
  KS("ks", Scale.P_VALUE, 0.05, Edge.INCLUDED, Kinds.NUMERIC),
  /// Wasserstein distance over the standard deviation of the reference.
  WASSERSTEIN("wasserstein", Scale.DISTANCE, 0.1, Edge.INCLUDED, Kinds.NUMERIC),
  /// Jensen-Shannon distance, natural logarithm.
  JENSEN_SHANNON("jensenshannon", Scale.DISTANCE, 0.1, Edge.INCLUDED, Kinds.BOTH),
  /// Population stability index.
  PSI("psi", Scale.DISTANCE, 0.1, Edge.INCLUDED, Kinds.BOTH),
  /// Kullback-Leibler divergence of the reference from the current sample, natural logarithm.
  KL_DIVERGENCE("kl_div", Scale.DISTANCE, 0.1, Edge.INCLUDED, Kinds.BOTH),
  /// Pearson's chi-square test on the counts of categories.
  CHI_SQUARE("chisquare", Scale.P_VALUE, 0.05, Edge.EXCLUDED, Kinds.CATEGORICAL),
  /// Z-test of two proportions: the smallest value against all others.
  Z("z", Scale.P_VALUE, 0.05, Edge.EXCLUDED, Kinds.CATEGORICAL),
  /// Hellinger distance.
  HELLINGER("hellinger", Scale.DISTANCE, 0.1, Edge.INCLUDED, Kinds.BOTH),
  /// Permutation test of the total variation distance.
  TOTAL_VARIATION("TVD", Scale.P_VALUE, 0.1, Edge.EXCLUDED, Kinds.CATEGORICAL),
  /// Anderson-Darling test of two samples, with midranks.
  ANDERSON("anderson", Scale.P_VALUE, 0.1, Edge.EXCLUDED, Kinds.NUMERIC),
  /// Cramér-von Mises test of two samples.
  CRAMER_VON_MISES("cramer_von_mises", Scale.P_VALUE, 0.1, Edge.INCLUDED, Kinds.NUMERIC),
  /// Student's t-test of two means, equal variances, two-sided.
  T_TEST("t_test", Scale.P_VALUE, 0.05, Edge.EXCLUDED, Kinds.NUMERIC),
  /// Epps-Singleton test: the empirical characteristic functions at two points.
  EPPS_SINGLETON("es", Scale.P_VALUE, 0.05, Edge.EXCLUDED, Kinds.NUMERIC),
  /// Energy distance.
  ENERGY("ed", Scale.DISTANCE, 0.1, Edge.EXCLUDED, Kinds.NUMERIC),
  /// Mann-Whitney U-test. One-sided in parity: it sees the current sample above the reference only.
  MANN_WHITNEY("mannw", Scale.P_VALUE, 0.05, Edge.EXCLUDED, Kinds.NUMERIC),
  /// Fisher's exact test of two binary samples.
  FISHER_EXACT("fisher_exact", Scale.P_VALUE, 0.1, Edge.EXCLUDED, Kinds.CATEGORICAL),
  /// Likelihood-ratio (G) test on the counts of categories.
  G_TEST("g_test", Scale.P_VALUE, 0.1, Edge.EXCLUDED, Kinds.CATEGORICAL),
  /// Permutation test of the maximum mean discrepancy. Costs O((n + m)^2).
  MMD("empirical_mmd", Scale.P_VALUE, 0.1, Edge.EXCLUDED, Kinds.NUMERIC);

  private final String code;
  private final Scale scale;
  private final double threshold;
  private final Edge edge;
  private final Kinds kinds;

  DriftTest(String code, Scale scale, double threshold, Edge edge, Kinds kinds) {
    this.code = code;
    this.scale = scale;
    this.threshold = threshold;
    this.edge = edge;
    this.kinds = kinds;
  }

  /// The test of this code, as [#code()] spells it.
  public static Optional<DriftTest> named(String code) {
    for (DriftTest test : values()) {
      if (test.code.equals(code)) {
        return Optional.of(test);
      }
    }
    return Optional.empty();
  }

  /// The name that reports and Evidently use.
  public String code() {
    return code;
  }

  /// How the score is read.
  public Scale scale() {
    return scale;
  }

  /// Evidently's own threshold, in the unit of the score.
  public double threshold() {
    return threshold;
  }

  /// Whether the test may be named for such a column.
  public boolean allows(Column column) {
    return switch (column) {
      case Column.Numeric _ -> kinds != Kinds.CATEGORICAL;
      case Column.Categorical _ -> kinds != Kinds.NUMERIC;
    };
  }

  /// Whether a score beyond, or for some tests at, the threshold means drift. A NaN never does.
  boolean drifted(double score, double threshold) {
    if (score == threshold) {
      return edge == Edge.INCLUDED;
    }
    return switch (scale) {
      case DISTANCE -> score > threshold;
      case P_VALUE -> score < threshold;
    };
  }

  /// Whether a score that equals the threshold means drift.
  private enum Edge {
    INCLUDED,
    EXCLUDED
  }

  private enum Kinds {
    NUMERIC,
    CATEGORICAL,
    BOTH
  }
}
