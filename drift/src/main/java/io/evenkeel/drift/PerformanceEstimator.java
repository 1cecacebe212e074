package io.evenkeel.drift;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// Estimates the performance of a binary classifier from its scores alone, before the labels
/// arrive: CBPE, confidence-based performance estimation, as in NannyML.
///
/// Each score becomes a probability c of a positive, by isotonic regression where that makes the
/// scores' calibration better, else as it is, kept between 0 and 1. A row then counts as c
/// positives and 1 - c negatives in every metric: TP is the sum of c over the rows called positive,
/// and so on. Each estimate has a band and the limits between which windows of the same size from
/// the reference stay.
///
/// The sampling error is NannyML's: the spread and the share of the reference's rows. The band is
/// not: it is three standard errors of the window's own rows, as likely positive as they are, times
/// `sqrt(1 + m / n)` for m rows of the window and n of the reference, because the probabilities are
/// no more exact than n rows make them.
///
/// **What it can see.** Other rows than in the reference, as long as a score still means the same
/// probability (covariate shift). It cannot see that it no longer does (concept drift): fraud that
/// learns to look harmless keeps its harmless scores. Labels alone tell that.
///
/// Differences from NannyML: rows of equal score enter ROC-AUC and average precision together, sums
/// are not rounded, the band and the limits know the size of the window and of the reference,
/// PR-AUC's sampling error is not left to 50 unseeded draws, rows outside the reference's scores
/// are counted, and too little data is an answer.
///
/// Fitting n rows costs O(n log n), estimating m rows O(m log m + m log n), and the first window of
/// a size between two powers of two costs 1,000 drawn windows of at most 8,192 rows more.
///
/// Immutable and safe for use by many threads.
public final class PerformanceEstimator {
  /// How many rows a metric must be about, on either side, to be estimated.
  static final int LEAST_ROWS = 10;

  private static final double BAND = 3;
  private static final double LARGEST = 1e140;

  private final LabelledScores reference;
  private final double threshold;
  private final PerformanceSums realised;
  private final Optional<IsotonicRegression> regression;
  private final SamplingErrors errors;
  private final PerformanceLimits limits;

  private PerformanceEstimator(
      LabelledScores reference,
      double threshold,
      long seed,
      int draws,
      Optional<IsotonicRegression> regression) {
    this.reference = reference;
    this.threshold = threshold;
    this.realised = reference.sums(threshold);
    this.regression = regression;
    this.errors = new SamplingErrors(reference, threshold);
    this.limits = new PerformanceLimits(reference, threshold, seed, draws);
  }

  /// Fits an estimator on labelled rows that the model was not trained on: on its training rows a
  /// model is too sure of itself. A metric that is about fewer than 10 of these rows is never
  /// estimated.
  ///
  /// @param scores one a row, higher means more likely positive; probabilities need not be
  ///   calibrated, and scores outside 0 to 1 always are
  /// @param labels true where the row is positive
  /// @param threshold the score from which a row is called positive
  /// @param seed of the draws from which the limits come
  /// @throws IllegalArgumentException when there are more scores than labels or fewer, a score is
  ///   NaN, infinite or beyond 1e140 (the message says in which row), or the threshold is not
  ///   finite
  public static PerformanceEstimator of(
      double[] scores, boolean[] labels, double threshold, long seed) {
    return of(scores, labels, threshold, seed, PerformanceLimits.DRAWS);
  }

  /// As [#of(double[], boolean[], double, long)].
  ///
  /// @param draws windows to draw for the limits of a size
  static PerformanceEstimator of(
      double[] scores, boolean[] labels, double threshold, long seed, int draws) {
    if (!Double.isFinite(threshold)) {
      throw new IllegalArgumentException("threshold must be finite, was " + threshold);
    }
    for (int row = 0; row < scores.length; row++) {
      if (!(Math.abs(scores[row]) <= LARGEST)) {
        throw new IllegalArgumentException(
            "the score in row %d of the reference is %s".formatted(row, scores[row]));
      }
    }
    LabelledScores reference = LabelledScores.of(scores, labels);
    boolean enough = Math.min(reference.positiveRows(), reference.negativeRows()) >= LEAST_ROWS;
    Optional<IsotonicRegression> regression =
        enough ? ScoreCalibration.of(scores, labels, reference) : Optional.empty();
    return new PerformanceEstimator(reference, threshold, seed, draws, regression);
  }

  /// Whether scores are turned into probabilities by isotonic regression.
  public boolean calibrated() {
    return regression.isPresent();
  }

  /// The score from which a row is called positive.
  public double threshold() {
    return threshold;
  }

  /// The rows that the estimator was fitted on.
  public int referenceRows() {
    return reference.rows();
  }

  /// The probability of a positive that a score stands for, 0 to 1.
  ///
  /// @param score a number, not NaN
  /// @throws IllegalArgumentException when the score is NaN
  public double probability(double score) {
    if (Double.isNaN(score)) {
      throw new IllegalArgumentException("a score that is NaN has no probability");
    }
    return regression.map(r -> r.at(score)).orElseGet(() -> Math.clamp(score, 0.0, 1.0));
  }

  /// Estimates the performance on a window.
  ///
  /// A metric is estimated when it is about 10 rows or more: expected positives for recall, F1 and
  /// PR-AUC, expected negatives for specificity, the fewer of both for ROC-AUC, rows called
  /// positive for precision, all rows for accuracy.
  ///
  /// @param scores one a row; those that are NaN, infinite or beyond 1e140 are left out and counted
  public EstimatedPerformance estimate(double[] scores) {
    Sample window = Sample.of(scores, scores.length);
    PerformanceSums sums = new PerformanceSums(threshold);
    double[] positives = new double[window.distinct().length];
    double[] negatives = new double[positives.length];
    long outside = 0;
    for (int g = positives.length - 1; g >= 0; g--) {
      double score = window.distinct()[g];
      int count = window.counts()[g];
      double probability = probability(score);
      positives[g] = count * probability;
      negatives[g] = count * (1 - probability);
      sums.add(score, positives[g], negatives[g]);
      outside += within(score) ? 0 : count;
    }
    RankSpread ranks = RankSpread.of(positives, negatives);
    Map<PerformanceMetric, Estimate> estimates = new EnumMap<>(PerformanceMetric.class);
    for (PerformanceMetric metric : PerformanceMetric.values()) {
      estimates.put(metric, estimate(metric, sums, ranks, window.size()));
    }
    long missing = (long) scores.length - window.size();
    return new EstimatedPerformance(
        window.size(), missing, outside, calibrated(), threshold, estimates);
  }

  private boolean within(double score) {
    double[] known = reference.scores();
    return known.length > 0 && score >= known[0] && score <= known[known.length - 1];
  }

  private Estimate estimate(
      PerformanceMetric metric, PerformanceSums sums, RankSpread ranks, long rows) {
    int rarer = Math.min(reference.positiveRows(), reference.negativeRows());
    double basis = Math.min(rarer, Math.min(sums.basis(metric), realised.basis(metric)));
    if (!(basis >= LEAST_ROWS)) {
      return new Estimate.NotEnoughData((long) basis, LEAST_ROWS);
    }
    double value = sums.value(metric);
    double band =
        BAND * sums.standardError(metric, ranks) * Math.sqrt(1 + (double) rows / reference.rows());
    PerformanceLimits.Span limit = limits.at(metric, rows);
    return new Estimate.Estimated(
        value,
        errors.at(metric, rows),
        Math.max(0, value - band),
        Math.min(1, value + band),
        limit.lower(),
        limit.upper(),
        value < limit.lower() || value > limit.upper());
  }
}
