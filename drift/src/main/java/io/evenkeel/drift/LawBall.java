package io.evenkeel.drift;

/// The laws q that a reference cannot rule out: `{q : KL(centre || q) <= radius}`, where the centre
/// is the shares of the bins in the reference.
///
/// Agrawal's multinomial bound gives the radius for which the ball holds the true law with
/// probability at least `1 - delta`. Bins that the centre does not have count 0 in KL and are in
/// the ball all the same, up to the mass that the radius leaves them.
///
/// For a law p outside, the law of the ball that minimises `KL(p || q)` is `q* = (1 - w) p + w
/// centre` with `KL(centre || q*) = radius` (the conditions of Lagrange). Then `sum q_j p_j / q*_j
/// <= 1` for every q of the ball, so `p_j / q*_j` is an e-value against all of them.
///
/// Immutable and safe for use by many threads; the array is shared within the package.
///
/// @param centre shares of the bins, sum 1
/// @param radius 0 or more, in nats; infinite where there is no reference
@SuppressWarnings("ArrayRecordComponent") // shared within the package, never compared
record LawBall(double[] centre, double radius) {
  private static final int FIXED_POINT_STEPS = 200;
  private static final int STEPS = 60;
  private static final double CLOSE = 1e-10;
  private static final double SMALLEST_WEIGHT = 1e-12;

  /// The radius for a reference of `rows` rows: with `k = bins - 1` the solution x of `x = k (1 +
  /// ln(x / k)) + ln(1 / delta)`, over `rows`.
  ///
  /// @param rows rows of the reference, or as many as its mixture is as good as; 0 gives an
  ///   infinite radius
  /// @param bins bins, at least 2
  /// @param delta probability that the true law is outside, more than 0 and less than 1
  static double radius(double rows, int bins, double delta) {
    if (rows == 0) {
      return Double.POSITIVE_INFINITY;
    }
    double k = bins - 1;
    double x = 2 * k + 10;
    for (int i = 0; i < FIXED_POINT_STEPS; i++) {
      x = k * (1 + Math.log(x / k)) - Math.log(delta);
    }
    return x / rows;
  }

  /// `KL(from || to) = sum from_j ln(from_j / to_j)` with `0 ln 0 = 0`; infinite where `to` lacks a
  /// bin that `from` has.
  static double divergence(double[] from, double[] to) {
    double total = 0;
    for (int j = 0; j < from.length; j++) {
      if (from[j] > 0) {
        total += from[j] * Math.log(from[j] / to[j]);
      }
    }
    return total;
  }

  boolean contains(double[] law) {
    return divergence(centre, law) <= radius;
  }

  /// The weight w of the centre in the projection of a law on the ball; 0 for a law inside.
  ///
  /// `KL(centre || q*)` is convex and falls in w, so Newton's steps from the left never pass the
  /// root: the result is on the side where the divergence is at least the radius. There q* is the
  /// projection on a ball that is larger by a hair, which makes e-values smaller, never larger.
  double weight(double[] law) {
    if (radius == Double.POSITIVE_INFINITY || contains(law)) {
      return 0;
    }
    double safe = 0;
    double weight = SMALLEST_WEIGHT;
    for (int step = 0; step < STEPS; step++) {
      double divergence = 0;
      double slope = 0;
      for (int j = 0; j < centre.length; j++) {
        double share = centre[j];
        if (share > 0) {
          double mixed = law[j] + weight * (share - law[j]);
          divergence += share * Math.log(share / mixed);
          slope += share * (share - law[j]) / mixed;
        }
      }
      double excess = divergence - radius;
      if (excess < 0) {
        return safe;
      }
      safe = weight;
      if (excess <= CLOSE * radius) {
        return safe;
      }
      weight = Math.min(1, weight + excess / slope);
    }
    return safe;
  }

  /// The share of a bin in the projection.
  ///
  /// @param law share of the bin in the law that was projected
  /// @param weight what [#weight] gave for that law
  double projected(int bin, double law, double weight) {
    return law + weight * (centre[bin] - law);
  }

  /// The logarithm of the e-value of one observation: `ln(p_j / q*_j)`.
  ///
  /// @param law share of the bin in the law that was projected
  /// @param weight what [#weight] gave for that law
  double logEvidence(int bin, double law, double weight) {
    if (weight == 0) {
      return 0;
    }
    return centre[bin] == 0 ? -Math.log1p(-weight) : Math.log(law / projected(bin, law, weight));
  }
}
