package io.evenkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SharedLawTest {
  /// A column among eleven, of one check in a thousand.
  private static final double RATE = .001 / 11;

  private static final Column COLUMN =
      new Column.Numeric("score", Double.NEGATIVE_INFINITY, true, Double.POSITIVE_INFINITY);
  private static final Rule RULE = new Rule(COLUMN, DriftTest.WASSERSTEIN, .1, Rule.Cost.QUICK);

  @Test
  void aShiftOfFiveStandardErrorsIsFoundHoweverTheRowsFell() {
    for (int seed = 1; seed <= 10; seed++) {
      Sample reference = scores(seed, 8000, .0);
      Sample current = scores(100 + seed, 3000, .0054);
      double score = new Wasserstein(reference).score(current);
      assertThat(score).isGreaterThan(.09);
      assertThat(look(reference, current, score, seed)).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void aShiftThatNoGapProvesIsFoundByTheMixes() {
    int found = 0;
    for (int seed = 1; seed <= 10; seed++) {
      // 5.4 standard errors, but spread so evenly that the gap is 0.05 only
      Sample reference = Sample.of(new Draws(seed).sample(8000, "normal", 0, 1), 8000);
      Sample current = Sample.of(new Draws(50 + seed).sample(3000, "normal", .125, 1), 3000);
      double score = new Wasserstein(reference).score(current);
      found += look(reference, current, score, seed).isEmpty() ? 1 : 0;
    }
    assertThat(found).isGreaterThanOrEqualTo(8);
  }

  @Test
  void farRowsOfAQuietWindowAreNoDrift() {
    int beyond = 0;
    for (int seed = 1; seed <= 200; seed++) {
      Sample reference = Sample.of(new Draws(seed).sample(8000, "cauchy_tail", 0, 1), 8000);
      Sample current = Sample.of(new Draws(500 + seed).sample(3000, "cauchy_tail", 0, 1), 3000);
      double score = new Wasserstein(reference).score(current);
      if (score >= .1) {
        beyond++;
        OptionalDouble reached = look(reference, current, score, seed);
        assertThat(reached).as("seed %d", seed).isPresent();
        assertThat(reached.getAsDouble()).isGreaterThanOrEqualTo(score);
      }
    }
    assertThat(beyond).isGreaterThan(5);
  }

  @Test
  void theExactLawOfTheGapIsABoundWithTies() {
    double rate = .05;
    int below = 0;
    for (int seed = 1; seed <= 1000; seed++) {
      Sample reference = Sample.of(new Draws(seed).sample(90, "integers", 0, 30), 90);
      Sample current = Sample.of(new Draws(5000 + seed).sample(60, "integers", 0, 30), 60);
      below += KolmogorovSmirnov.bound(Table.of(reference, current)) <= rate ? 1 : 0;
    }
    assertThat(below).isLessThan(50);
  }

  @Test
  void theBoundOnRanksHoldsWithTiesAndOnEitherSide() {
    int below = 0;
    for (int seed = 1; seed <= 1000; seed++) {
      int size = seed % 2 == 0 ? 60 : 150;
      Sample reference = Sample.of(new Draws(seed).sample(90, "integers", 0, 5), 90);
      Sample current = Sample.of(new Draws(5000 + seed).sample(size, "integers", 0, 5), size);
      below += SharedLaw.likelihoodOfRanks(Table.of(reference, current)) <= .05 ? 1 : 0;
    }
    assertThat(below).isLessThan(50);
  }

  @Test
  void ranksProveAShiftOfSixStandardErrors() {
    Sample reference = Sample.of(new Draws(1).sample(20_000, "normal", 0, 1), 20_000);
    Sample current = Sample.of(new Draws(2).sample(2000, "normal", .15, 1), 2000);
    assertThat(SharedLaw.likelihoodOfRanks(Table.of(reference, current))).isLessThan(RATE / 8);
    assertThat(SharedLaw.likelihoodOfRanks(Table.of(current, reference))).isLessThan(RATE / 8);
  }

  @Test
  void aWindowOfShiftedScoresHasDrifted() {
    Reference reference =
        Reference.of(List.of(COLUMN), new double[][] {scores(1, 8000, 0).sorted()});
    double[][] current = {scores(2, 3000, .0062).sorted()};
    assertThat(reference.compare(current, 0, 50).driftedFeatures()).containsExactly("score");
  }

  private static OptionalDouble look(Sample reference, Sample current, double score, long seed) {
    return SharedLaw.reaches(RULE, reference, current, score, RATE, seed);
  }

  /// Scores of a model in four digits, as a report of a shop had them: six hills of noise 0.01,
  /// standard deviation 0.049.
  private static Sample scores(long seed, int size, double shift) {
    Draws draws = new Draws(seed);
    double[] values = new double[size];
    Arrays.setAll(
        values,
        _ -> {
          double z = -2.5;
          z += draws.next() < .33 ? .8 : 0;
          z += draws.next() < .18 ? .5 : 0;
          z -= draws.next() < .6 ? .6 : 0;
          double score = 1 / (1 + Math.exp(-z)) + .01 * draws.normal() + shift;
          return Math.rint(1e4 * Math.clamp(score, .001, .999)) / 1e4;
        });
    return Sample.of(values, size);
  }
}
