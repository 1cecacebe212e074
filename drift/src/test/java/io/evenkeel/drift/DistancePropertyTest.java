package io.evenkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// What must hold for any two samples; every failure names its seed.
class DistancePropertyTest {
  private static final String[] SHAPES = {
    "uniform", "normal", "integers", "skewed", "whole_normal", "pareto", "cauchy_tail", "constant"
  };

  @Test
  void wassersteinEqualsTheSumOverTheMergedSample() {
    for (int seed = 0; seed < 600; seed++) {
      double[] left = sample(seed, 0);
      double[] right = sample(seed, 1);
      double expected = bruteForce(left, right);
      double spread = Math.max(largest(left), largest(right));
      assertThat(distance(left, right))
          .as("seed %d", seed)
          .isCloseTo(expected, within(1e-12 * expected + 1e-14 * spread));
    }
  }

  @Test
  void theOrderOfTheRowsDoesNotMatter() {
    for (int seed = 0; seed < 50; seed++) {
      double[] left = sample(seed, 0);
      double[] right = sample(seed, 1);
      Sample reference = sampleOf(left);
      Sample shuffled = sampleOf(shuffle(left, seed));
      Sample current = sampleOf(right);
      Sample mixed = sampleOf(shuffle(right, seed + 7));
      assertThat(new Wasserstein(shuffled).score(mixed))
          .as("seed %d", seed)
          .isEqualTo(new Wasserstein(reference).score(current));
      assertThat(JensenShannon.distance(shuffled, mixed))
          .as("seed %d", seed)
          .isEqualTo(JensenShannon.distance(reference, current));
    }
  }

  @Test
  void jensenShannonIsSymmetricAndBounded() {
    for (int seed = 0; seed < 200; seed++) {
      Sample left = sampleOf(sample(seed, 0));
      Sample right = sampleOf(sample(seed, 1));
      double forth = JensenShannon.distance(left, right);
      assertThat(forth).as("seed %d", seed).isBetween(0.0, Math.sqrt(Math.log(2)) + 1e-12);
      assertThat(JensenShannon.distance(right, left))
          .as("seed %d", seed)
          .isCloseTo(forth, within(1e-12));
    }
  }

  @Test
  void disjointCategoriesAreAsFarApartAsCanBe() {
    Sample left = sampleOf(new double[] {0, 0, 1});
    Sample right = sampleOf(new double[] {2, 3});
    assertThat(JensenShannon.distance(left, right))
        .isCloseTo(Math.sqrt(Math.log(2)), within(1e-15));
  }

  @Test
  void aSampleHasNoDistanceFromItself() {
    for (int seed = 0; seed < 100; seed++) {
      Sample one = sampleOf(sample(seed, 0));
      assertThat(new Wasserstein(one).score(one)).as("seed %d", seed).isLessThan(1e-14);
      assertThat(JensenShannon.distance(one, one)).as("seed %d", seed).isZero();
    }
  }

  @Test
  void aShiftOfNormalValuesBySoManyDeviationsGivesThatScore() {
    for (double shift : new double[] {0.2, 0.5, 1, 3}) {
      Sample reference = sampleOf(new Draws(1).sample(20_000, "normal", 50, 8));
      Sample current = sampleOf(new Draws(2).sample(20_000, "normal", 50 + 8 * shift, 8));
      assertThat(new Wasserstein(reference).score(current))
          .as("shift %s", shift)
          .isCloseTo(shift, within(0.03));
    }
  }

  @Test
  void theUnitOfTheFeatureDoesNotMatter() {
    double[] left = new Draws(3).sample(3000, "pareto", 0, 100);
    double[] right = new Draws(4).sample(500, "pareto", 0, 140);
    double plain = new Wasserstein(sampleOf(left)).score(sampleOf(right));
    double scaled = new Wasserstein(sampleOf(times(left))).score(sampleOf(times(right)));
    assertThat(scaled).isCloseTo(plain, within(1e-12));
  }

  private static double[] times(double[] values) {
    return Arrays.stream(values).map(v -> 1000 * v).toArray();
  }

  private static double[] sample(int seed, int side) {
    Draws draws = new Draws(31L * seed + side);
    int size = 1 + (int) (draws.next() * (seed % 3 == 0 ? 8 : 300));
    String shape = SHAPES[(int) (draws.next() * SHAPES.length)];
    return draws.sample(size, shape, side, 1 + seed % 5);
  }

  private static double bruteForce(double[] left, double[] right) {
    double[] all = new double[left.length + right.length];
    System.arraycopy(left, 0, all, 0, left.length);
    System.arraycopy(right, 0, all, left.length, right.length);
    Arrays.sort(all);
    double sum = 0;
    for (int i = 0; i + 1 < all.length; i++) {
      double gap = Math.abs(atMost(left, all[i]) - atMost(right, all[i]));
      sum += gap * (all[i + 1] - all[i]);
    }
    return sum;
  }

  private static double atMost(double[] values, double limit) {
    return (double) Arrays.stream(values).filter(v -> v <= limit).count() / values.length;
  }

  private static double largest(double[] values) {
    return Arrays.stream(values).map(Math::abs).max().orElse(0);
  }

  private static double[] shuffle(double[] values, long seed) {
    double[] shuffled = values.clone();
    Draws draws = new Draws(seed);
    for (int i = shuffled.length - 1; i > 0; i--) {
      int other = (int) (draws.next() * (i + 1));
      double kept = shuffled[i];
      shuffled[i] = shuffled[other];
      shuffled[other] = kept;
    }
    return shuffled;
  }

  private static double distance(double[] left, double[] right) {
    return new Wasserstein(sampleOf(left)).distance(sampleOf(right));
  }

  private static Sample sampleOf(double[] values) {
    return Sample.of(values, values.length);
  }
}
