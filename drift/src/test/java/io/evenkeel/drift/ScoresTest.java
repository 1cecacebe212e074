package io.evenkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// What must hold of any test, by seeded samples; the numbers themselves are held by
/// [EvidentlyParityTest].
class ScoresTest {
  private static final long SEED = 7;
  private static final int RUNS = 400;

  /// Too slow to run hundreds of times.
  private static final Set<DriftTest> SLOW = EnumSet.of(DriftTest.TOTAL_VARIATION, DriftTest.MMD);

  @Test
  void aTwoSampleTestCallsFiveInAHundredEqualPairsDifferentAtFivePercent() {
    for (DriftTest test : DriftTest.values()) {
      if (test.scale() == Scale.P_VALUE && !SLOW.contains(test)) {
        Column column = column(test);
        Draws draws = new Draws(SEED);
        int below = 0;
        for (int run = 0; run < RUNS; run++) {
          Sample reference = sample(column, draws, 200, 0);
          Sample current = sample(column, draws, 160, 0);
          below += Scores.twoSample(test, column, reference, current, SEED) <= 0.05 ? 1 : 0;
        }
        double standardError = Math.sqrt(0.05 * 0.95 / RUNS);
        double least = test == DriftTest.FISHER_EXACT ? 0 : 0.05 - 4 * standardError;
        assertThat((double) below / RUNS)
            .as("%s at 5 %%, seed %d", test, SEED)
            .isBetween(least, 0.05 + 4 * standardError);
      }
    }
  }

  @Test
  void evidentlysChiSquareCallsFarMoreOfThemDifferent() {
    Column column = new Column.Categorical("x");
    Draws draws = new Draws(SEED);
    int alarms = 0;
    for (int run = 0; run < RUNS; run++) {
      Sample reference = sample(column, draws, 100, 0);
      Sample current = sample(column, draws, 500, 0);
      alarms += Scores.parity(DriftTest.CHI_SQUARE, column, reference, current, 0) < 0.05 ? 1 : 0;
    }
    assertThat((double) alarms / RUNS).isGreaterThan(0.4);
  }

  @Test
  void everyTestSeesALargeShiftUpAndDown() {
    for (DriftTest test : DriftTest.values()) {
      Column column = column(test);
      Draws draws = new Draws(SEED);
      Sample reference = sample(column, draws, 120, 0);
      for (double shift : new double[] {-3, 3}) {
        Sample current = sample(column, draws, 100, shift);
        double score = Scores.twoSample(test, column, reference, current, SEED);
        assertThat(test.drifted(score, test.threshold())).as("%s by %s", test, shift).isTrue();
      }
    }
  }

  @Test
  void mannWhitneyIsBlindToAShiftDownInParityOnly() {
    Column column = column(DriftTest.MANN_WHITNEY);
    Draws draws = new Draws(SEED);
    Sample reference = sample(column, draws, 120, 0);
    Sample below = sample(column, draws, 100, -3);
    assertThat(Scores.parity(DriftTest.MANN_WHITNEY, column, reference, below, 0))
        .isCloseTo(1, within(1e-9));
    assertThat(Scores.twoSample(DriftTest.MANN_WHITNEY, column, reference, below, 0))
        .isLessThan(1e-9);
  }

  @Test
  void aSampleDoesNotDifferFromItself() {
    for (DriftTest test : DriftTest.values()) {
      Column column = column(test);
      Sample sample = sample(column, new Draws(SEED), 100, 0);
      double score = Scores.twoSample(test, column, sample, sample, SEED);
      assertThat(test.drifted(score, test.threshold())).as(test.code()).isFalse();
    }
  }

  @Test
  void oneAndTheSameConstantIsNoDriftByAnyTest() {
    Sample one = Sample.of(new double[] {4, 4, 4, 4, 4}, 5);
    for (DriftTest test : DriftTest.values()) {
      double none = test.scale() == Scale.DISTANCE ? 0 : 1;
      assertThat(Scores.parity(test, column(test), one, one, 0)).as(test.code()).isEqualTo(none);
      assertThat(Scores.twoSample(test, column(test), one, one, 0)).as(test.code()).isEqualTo(none);
    }
  }

  @Test
  void noTestGivesAnythingButAScoreOrNoAnswerForTwoValuesAgainstThree() {
    Sample two = Sample.of(new double[] {1, 2}, 2);
    Sample three = Sample.of(new double[] {2, 3, 5}, 3);
    for (DriftTest test : DriftTest.values()) {
      for (Function<DriftTest, Double> form : forms(column(test), two, three)) {
        double score = form.apply(test);
        assertThat(Double.isNaN(score) || score >= 0).as("%s: %s", test, score).isTrue();
      }
    }
  }

  @Test
  void permutationTestsFollowTheirSeedOnly() {
    for (DriftTest test : SLOW) {
      Column column = column(test);
      Draws draws = new Draws(SEED);
      Sample reference = sample(column, draws, 60, 0);
      Sample current = sample(column, draws, 60, 0.2);
      double first = Scores.twoSample(test, column, reference, current, 1);
      assertThat(Scores.twoSample(test, column, reference, current, 1)).isEqualTo(first);
      assertThat(Scores.twoSample(test, column, reference, current, 2))
          .isNotEqualTo(first)
          .isCloseTo(first, within(0.15));
    }
  }

  private static List<Function<DriftTest, Double>> forms(
      Column column, Sample reference, Sample current) {
    return List.of(
        test -> Scores.parity(test, column, reference, current, SEED),
        test -> Scores.twoSample(test, column, reference, current, SEED));
  }

  private static Column column(DriftTest test) {
    Column numeric = GoldenFile.column("x", "numeric");
    return test.allows(numeric) ? numeric : new Column.Categorical(test.code());
  }

  /// Normal values, or for categorical columns: two categories where the test is one of two, else
  /// four.
  private static Sample sample(Column column, Draws draws, int size, double shift) {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      double value = draws.normal() + shift;
      values[i] =
          switch (column) {
            case Column.Numeric _ -> value;
            case Column.Categorical(String test, var _) when test.equals("fisher_exact") ->
                value < 0 ? 0 : 1;
            case Column.Categorical _ -> Math.clamp(Math.floor(value), -2, 1);
          };
    }
    return Sample.of(values, size);
  }
}
