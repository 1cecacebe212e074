package io.evenkeel.drift;

/// How the limits of a [Reference] are found from its own rows.
///
/// A score of a window that did not drift is not 0: it is noise, and the smaller the window the
/// larger. So rows are drawn from the reference and compared with its other rows, again and again;
/// in each draw the largest of `score / nominal limit` over the features counts (`ln p / ln
/// nominal` where the score is a p-value). The `quantile` of these, 1 at least, scales all nominal
/// limits. Then a window of the reference's own law exceeds any limit with a probability of at most
/// `1 - quantile`: the false-alarm rate of a *check*, not of a feature.
///
/// Tests other than the two distances of the default rule cost too much for so many draws: then
/// `tailDraws` are made, and the quantile is read from a generalised Pareto tail fitted to their
/// largest twentieth by probability-weighted moments, one standard error added. The same fit ends
/// the draws early where it says that the scale cannot come near 1.
///
/// @param draws draws for Wasserstein and Jensen-Shannon distances; 0 leaves the nominal limits
/// @param tailDraws draws with a fitted tail for any other test and for seasons, at least 200
/// @param quantile share of quiet windows that must pass, 0.9 to less than 1
/// @param seed of the draws; the same seed gives the same limits
public record Calibration(int draws, int tailDraws, double quantile, long seed) {
  private static final int LEAST = 200;

  /// Checks the numbers.
  ///
  /// @throws IllegalArgumentException when one is out of its range, or `draws` are too few for the
  ///   quantile to lie among them
  public Calibration {
    if (!(quantile >= 0.9 && quantile < 1)) {
      throw new IllegalArgumentException("quantile must be 0.9 to less than 1; was " + quantile);
    }
    if (tailDraws < LEAST) {
      throw new IllegalArgumentException("tail draws must be at least 200; were " + tailDraws);
    }
    if (draws != 0 && !(draws >= LEAST && Math.ceil(quantile * (draws + 1.0)) <= draws)) {
      throw new IllegalArgumentException(
          "%d draws are too few for a quantile of %s".formatted(draws, quantile));
    }
  }

  /// 20,000 draws (1,000 with a fitted tail), a false-alarm rate of 0.1 % a check.
  public static Calibration defaults() {
    return new Calibration(20_000, 1_000, 0.999, 1);
  }

  /// No draws: the nominal limits, at any size of window. For comparison with other tools.
  public static Calibration none() {
    return new Calibration(0, LEAST, 0.999, 1);
  }

  /// The false-alarm rate of a check that the limits aim at.
  double rate() {
    return 1 - quantile;
  }

  /// Whether limits are calibrated at all.
  boolean wanted() {
    return draws > 0;
  }
}
