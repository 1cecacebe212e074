package io.evenkeel.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/// The laws of one feature at each value of the clock, as the reference has them; makes the balls
/// that [FeatureLaws] describes. Used while a reference is prepared, then dropped.
final class HourLaws {
  /// The ways to the neighbours on which a ball stands.
  private static final double[] STEPS = {-0.5, -0.25, 0.25, 0.5};

  /// A finer clock has one ball a value, widened by the steps, to stay within 64 KB a feature.
  private static final int MOST_WITH_STEPS = 48;

  private final long[][] counts;
  private final ClockBands bands;

  /// @param counts `counts[clock][bin]` of the reference
  HourLaws(long[][] counts, ClockBands bands) {
    this.counts = counts;
    this.bands = bands;
  }

  /// The balls of one value of the clock.
  ///
  /// @param balls the hour itself, then those on the way to its neighbours where they differ
  /// @param rows rows behind the centre of the first
  record Balls(List<LawBall> balls, double rows) {}

  /// The balls for one value of the clock; of infinite radius where its band has no rows.
  ///
  /// @param delta probability that a ball of exact laws misses the true one
  Balls balls(int at, double delta) {
    double[] own = new double[bands.size()];
    own[at] = 1;
    double[] weights = own;
    LawBall hour = ball(own, 0, delta);
    if (bands.reach()[at] > 0) {
      double[] wide = weights(other -> bands.holds(at, other) ? bands.rows()[other] : 0);
      LawBall band = ball(wide, bands.rows()[at] == 0 ? 0 : beyondChance(wide, own), delta);
      if (band.radius() <= hour.radius()) {
        hour = band;
        weights = wide;
      }
    }
    List<LawBall> balls = new ArrayList<>();
    double widest = 0;
    for (double step : STEPS) {
      double[] between = between(at, step);
      double divergence = known(between) ? beyondChance(weights, between) : 0;
      if (divergence > 0 && bands.size() <= MOST_WITH_STEPS) {
        balls.add(ball(between, 0, delta));
      } else {
        widest = Math.max(widest, divergence);
      }
    }
    double root = Math.sqrt(hour.radius()) + Math.sqrt(widest);
    balls.addFirst(new LawBall(hour.centre(), root * root));
    return new Balls(balls, rows(weights));
  }

  /// The mixture of an hour with a share of the next one; of the one before where it is negative.
  private double[] between(int at, double step) {
    double[] between = new double[bands.size()];
    between[at] += 1 - Math.abs(step);
    between[Math.floorMod(at + (step < 0 ? -1 : 1), bands.size())] += Math.abs(step);
    return between;
  }

  private boolean known(double[] weights) {
    boolean known = true;
    for (int hour = 0; hour < weights.length; hour++) {
      known &= weights[hour] == 0 || bands.rows()[hour] > 0;
    }
    return known;
  }

  /// The ball around a mixture of hours, widened by a divergence.
  private LawBall ball(double[] weights, double divergence, double delta) {
    double[] centre = law(weights);
    double root = Math.sqrt(LawBall.radius(rows(weights), centre.length, delta));
    root += Math.sqrt(divergence);
    return new LawBall(centre, root * root);
  }

  /// The rows that a mixture is as good as: `1 / sum (w_k^2 / n_k)`.
  private double rows(double[] weights) {
    double spread = 0;
    for (int hour = 0; hour < weights.length; hour++) {
      spread += weights[hour] > 0 ? weights[hour] * weights[hour] / bands.rows()[hour] : 0;
    }
    return spread == 0 ? 0 : 1 / spread;
  }

  /// The divergence of one mixture of the hours from another, less what chance contributes.
  private double beyondChance(double[] weights, double[] others) {
    double[] centre = law(weights);
    double[] law = law(others);
    double spread = 0;
    for (int hour = 0; hour < others.length; hour++) {
      double difference = weights[hour] - others[hour];
      spread += difference == 0 ? 0 : difference * difference / bands.rows()[hour];
    }
    // A bin that few rows of an hour happened to miss must not make the divergence infinite.
    double pull = law.length / (law.length + rows(others));
    int present = 0;
    for (int j = 0; j < law.length; j++) {
      law[j] += pull * (centre[j] - law[j]);
      present += centre[j] > 0 ? 1 : 0;
    }
    double chance = (present - 1) / 2.0 * spread;
    return Math.max(0, LawBall.divergence(centre, law) - chance);
  }

  private double[] weights(IntToDoubleFunction rows) {
    double[] weights = new double[bands.size()];
    double total = 0;
    for (int hour = 0; hour < weights.length; hour++) {
      weights[hour] = rows.applyAsDouble(hour);
      total += weights[hour];
    }
    for (int hour = 0; hour < weights.length && total > 0; hour++) {
      weights[hour] /= total;
    }
    return weights;
  }

  private double[] law(double[] weights) {
    double[] law = new double[counts[0].length];
    double total = 0;
    for (int hour = 0; hour < weights.length; hour++) {
      if (weights[hour] > 0 && bands.rows()[hour] > 0) {
        total += weights[hour];
        for (int j = 0; j < law.length; j++) {
          law[j] += weights[hour] * counts[hour][j] / bands.rows()[hour];
        }
      }
    }
    for (int j = 0; j < law.length; j++) {
      law[j] = total == 0 ? 1.0 / law.length : law[j] / total;
    }
    return law;
  }
}
