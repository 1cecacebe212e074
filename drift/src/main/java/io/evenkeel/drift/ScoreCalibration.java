package io.evenkeel.drift;

import java.util.Arrays;
import java.util.Optional;

/// Whether scores need to be turned into probabilities, decided as NannyML does: ten stratified
/// shuffle splits (a tenth of the rows to test, seed 42), isotonic regression on the larger part,
/// the test parts pooled; the scores are calibrated when that makes the expected calibration error
/// smaller. The regression that is then used is fitted on all rows.
///
/// The expected calibration error has ten bins of equal count: `sum w |mean score - mean label|`,
/// with each score vector sorted by itself. Rows of equal score carry the mean label of all of
/// them, so that a bin's edge among them does not depend on a sort's whim.
final class ScoreCalibration {
  private static final int SPLITS = 10;
  private static final int BINS = 10;
  private static final int SEED = 42;
  private static final double SEPARATED = 0.999;

  private ScoreCalibration() {}

  /// The regression from scores to probabilities; empty when the scores are better as they are.
  ///
  /// Scores that are not between 0 and 1 are no probabilities and are always calibrated. Otherwise
  /// nothing is calibrated where the ROC-AUC is above 0.999.
  ///
  /// @param scores finite
  /// @param labels at least two of each
  /// @param grouped the same rows
  static Optional<IsotonicRegression> of(
      double[] scores, boolean[] labels, LabelledScores grouped) {
    double lowest = grouped.scores()[0];
    double highest = grouped.scores()[grouped.scores().length - 1];
    boolean probabilities = lowest >= 0 && highest <= 1;
    if (probabilities && !helps(scores, labels, grouped)) {
      return Optional.empty();
    }
    int[] none = new int[grouped.scores().length];
    return Optional.of(without(grouped, none, none));
  }

  private static boolean helps(double[] scores, boolean[] labels, LabelledScores grouped) {
    if (grouped.sums(0).value(PerformanceMetric.ROC_AUC) > SEPARATED) {
      return false;
    }
    int[] groups = new int[scores.length];
    for (int row = 0; row < scores.length; row++) {
      groups[row] = Arrays.binarySearch(grouped.scores(), scores[row] + 0.0);
    }
    ShuffleSplits splits = new ShuffleSplits(labels, SEED);
    int perSplit = Math.ceilDiv(scores.length, 10);
    double[] raw = new double[SPLITS * perSplit];
    double[] calibrated = new double[raw.length];
    boolean[] truth = new boolean[raw.length];
    int filled = 0;
    for (int split = 0; split < SPLITS; split++) {
      int[] test = splits.nextTest();
      int[] positives = new int[grouped.scores().length];
      int[] negatives = new int[grouped.scores().length];
      for (int row : test) {
        int[] counts = labels[row] ? positives : negatives;
        counts[groups[row]]++;
      }
      IsotonicRegression fitted = without(grouped, positives, negatives);
      for (int row : test) {
        raw[filled] = scores[row];
        calibrated[filled] = fitted.at(scores[row]);
        truth[filled++] = labels[row];
      }
    }
    return error(raw, truth) > error(calibrated, truth);
  }

  /// The regression on all rows but some, which are given by their counts at each score.
  private static IsotonicRegression without(
      LabelledScores grouped, int[] positives, int[] negatives) {
    int[] keptPositives = new int[positives.length];
    int[] keptRows = new int[positives.length];
    for (int g = 0; g < keptRows.length; g++) {
      keptPositives[g] = grouped.positives()[g] - positives[g];
      keptRows[g] = keptPositives[g] + grouped.negatives()[g] - negatives[g];
    }
    return IsotonicRegression.fit(grouped.scores(), keptPositives, keptRows);
  }

  private static double error(double[] scores, boolean[] labels) {
    LabelledScores grouped = LabelledScores.of(scores, labels);
    double[] ofScores = new double[BINS];
    double[] ofLabels = new double[BINS];
    long width = grouped.rows() / BINS;
    long row = 0;
    for (int g = 0; g < grouped.scores().length; g++) {
      int rows = grouped.positives()[g] + grouped.negatives()[g];
      double share = (double) grouped.positives()[g] / rows;
      int left = rows;
      while (left > 0) {
        int bin = (int) Math.min(BINS - 1, row / width);
        long end = bin == BINS - 1 ? grouped.rows() : (bin + 1) * width;
        int taken = (int) Math.min(left, end - row);
        ofScores[bin] += taken * grouped.scores()[g];
        ofLabels[bin] += taken * share;
        row += taken;
        left -= taken;
      }
    }
    double error = 0;
    for (int bin = 0; bin < BINS; bin++) {
      error += Math.abs(ofScores[bin] - ofLabels[bin]) / grouped.rows();
    }
    return error;
  }
}
