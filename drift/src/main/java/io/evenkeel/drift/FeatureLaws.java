package io.evenkeel.drift;

/// What the reference says of one watched feature: for each value of the clock the ball of laws
/// that cannot be ruled out, and the overall shares.
///
/// Without a season there is one ball, from all rows. With one, the law moves with the clock,
/// between the hours of a band and within an hour, and the watch would bet on that. So a value of
/// the clock has up to five balls, for the laws that the clock passes through there, and a slice
/// counts as evidence only as far as it speaks against all of them:
///
/// - the hour itself: the ball of its own rows, or that of its band (see [Season]) widened from r
///   to `(sqrt(r) + sqrt(t))^2`, whichever is smaller, where t is the divergence of the band's law
///   from the hour's own (the square root of KL behaves like a distance between laws that are
///   close);
/// - a quarter and half of the way to the hour before and to the hour after, where those differ by
///   more than chance: a ball around the mean of both laws with these weights. A clock of more than
///   48 values has one ball each instead, widened by the largest of these divergences.
///
/// Divergences are reduced by what chance alone contributes, `(bins - 1) / 2 * sum (a_k - b_k)^2 /
/// n_k` for mixtures of the hours with weights a and b.
///
/// Immutable and safe for use by many threads; the arrays are shared within the package.
///
/// @param bins where values are counted
/// @param overall shares of the bins in the whole reference, a bin that it lacks at half a row
/// @param balls `balls[clock]`: the balls of each value of the clock, the hour itself first
/// @param floors the share that a bin gets in predictions where the centre of the first ball has
///   none
@SuppressWarnings("ArrayRecordComponent") // shared within the package, never compared
record FeatureLaws(FeatureBins bins, double[] overall, LawBall[][] balls, double[] floors) {
  /// Rows of the reference that a bin without any counts as in predictions.
  static final double FLOOR = 0.5;

  /// Without a season.
  ///
  /// @param delta probability that the ball misses the true law
  static FeatureLaws of(FeatureBins bins, double[] values, double delta) {
    long[] counts = new long[bins.size()];
    for (double value : values) {
      counts[bins.bin(value)]++;
    }
    double[] centre = shares(counts);
    LawBall ball = new LawBall(centre, LawBall.radius(values.length, bins.size(), delta));
    return new FeatureLaws(
        bins,
        floored(centre, values.length),
        new LawBall[][] {{ball}},
        new double[] {FLOOR / Math.max(1, values.length)});
  }

  /// With a season.
  ///
  /// @param clock the clock of each row
  /// @param delta probability that any of the balls misses the true law
  static FeatureLaws of(
      FeatureBins bins, double[] values, double[] clock, ClockBands bands, double delta) {
    long[][] counts = new long[bands.size()][bins.size()];
    long[] all = new long[bins.size()];
    for (int i = 0; i < values.length; i++) {
      int bin = bins.bin(values[i]);
      int at = bands.index(clock[i]);
      all[bin]++;
      if (at < bands.size()) {
        counts[at][bin]++;
      }
    }
    HourLaws hours = new HourLaws(counts, bands);
    LawBall[][] balls = new LawBall[bands.size()][];
    double[] floors = new double[bands.size()];
    for (int at = 0; at < balls.length; at++) {
      // two balls are looked at for the hour itself, and four beside it
      HourLaws.Balls around = hours.balls(at, delta / (6 * bands.size()));
      balls[at] = around.balls().toArray(LawBall[]::new);
      floors[at] = FLOOR / Math.max(1, around.rows());
    }
    return new FeatureLaws(bins, floored(shares(all), values.length), balls, floors);
  }

  /// The share of a bin that predictions start from; more than 0.
  double prior(int band, int bin) {
    double share = balls[band][0].centre()[bin];
    return share > 0 ? share : floors[band];
  }

  /// Bytes of state.
  int bytes() {
    int laws = bins.size() * Double.BYTES;
    for (LawBall[] ofClock : balls) {
      laws += ofClock.length * (bins.size() + 1) * Double.BYTES;
    }
    return bins.bytes() + laws + floors.length * Double.BYTES;
  }

  static double[] shares(long[] counts) {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    double[] shares = new double[counts.length];
    for (int j = 0; j < shares.length; j++) {
      shares[j] = total == 0 ? 1.0 / counts.length : (double) counts[j] / total;
    }
    return shares;
  }

  private static double[] floored(double[] shares, int rows) {
    double[] floored = shares.clone();
    for (int j = 0; j < floored.length; j++) {
      floored[j] = floored[j] > 0 ? floored[j] : FLOOR / Math.max(1, rows);
    }
    return floored;
  }
}
