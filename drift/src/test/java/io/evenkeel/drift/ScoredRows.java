package io.evenkeel.drift;

/// Scores with labels, made by the recipe of `parity/golden_nannyml.py`, bit for bit.
@SuppressWarnings("ArrayRecordComponent") // for tests
record ScoredRows(double[] scores, boolean[] labels) {
  /// How likely a row of some score is positive.
  enum Truth {
    CALIBRATED,
    OVERCONFIDENT,
    CURVED,
    SQUEEZED;

    double probability(double score) {
      return switch (this) {
        case CALIBRATED -> score;
        case OVERCONFIDENT -> score / 2;
        case CURVED -> score * score;
        case SQUEEZED -> 0.1 + 0.8 * score;
      };
    }
  }

  /// Rows whose score is a power of a number that is uniform from `low` over `width`.
  static ScoredRows of(
      long seed, int size, double low, double width, int power, int steps, Truth truth) {
    Draws draws = new Draws(seed);
    double[] scores = new double[size];
    boolean[] labels = new boolean[size];
    for (int row = 0; row < size; row++) {
      double u = draws.next();
      double v = draws.next();
      double x = low + width * u;
      double score = x;
      for (int i = 1; i < power; i++) {
        score = score * x;
      }
      scores[row] = steps > 0 ? Math.floor(score * steps) / steps : score;
      labels[row] = v < truth.probability(scores[row]);
    }
    return new ScoredRows(scores, labels);
  }

  /// Rows from `from` (included) to `to` (excluded), or to the end where that comes first.
  ScoredRows part(int from, int to) {
    int end = Math.min(to, scores.length);
    return new ScoredRows(
        java.util.Arrays.copyOfRange(scores, from, end),
        java.util.Arrays.copyOfRange(labels, from, end));
  }

  PerformanceEstimator estimator(double threshold) {
    return PerformanceEstimator.of(scores, labels, threshold, 1);
  }

  RealisedPerformance realised(double threshold) {
    return RealisedPerformance.of(scores, labels, threshold);
  }
}
