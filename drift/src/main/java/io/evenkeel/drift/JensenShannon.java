package io.evenkeel.drift;

/// Jensen-Shannon distance of two samples, natural logarithm: Evidently's `jensenshannon`.
///
/// With p and q the shares of each distinct value and `mid = (p + q) / 2`, the distance is
/// `sqrt((sum p ln(p / mid) + sum q ln(q / mid)) / 2)`, where `0 ln 0 = 0`. It lies between 0 and
/// `sqrt(ln 2)`, about 0.83.
final class JensenShannon {
  private JensenShannon() {}

  /// The distance of two samples of at least one value each, with one bin a distinct value of both
  /// together. Costs one pass over the distinct values of both.
  static double distance(Sample reference, Sample current) {
    double[] left = reference.distinct();
    double[] right = current.distinct();
    double ofReference = 0;
    double ofCurrent = 0;
    int i = 0;
    int j = 0;
    while (i < left.length || j < right.length) {
      boolean takeLeft = j == right.length || (i < left.length && left[i] <= right[j]);
      boolean takeRight = i == left.length || (j < right.length && right[j] <= left[i]);
      double p = takeLeft ? (double) reference.counts()[i++] / reference.size() : 0;
      double q = takeRight ? (double) current.counts()[j++] / current.size() : 0;
      double middle = (p + q) / 2;
      ofReference += entropy(p, middle);
      ofCurrent += entropy(q, middle);
    }
    return Math.sqrt(Math.max(0, ofReference + ofCurrent) / 2);
  }

  /// The distance of two samples from their shares in the same bins.
  static double distance(Shares shares) {
    double ofReference = 0;
    double ofCurrent = 0;
    for (int i = 0; i < shares.reference().length; i++) {
      double middle = (shares.reference()[i] + shares.current()[i]) / 2;
      ofReference += entropy(shares.reference()[i], middle);
      ofCurrent += entropy(shares.current()[i], middle);
    }
    return Math.sqrt(Math.max(0, ofReference + ofCurrent) / 2);
  }

  /// `share ln(share / middle)`. Close to 1 the logarithm of the ratio would lose half its digits.
  private static double entropy(double share, double middle) {
    if (share == 0) {
      return 0;
    }
    double ratio = share / middle;
    return share * (ratio > 0.5 ? Math.log1p((share - middle) / middle) : Math.log(ratio));
  }
}
