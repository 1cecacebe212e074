package io.evenkeel.drift;

/// How well a hypothesis explains why a window does not look like its reference.
///
/// With `n_j` values of the window in bin j, m in all, and `p_j` what a law expects, the misfit is
/// `G = 2 sum n_j ln((n_j / m) / p_j)`. Where the law is right, a bin that expects at least one
/// value adds 1 to it on average and one that expects `l < 1` about `l (1 - 2 ln l)`; as the law
/// itself comes from a sample of n, that is inflated by `1 + m / n`: the noise.
///
/// A hypothesis explains the change when it removes all but 5 % of the misfit beyond the noise, and
/// when what it removes is far beyond the noise and beyond chance.
///
/// @param share the share of the values that changed, 0 to 1
/// @param before misfit of the reference
/// @param after misfit of the hypothesis
/// @param noise misfit to expect where the hypothesis is right
/// @param inflation `1 + m / n`
record Fit(double share, double before, double after, double noise, double inflation) {
  /// Of the misfit so much may remain.
  private static final double REMAINDER = 0.05;

  /// Twice the log-likelihood that a finding must gain: six standard deviations.
  private static final double EVIDENCE = 36;

  /// So many times the noise a finding must gain.
  private static final double CLARITY = 3;

  private static final int HALVINGS = 20;

  /// A hypothesis by which all values follow another law.
  ///
  /// @param counts values of the window in each bin
  /// @param reference expected shares by the reference
  /// @param other expected shares by the hypothesis
  /// @param inflation `1 + m / n`
  static Fit all(double[] counts, double[] reference, double[] other, double inflation) {
    return of(1, counts, reference, other, inflation);
  }

  /// A hypothesis by which some of the values follow another law: the share that is most likely.
  static Fit some(double[] counts, double[] reference, double[] other, double inflation) {
    double low = 0;
    double high = 1;
    for (int halving = 0; halving < HALVINGS; halving++) {
      double share = (low + high) / 2;
      if (slope(share, counts, reference, other) > 0) {
        low = share;
      } else {
        high = share;
      }
    }
    return of((low + high) / 2, counts, reference, other, inflation);
  }

  /// How the log-likelihood changes with the share; it falls as the share grows.
  private static double slope(double share, double[] counts, double[] reference, double[] other) {
    double slope = 0;
    for (int j = 0; j < counts.length; j++) {
      slope +=
          counts[j] * (other[j] - reference[j]) / ((1 - share) * reference[j] + share * other[j]);
    }
    return slope;
  }

  private static Fit of(
      double share, double[] counts, double[] reference, double[] other, double inflation) {
    double rows = rows(counts);
    double noise = -1;
    for (int j = 0; j < counts.length; j++) {
      double expected = rows * ((1 - share) * reference[j] + share * other[j]);
      noise += expected < 1 ? expected * (1 - 2 * Math.log(expected)) : 1;
    }
    return new Fit(
        share,
        misfit(counts, reference, other, 0),
        misfit(counts, reference, other, share),
        noise * inflation,
        inflation);
  }

  /// Whether the reference fits so badly that something must be explained.
  boolean unusual() {
    return before - noise > EVIDENCE * inflation;
  }

  /// Whether the hypothesis explains the change.
  boolean explains() {
    return before - after > Math.max(EVIDENCE * inflation, CLARITY * noise)
        && after - noise <= REMAINDER * (before - noise);
  }

  /// How much of the misfit the hypothesis leaves, beyond the noise.
  double remainder() {
    return after - noise;
  }

  private static double misfit(double[] counts, double[] reference, double[] other, double share) {
    double rows = rows(counts);
    double sum = 0;
    for (int j = 0; j < counts.length; j++) {
      if (counts[j] > 0) {
        double expected = (1 - share) * reference[j] + share * other[j];
        sum += counts[j] * Math.log(counts[j] / rows / expected);
      }
    }
    return 2 * sum;
  }

  private static double rows(double[] counts) {
    double rows = 0;
    for (double count : counts) {
      rows += count;
    }
    return rows;
  }
}
