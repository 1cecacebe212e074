package io.evenkeel.drift;

/// The sums from which all metrics follow, over distinct scores in descending order. Each score
/// brings a mass of positives and one of negatives: counts where labels are known, sums of
/// probabilities where they are estimated. Rows of equal score enter together, so that their order
/// does not count:
///
/// - `ROC-AUC = sum N_g (C_above + C_g / 2) / (C N)`
/// - `AP = sum (C_g / C) cumC / (cumC + cumN)`
///
/// with C_g and N_g the masses at the distinct score g. The other metrics follow from the masses on
/// both sides of the threshold.
///
/// Mutable, for one thread.
final class PerformanceSums {
  private final double threshold;
  private double positives;
  private double negatives;
  private double wins;
  private double precisions;
  private double truePositives;
  private double falsePositives;
  private double falseNegatives;
  private double trueNegatives;

  PerformanceSums(double threshold) {
    this.threshold = threshold;
  }

  /// Adds the rows of one score, which is below all that were added before.
  void add(double score, double ofPositives, double ofNegatives) {
    wins += ofNegatives * (positives + ofPositives / 2);
    positives += ofPositives;
    negatives += ofNegatives;
    if (ofPositives > 0) {
      precisions += ofPositives * (positives / (positives + negatives));
    }
    if (score >= threshold) {
      truePositives += ofPositives;
      falsePositives += ofNegatives;
    } else {
      falseNegatives += ofPositives;
      trueNegatives += ofNegatives;
    }
  }

  /// A metric, 0 to 1; NaN where it has no meaning.
  double value(PerformanceMetric metric) {
    return switch (metric) {
      case ROC_AUC -> wins / (positives * negatives);
      case PR_AUC -> precisions / positives;
      case F1 -> truePositives / (truePositives + 0.5 * (falsePositives + falseNegatives));
      case PRECISION -> truePositives / (truePositives + falsePositives);
      case RECALL -> truePositives / (truePositives + falseNegatives);
      case SPECIFICITY -> trueNegatives / (trueNegatives + falsePositives);
      case ACCURACY -> (truePositives + trueNegatives) / (positives + negatives);
    };
  }

  /// The mass of all rows but the true negatives.
  double relevant() {
    return truePositives + falsePositives + falseNegatives;
  }

  /// How many rows a metric is about: the least of the masses that it divides by.
  double basis(PerformanceMetric metric) {
    return switch (metric) {
      case ROC_AUC -> Math.min(positives, negatives);
      case PR_AUC, RECALL, F1 -> positives;
      case PRECISION -> truePositives + falsePositives;
      case SPECIFICITY -> negatives;
      case ACCURACY -> positives + negatives;
    };
  }

  /// The standard error of a metric, rows taken as independent: binomial for shares, DeLong's for
  /// ROC-AUC, by the delta method for F1 and PR-AUC.
  ///
  /// @param ranks the spread of the same rows
  double standardError(PerformanceMetric metric, RankSpread ranks) {
    double value = value(metric);
    return switch (metric) {
      case ROC_AUC ->
          Math.sqrt(
              ranks.positives() * ranks.positives() / positives
                  + ranks.negatives() * ranks.negatives() / negatives);
      case PR_AUC -> ranks.precision() / Math.sqrt(positives + negatives);
      case F1 -> {
        double hits = value / (2 - value); // q = TP / (TP + FP + FN), of which F1 = 2q / (1 + q)
        yield 2 / ((1 + hits) * (1 + hits)) * Math.sqrt(hits * (1 - hits) / relevant());
      }
      case PRECISION, RECALL, SPECIFICITY, ACCURACY ->
          Math.sqrt(value * (1 - value) / basis(metric));
    };
  }
}
