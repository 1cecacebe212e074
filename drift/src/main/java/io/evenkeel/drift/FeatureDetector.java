package io.evenkeel.drift;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// The detector of one feature and one half-life: the counts it remembers and its two processes.
///
/// The prediction for a band is the band's own shares, moved as the remembered counts c have moved
/// away from the counts E that the bands of the same rows made one expect: `p_j` proportional to
/// `prior_bj (c_j + 20 prior_j) / (E_j + 20 prior_j)`. Without a season this is `(c_j + 20 prior_j)
/// / (sum c + 20)`. So what was learned at nine o'clock holds at ten.
///
/// Two e-values a slice with counts n of N rows: *plug-in*, `sum n_j ln(p_j / q*_j)` with q* the
/// projection of p on the ball, the least over the balls of the band; *universal*, the logarithm of
/// the Dirichlet marginal likelihood of the slice, started from the prediction with the weight of
/// the remembered rows and 20, less that of the largest likelihood that a law of any of the balls
/// gives the slice.
///
/// Mutable; owned by one [Watch].
final class FeatureDetector {
  /// Rows that the reference weighs in a prediction.
  static final double PRIOR_ROWS = 20;

  private final FeatureLaws laws;
  private final HalfLife halfLife;
  private final double[] observed;
  private final double[] expected;
  private final EvidenceProcess plugIn = new EvidenceProcess();
  private final EvidenceProcess universal = new EvidenceProcess();

  FeatureDetector(FeatureLaws laws, HalfLife halfLife) {
    this.laws = laws;
    this.halfLife = halfLife;
    this.observed = new double[laws.bins().size()];
    this.expected = new double[laws.bins().size()];
  }

  EvidenceProcess plugIn() {
    return plugIn;
  }

  EvidenceProcess universal() {
    return universal;
  }

  /// Bets on one slice, then learns from it.
  ///
  /// @param bands the counts of each band that has rows
  void judge(long slice, BandCounts[] bands) {
    double plugInEvidence = 0;
    double universalEvidence = 0;
    long rows = 0;
    for (BandCounts band : bands) {
      double[] prediction = prediction(band.number());
      plugInEvidence += plugIn(prediction, band);
      universalEvidence += marginal(prediction, band) - band.largestLikelihood();
      rows += band.rows();
    }
    plugIn.add(slice, plugInEvidence);
    universal.add(slice, universalEvidence);
    learn(bands, halfLife.left(rows));
  }

  /// The predicted law of a band; sum 1, every share more than 0.
  double[] prediction(int band) {
    double[] law = new double[observed.length];
    double total = 0;
    for (int j = 0; j < law.length; j++) {
      double prior = PRIOR_ROWS * laws.overall()[j];
      law[j] = laws.prior(band, j) * (observed[j] + prior) / (expected[j] + prior);
      total += law[j];
    }
    for (int j = 0; j < law.length; j++) {
      law[j] /= total;
    }
    return law;
  }

  void clear() {
    Arrays.fill(observed, 0);
    Arrays.fill(expected, 0);
    plugIn.clear();
    universal.clear();
  }

  int bytes() {
    return 2 * Double.BYTES * observed.length + 2 * EvidenceProcess.BYTES;
  }

  void write(ByteBuffer to) {
    for (int j = 0; j < observed.length; j++) {
      to.putDouble(observed[j]).putDouble(expected[j]);
    }
    plugIn.write(to);
    universal.write(to);
  }

  void read(ByteBuffer from) {
    for (int j = 0; j < observed.length; j++) {
      observed[j] = from.getDouble();
      expected[j] = from.getDouble();
    }
    plugIn.read(from);
    universal.read(from);
  }

  private double plugIn(double[] prediction, BandCounts band) {
    double least = Double.POSITIVE_INFINITY;
    for (LawBall ball : laws.balls()[band.number()]) {
      double weight = ball.weight(prediction);
      double evidence = 0;
      for (int j = 0; weight > 0 && j < prediction.length; j++) {
        if (band.counts()[j] > 0) {
          evidence += band.counts()[j] * ball.logEvidence(j, prediction[j], weight);
        }
      }
      least = Math.min(least, evidence);
    }
    return least;
  }

  private double marginal(double[] prediction, BandCounts band) {
    double remembered = PRIOR_ROWS;
    for (double count : observed) {
      remembered += count;
    }
    double total = LogGamma.of(remembered) - LogGamma.of(remembered + band.rows());
    for (int j = 0; j < prediction.length; j++) {
      if (band.counts()[j] > 0) {
        double start = remembered * prediction[j];
        total += LogGamma.of(start + band.counts()[j]) - LogGamma.of(start);
      }
    }
    return total;
  }

  private void learn(BandCounts[] bands, double left) {
    for (int j = 0; j < observed.length; j++) {
      observed[j] *= left;
      expected[j] *= left;
      for (BandCounts band : bands) {
        observed[j] += band.counts()[j];
        expected[j] += band.rows() * laws.prior(band.number(), j);
      }
    }
  }
}
