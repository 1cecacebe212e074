package io.evenkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Draws of rows are scored by sums known beforehand; they must score as windows do.
class DrawnFeatureTest {
  private static final Column NUMERIC =
      new Column.Numeric("x", Double.NEGATIVE_INFINITY, true, Double.POSITIVE_INFINITY);
  private static final String[] SHAPES = {
    "uniform", "normal", "integers", "whole_normal", "pareto", "cauchy_tail", "constant"
  };

  @Test
  void wassersteinOfManyValuesEqualsThatOfTwoSamples() {
    for (int seed = 0; seed < 300; seed++) {
      double[] values = values(seed);
      assertEqualsNaive(
          seed,
          values,
          new DrawnPositions(.1, sampleOf(values), positions(values)),
          rule(DriftTest.WASSERSTEIN));
    }
  }

  @Test
  void wassersteinOfFewValuesEqualsThatOfTwoSamples() {
    for (int seed = 0; seed < 300; seed++) {
      double[] values = values(seed);
      assertEqualsNaive(
          seed,
          values,
          new DrawnCounts(.1, sampleOf(values), codes(values)),
          rule(DriftTest.WASSERSTEIN));
    }
  }

  @Test
  void jensenShannonEqualsThatOfTwoSamples() {
    for (int seed = 0; seed < 300; seed++) {
      double[] values = values(seed);
      assertEqualsNaive(
          seed,
          values,
          new DrawnCategories(.1, sampleOf(values), codes(values)),
          rule(DriftTest.JENSEN_SHANNON));
    }
  }

  @Test
  void anyOtherTestSeesTheSameTwoSamples() {
    for (int seed = 0; seed < 50; seed++) {
      double[] values = values(seed);
      Rule rule = rule(DriftTest.WASSERSTEIN);
      assertEqualsNaive(
          seed, values, new DrawnTest(rule, sampleOf(values), positions(values)), rule);
    }
  }

  @Test
  void anOutlierAmongTheDrawnDoesNotSwallowTheDigitsOfTheRest() {
    double[] values = new Draws(5).sample(400, "normal", 0, 1);
    values[7] = 1e139;
    values[8] = -3e120;
    int[] rows = IntStream.range(0, 100).toArray();
    DrawnFeature fast = new DrawnPositions(.1, sampleOf(values), positions(values));
    double naive = naive(rule(DriftTest.WASSERSTEIN), values, rows);
    assertThat(fast.ratio(rows, rows.length)).isCloseTo(naive, within(1e-9 * naive));
  }

  @Test
  void rowsWithoutAValueHaveNoSay() {
    double[] values = {Double.NaN, 1, 2, Double.POSITIVE_INFINITY, 3, -0.0, 0.0};
    assertThat(positions(values)).containsExactly(-1, 2, 3, -1, 4, 0, 1);
    DrawnFeature fast = new DrawnPositions(.1, sampleOf(values), positions(values));
    assertThat(fast.ratio(new int[] {0, 3}, 2)).isZero();
    assertThat(fast.ratio(new int[] {1, 2, 4, 5, 6}, 5)).isZero();
  }

  private static void assertEqualsNaive(int seed, double[] values, DrawnFeature fast, Rule rule) {
    Chance chance = new Chance(seed);
    int take = 1 + chance.below(values.length - 1);
    RowPicker picker = RowPicker.ofAll(values.length, take, chance);
    int[] rows = new int[take];
    for (int draw = 0; draw < 3; draw++) {
      int size = picker.pick(rows);
      double expected = naive(rule, values, rows);
      assertThat(fast.ratio(rows, size))
          .as("seed %d, draw %d", seed, draw)
          .isCloseTo(expected, within(1e-9 * expected + 1e-10));
    }
  }

  private static double naive(Rule rule, double[] values, int[] rows) {
    double[] drawn = Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
    double[] rest =
        IntStream.range(0, values.length)
            .filter(row -> Arrays.stream(rows).noneMatch(other -> other == row))
            .mapToDouble(row -> values[row])
            .toArray();
    Sample left = sampleOf(rest);
    Sample right = sampleOf(drawn);
    return left.size() == 0 || right.size() == 0 ? 0 : rule.ratio(rule.score(left, right));
  }

  private static double[] values(int seed) {
    Draws draws = new Draws(seed);
    int size = 3 + (int) (draws.next() * 200);
    String shape = SHAPES[(int) (draws.next() * SHAPES.length)];
    return draws.sample(size, shape, seed % 7, 1 + seed % 5, seed % 3 == 0 ? .1 : 0, 0);
  }

  private static Rule rule(DriftTest test) {
    Column column = test == DriftTest.JENSEN_SHANNON ? new Column.Categorical("x") : NUMERIC;
    return new Rule(column, test, .1, Rule.Cost.QUICK);
  }

  private static int[] positions(double[] values) {
    return DrawnFeature.positions(sampleOf(values), values);
  }

  private static int[] codes(double[] values) {
    return DrawnFeature.codes(sampleOf(values), positions(values));
  }

  private static Sample sampleOf(double[] values) {
    return Sample.of(values, values.length);
  }
}
