package io.evenkeel.benchmarks;

/// The exact 95 % interval of a probability from successes among trials (Clopper and Pearson,
/// 1934).
///
/// @param low lower end
/// @param high upper end
record ClopperPearson(double low, double high) {
  private static final double EACH_SIDE = .025;

  static ClopperPearson of(int successes, int trials) {
    double low = successes == 0 ? 0 : root(successes - 1, trials, 1 - EACH_SIDE);
    double high = successes == trials ? 1 : root(successes, trials, EACH_SIDE);
    return new ClopperPearson(low, high);
  }

  /// The p at which `P(X <= most) = wanted`.
  private static double root(int most, int trials, double wanted) {
    double low = 0;
    double high = 1;
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (atMost(most, trials, middle) > wanted) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static double atMost(int most, int trials, double p) {
    double log = trials * Math.log1p(-p);
    double sum = 0;
    for (int x = 0; x <= most; x++) {
      sum += Math.exp(log);
      log += Math.log((double) (trials - x) / (x + 1)) + Math.log(p) - Math.log1p(-p);
    }
    return sum;
  }
}
