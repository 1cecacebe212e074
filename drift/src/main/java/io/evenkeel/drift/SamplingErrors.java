package io.evenkeel.drift;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// The standard errors that chance alone gives the metrics of a window, from a labelled reference,
/// as NannyML computes them: `sd / sqrt(m x fraction)` for a window of m rows, where sd is the
/// standard deviation (divisor n) over the reference rows that the metric is about and fraction is
/// their share.
///
/// | metric | rows | values |
/// |---|---|---|
/// | precision | called positive | 1 where positive |
/// | recall | positive | 1 where called so |
/// | specificity | negative | 1 where called so |
/// | accuracy | all | 1 where called what it is |
/// | F1 | all but true negatives, k of them | true positives k / (TP + (FP + FN) / 2), others 0 |
/// | ROC-AUC | of the rarer label | placement among the other label, see [RankSpread] |
/// | PR-AUC | all | influence on it, see [RankSpread] |
///
/// Two of them are NannyML's and not exact: F1's is too large by the factor 1 + TP/k, and ROC-AUC's
/// leaves out the commoner label, which makes it too small by at most the square root of two.
///
/// Immutable and safe for use by many threads.
final class SamplingErrors {
  private final Map<PerformanceMetric, Double> ofOneRow = new EnumMap<>(PerformanceMetric.class);

  /// Takes the spread of a reference with rows of both labels.
  SamplingErrors(LabelledScores reference, double threshold) {
    PerformanceSums sums = reference.sums(threshold);
    RankSpread ranks = RankSpread.of(reference);
    double rows = reference.rows();
    double positives = reference.positiveRows();
    boolean rarer = positives / rows <= 0.5;
    for (PerformanceMetric metric : PerformanceMetric.values()) {
      double value = sums.value(metric);
      double error =
          switch (metric) {
            case ROC_AUC ->
                (rarer ? ranks.positives() : ranks.negatives())
                    / Math.sqrt((rarer ? positives : rows - positives) / rows);
            case PR_AUC -> ranks.precision();
            case F1 -> {
              double hits = value / (2 - value); // the share TP / k
              yield 2 / (1 + hits) * deviation(hits) / Math.sqrt(sums.relevant() / rows);
            }
            case PRECISION, RECALL, SPECIFICITY, ACCURACY ->
                deviation(value) / Math.sqrt(sums.basis(metric) / rows);
          };
      ofOneRow.put(metric, error);
    }
  }

  /// The standard deviation of ones and zeros.
  private static double deviation(double share) {
    return Math.sqrt(share * (1 - share));
  }

  /// The standard error of a metric on a window of a number of rows, 1 or more.
  double at(PerformanceMetric metric, long rows) {
    return Objects.requireNonNull(ofOneRow.get(metric)) / Math.sqrt((double) rows);
  }
}
