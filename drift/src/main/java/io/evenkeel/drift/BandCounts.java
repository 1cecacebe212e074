package io.evenkeel.drift;

/// The counts of one feature in one band of one slice, with what they can say at best for the
/// reference.
///
/// @param number the band
/// @param rows the sum of the counts, more than 0
/// @param counts rows in each bin
/// @param largestLikelihood logarithm of the largest likelihood that a law of any of the band's
///   balls gives the counts, or slightly more; the same for all half-lives
@SuppressWarnings("ArrayRecordComponent") // shared within the package, never compared
record BandCounts(int number, long rows, long[] counts, double largestLikelihood) {
  static BandCounts of(LawBall[] balls, int number, long rows, long[] counts) {
    double[] shares = FeatureLaws.shares(counts);
    double largest = Double.NEGATIVE_INFINITY;
    for (LawBall ball : balls) {
      double weight = ball.weight(shares);
      double likelihood = 0;
      for (int j = 0; j < counts.length; j++) {
        if (counts[j] > 0) {
          likelihood += counts[j] * Math.log(ball.projected(j, shares[j], weight));
        }
      }
      largest = Math.max(largest, likelihood);
    }
    return new BandCounts(number, rows, counts, largest);
  }
}
