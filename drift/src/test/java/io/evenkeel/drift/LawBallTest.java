package io.evenkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The ball of laws and the e-values against all of them.
class LawBallTest {
  @Test
  void radiusIsTheFixedPointOfTheBound() {
    assertThat(10_000 * LawBall.radius(10_000, 10, 0.01)).isCloseTo(21.4012, within(5e-5));
    assertThat(500 * LawBall.radius(500, 20, 0.01)).isCloseTo(35.4611, within(5e-5));
  }

  @Test
  void noLawOfTheBallExpectsMoreThanOne() {
    Random random = new Random(21);
    double largest = 0;
    for (int i = 0; i < 20_000; i++) {
      LawBall ball = ball(random, 2 + random.nextInt(11));
      double[] bet = law(random, ball.centre().length, 0.3);
      double weight = ball.weight(bet);
      double[] edge = edge(random, ball);
      double inside = random.nextDouble();
      double atEdge = 0;
      double expected = 0;
      for (int j = 0; j < edge.length; j++) {
        double evidence = Math.exp(ball.logEvidence(j, bet[j], weight));
        evidence = bet[j] == 0 && ball.centre()[j] > 0 ? 0 : evidence;
        atEdge += edge[j] * evidence;
        expected += (ball.centre()[j] + inside * (edge[j] - ball.centre()[j])) * evidence;
      }
      largest = Math.max(largest, Math.max(atEdge, expected));
    }
    assertThat(largest).isLessThanOrEqualTo(1 + 1e-9).isGreaterThan(0.9);
  }

  @Test
  void theProjectionLiesOnTheEdgeOrAHairOutside() {
    Random random = new Random(22);
    int bets = 0;
    for (int i = 0; i < 20_000; i++) {
      LawBall ball = ball(random, 2 + random.nextInt(11));
      double[] bet = law(random, ball.centre().length, 0.3);
      double weight = ball.weight(bet);
      double[] projected = new double[bet.length];
      for (int j = 0; j < bet.length; j++) {
        projected[j] = ball.projected(j, bet[j], weight);
      }
      if (weight > 0) {
        bets++;
        double ratio = LawBall.divergence(ball.centre(), projected) / ball.radius();
        assertThat(ratio).isBetween(1 - 1e-12, 1 + 1e-4);
      }
    }
    assertThat(bets).isGreaterThan(10_000);
  }

  /// Every possible slice of four rows in three bins, after a random past: the expectation of both
  /// e-values is at most 1 under every law of the ball.
  @Test
  void bothBetsOfASliceAreFair() {
    Random random = new Random(23);
    double largest = 0;
    for (int i = 0; i < 400; i++) {
      double[] sample = new double[20 + random.nextInt(80)];
      for (int row = 0; row < sample.length; row++) {
        sample[row] = random.nextInt(1 + random.nextInt(2));
      }
      sample[0] = 7; // one category, and `other` and `missing` without rows
      FeatureBins bins = FeatureBins.of(new Column.Categorical("c"), sample);
      FeatureLaws laws = FeatureLaws.of(bins, sample, 0.3);
      LawBall ball = laws.balls()[0][0];
      FeatureDetector past = new FeatureDetector(laws, HalfLife.ROWS_100);
      for (int slice = 0; slice < 3; slice++) {
        long[] counts = new long[bins.size()];
        counts[random.nextInt(counts.length)] = 1L + random.nextInt(30);
        past.judge(slice, bands(ball, counts));
      }
      double[] law = edge(random, ball);
      double plugIn = 0;
      double universal = 0;
      for (long[] counts : all(new long[bins.size()], 0, 4)) {
        ByteBuffer state = ByteBuffer.allocate(past.bytes());
        past.write(state);
        FeatureDetector now = new FeatureDetector(laws, HalfLife.ROWS_100);
        now.read(state.flip());
        now.judge(3, bands(ball, counts));
        double chance = chance(law, counts);
        plugIn += chance * Math.exp(now.plugIn().log() - Math.max(0, past.plugIn().log()));
        universal += chance * Math.exp(now.universal().log() - Math.max(0, past.universal().log()));
      }
      largest = Math.max(largest, Math.max(plugIn, universal));
    }
    assertThat(largest).isLessThanOrEqualTo(1 + 1e-9).isGreaterThan(0.9);
  }

  private static BandCounts[] bands(LawBall ball, long[] counts) {
    long rows = 0;
    for (long count : counts) {
      rows += count;
    }
    return new BandCounts[] {BandCounts.of(new LawBall[] {ball}, 0, rows, counts.clone())};
  }

  private static List<long[]> all(long[] counts, int from, int left) {
    if (from == counts.length - 1) {
      long[] last = counts.clone();
      last[from] = left;
      return List.of(last);
    }
    List<long[]> found = new ArrayList<>();
    for (int here = 0; here <= left; here++) {
      counts[from] = here;
      found.addAll(all(counts, from + 1, left - here));
    }
    return found;
  }

  private static double chance(double[] law, long[] counts) {
    double chance = 1;
    long rows = 0;
    for (int j = 0; j < law.length; j++) {
      for (int k = 1; k <= counts[j]; k++) {
        rows++;
        chance *= law[j] * rows / k;
      }
    }
    return chance;
  }

  private static LawBall ball(Random random, int bins) {
    return new LawBall(law(random, bins, 0.2), Math.exp(-7 * random.nextDouble()));
  }

  /// A random law, some of whose bins are empty.
  private static double[] law(Random random, int bins, double empty) {
    double[] law = new double[bins];
    double total = 0;
    for (int j = 0; j < bins; j++) {
      law[j] = random.nextDouble() < empty ? 0 : -Math.log(1 - random.nextDouble());
      total += law[j];
    }
    if (total == 0) {
      law[0] = 1;
      total = 1;
    }
    for (int j = 0; j < bins; j++) {
      law[j] /= total;
    }
    return law;
  }

  /// A law on the edge of the ball, in a random direction; the ball is convex.
  static double[] edge(Random random, LawBall ball) {
    double[] direction = law(random, ball.centre().length, 0.3);
    double low = 0;
    double high = 1;
    double[] law = ball.centre().clone();
    for (int step = 0; step < 60; step++) {
      double middle = (low + high) / 2;
      double[] next = new double[law.length];
      for (int j = 0; j < law.length; j++) {
        next[j] = ball.centre()[j] + middle * (direction[j] - ball.centre()[j]);
      }
      if (ball.contains(next)) {
        law = next;
        low = middle;
      } else {
        high = middle;
      }
    }
    return law;
  }
}
