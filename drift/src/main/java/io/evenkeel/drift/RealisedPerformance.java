package io.evenkeel.drift;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// The performance of a model on rows whose labels are known.
///
/// @param rows rows that have a score
/// @param missing rows left out because their score is NaN or infinite
/// @param positives rows, among `rows`, with a true label
/// @param threshold the score from which a row is called positive
/// @param metrics one for every metric, in the order of [PerformanceMetric]
public record RealisedPerformance(
    long rows,
    long missing,
    long positives,
    double threshold,
    Map<PerformanceMetric, Realised> metrics) {
  private static final int LEAST_ROWS = 10;

  /// Copies the metrics.
  ///
  /// @throws IllegalArgumentException when a metric is not there
  public RealisedPerformance {
    if (metrics.size() != PerformanceMetric.values().length) {
      throw new IllegalArgumentException(
          "every metric is needed, had those of " + metrics.keySet());
    }
    metrics = Collections.unmodifiableMap(new EnumMap<>(metrics));
  }

  /// Measures labelled rows. Rows of equal score enter ROC-AUC and average precision together.
  ///
  /// A metric is measured when it is about 10 rows or more: positives for recall, F1 and PR-AUC,
  /// negatives for specificity, the fewer of both for ROC-AUC, rows called positive for precision,
  /// all rows for accuracy. The standard errors are the binomial one for shares, DeLong's for
  /// ROC-AUC, and by the delta method for F1 and PR-AUC.
  ///
  /// @param scores one a row, higher means more likely positive; NaN and infinities are left out
  ///   and counted
  /// @param labels true where the row is positive
  /// @param threshold the score from which a row is called positive
  /// @throws IllegalArgumentException when there are more scores than labels or fewer, or the
  ///   threshold is not finite
  public static RealisedPerformance of(double[] scores, boolean[] labels, double threshold) {
    if (!Double.isFinite(threshold)) {
      throw new IllegalArgumentException("threshold must be finite, was " + threshold);
    }
    LabelledScores rows = LabelledScores.of(scores, labels);
    PerformanceSums sums = rows.sums(threshold);
    RankSpread ranks = RankSpread.of(rows);
    Map<PerformanceMetric, Realised> metrics = new EnumMap<>(PerformanceMetric.class);
    for (PerformanceMetric metric : PerformanceMetric.values()) {
      double basis = sums.basis(metric);
      metrics.put(
          metric,
          basis < LEAST_ROWS
              ? new Realised.NotEnoughData((long) basis, LEAST_ROWS)
              : new Realised.Measured(sums.value(metric), sums.standardError(metric, ranks)));
    }
    return new RealisedPerformance(
        rows.rows(), (long) scores.length - rows.rows(), rows.positiveRows(), threshold, metrics);
  }

  /// One metric.
  public Realised of(PerformanceMetric metric) {
    return Objects.requireNonNull(metrics.get(metric));
  }
}
