package io.evenkeel.drift;

/// How much one row moves ROC-AUC and average precision: the standard deviations (divisor: the
/// number of rows) from which their standard errors follow. O(n) for rows that are grouped by
/// score.
///
/// - A positive row's *placement* is the share of negatives below it, a negative's the share of
///   positives below it; ties count half. ROC-AUC is the mean placement of the positives, and its
///   variance is `var_p / P + var_n / N` (DeLong, DeLong, Clarke-Pearson 1988).
/// - Average precision is `sum Y U / V / sum Y` with U and V the shares of positives and of rows at
///   a score or above. Its influence function, by the chain rule, is `(U/V + A - B - AP) / p` for a
///   positive and `-B / p` for a negative, where p is the share of positives and A and B are sums
///   over the positives at the row's score and below, of `1/V` and of `U/V^2`, each over n. Its
///   standard error is the root of the mean square over n.
///
/// @param positives standard deviation of the positives' placements
/// @param negatives standard deviation of the negatives' placements
/// @param precision root mean square of the influence on average precision
record RankSpread(double positives, double negatives, double precision) {
  /// Measures labelled rows, at least one of each label.
  static RankSpread of(LabelledScores rows) {
    double[] positives = new double[rows.scores().length];
    double[] negatives = new double[positives.length];
    for (int g = 0; g < positives.length; g++) {
      positives[g] = rows.positives()[g];
      negatives[g] = rows.negatives()[g];
    }
    return of(positives, negatives);
  }

  /// Measures masses of positives and of negatives by distinct score, ascending.
  static RankSpread of(double[] positives, double[] negatives) {
    PerformanceSums sums = new PerformanceSums(0);
    for (int g = positives.length - 1; g >= 0; g--) {
      sums.add(0, positives[g], negatives[g]);
    }
    double auc = sums.value(PerformanceMetric.ROC_AUC);
    double precision = sums.value(PerformanceMetric.PR_AUC);
    double allPositives = sums.basis(PerformanceMetric.RECALL);
    double allNegatives = sums.basis(PerformanceMetric.SPECIFICITY);
    double rows = allPositives + allNegatives;
    double share = allPositives / rows;
    double ofPositives = 0;
    double ofNegatives = 0;
    double ofInfluence = 0;
    double a = 0;
    double b = 0;
    double positivesBelow = 0;
    double negativesBelow = 0;
    for (int g = 0; g < positives.length; g++) {
      double p = positives[g];
      double n = negatives[g];
      double placed = (negativesBelow + n / 2) / allNegatives - auc;
      ofPositives += p * placed * placed;
      placed = (positivesBelow + p / 2) / allPositives - (1 - auc);
      ofNegatives += n * placed * placed;
      double positivesUp = allPositives - positivesBelow;
      double rowsUp = positivesUp + allNegatives - negativesBelow;
      a += p / rowsUp;
      b += p * positivesUp / (rowsUp * rowsUp);
      double influence = (positivesUp / rowsUp + a - b - precision) / share;
      ofInfluence += p * influence * influence;
      influence = b / share;
      ofInfluence += n * influence * influence;
      positivesBelow += p;
      negativesBelow += n;
    }
    return new RankSpread(
        Math.sqrt(ofPositives / allPositives),
        Math.sqrt(ofNegatives / allNegatives),
        Math.sqrt(ofInfluence / rows));
  }
}
