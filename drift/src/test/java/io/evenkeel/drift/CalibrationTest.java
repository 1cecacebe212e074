package io.evenkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  private static final List<Column> COLUMNS =
      List.of(
          new Column.Numeric("x", Double.NEGATIVE_INFINITY, true, Double.POSITIVE_INFINITY),
          new Column.Numeric("tail", Double.NEGATIVE_INFINITY, true, Double.POSITIVE_INFINITY),
          new Column.Categorical("code"));

  @Test
  void smallQuietWindowsAreStableAndWouldNotBeByTheNominalLimits() {
    Reference calibrated = Reference.of(COLUMNS, rows(1, 5000));
    Reference nominal =
        Reference.of(COLUMNS, rows(1, 5000), TestChoice.byDefaultRule(), Calibration.none());
    calibrated.compare(rows(9, 60), 0, 50); // or each thread works out the limits
    assertThat(alarms(nominal, 1000, 60)).isGreaterThan(900);
    assertThat(alarms(calibrated, 1000, 60)).isLessThan(6);
  }

  @Test
  void limitsAreNeverLaxerThanNominalAndFallWithTheSizeOfTheWindow() {
    Reference reference = Reference.of(COLUMNS, rows(1, 5000));
    double before = Double.POSITIVE_INFINITY;
    for (int size : new int[] {50, 100, 200, 500, 1000, 5000}) {
      double limit = limit(reference, size);
      assertThat(limit).as("window of %d", size).isBetween(.1, before);
      before = limit;
    }
    assertThat(limit(reference, 50)).isGreaterThan(.3);
  }

  @Test
  void theSameSeedGivesTheSameLimitsOnManyThreads() throws Exception {
    Calibration few = new Calibration(2_000, 1_000, .999, 1);
    Reference one = Reference.of(COLUMNS, rows(1, 3000), TestChoice.byDefaultRule(), few);
    Reference other = Reference.of(COLUMNS, rows(1, 3000), TestChoice.byDefaultRule(), few);
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Double>> limits =
          IntStream.range(0, 8).mapToObj(_ -> threads.submit(() -> limit(one, 120))).toList();
      for (Future<Double> limit : limits) {
        assertThat(limit.get()).isEqualTo(limit(other, 120));
      }
    }
  }

  @Test
  void aFeatureThatLacksItsValuesHasTheLimitOfAWindowOfThatSize() {
    Reference reference = Reference.of(COLUMNS, rows(1, 5000));
    double[][] current = rows(2, 1000);
    Arrays.fill(current[0], 0, 900, Double.NaN);
    DriftReport report = reference.compare(current, 0, 50);
    assertThat(report.features().get(0).threshold()).isEqualTo(limit(reference, 100));
    assertThat(report.features().get(1).threshold()).isEqualTo(limit(reference, 1000));
  }

  @Test
  void pValuesAreHeldAgainstAPowerOfTheirNominalLimit() {
    TestChoice choice =
        TestChoice.byDefaultRule()
            .numeric(DriftTest.MANN_WHITNEY)
            .categorical(DriftTest.CHI_SQUARE);
    Reference reference = Reference.of(COLUMNS, rows(1, 2000), choice, Calibration.defaults());
    reference.compare(rows(9, 300), 0, 50);
    assertThat(alarms(reference, 300, 300)).isLessThan(4);
    double[][] shifted = rows(3, 300);
    shifted[0] = new Draws(4).sample(300, "normal", .5, 1);
    DriftReport report = reference.compare(shifted, 0, 50);
    assertThat(report.driftedFeatures()).containsExactly("x");
    assertThat(report.features().get(0).threshold()).isBetween(1e-7, .002);
  }

  @Test
  void pValuesThatHoldForAnyLawShareTheRateWithoutDraws() {
    TestChoice choice =
        TestChoice.byDefaultRule().numeric(DriftTest.KS).categorical(DriftTest.TOTAL_VARIATION);
    Reference reference = Reference.of(COLUMNS, rows(1, 500), choice, Calibration.defaults());
    double[][] current = rows(2, 200);
    DriftReport quiet = reference.compare(current, 0, 50);
    assertThat(quiet.features().get(0).threshold()).isCloseTo(.001 / 3, within(1e-12));
    assertThat(quiet.features().get(2).threshold()).isCloseTo(1 / 1001.0, within(1e-12));
    assertThat(quiet.driftedFeatures()).isEmpty();
    Arrays.fill(current[2], 3);
    assertThat(reference.compare(current, 0, 50).driftedFeatures()).containsExactly("code");
  }

  @Test
  void aWindowStandsForTheSizeBelow() {
    assertThat(WindowSize.floor(3)).isEqualTo(3);
    assertThat(WindowSize.floor(50)).isEqualTo(50);
    assertThat(WindowSize.floor(55)).isEqualTo(50);
    assertThat(WindowSize.floor(99)).isEqualTo(90);
    assertThat(WindowSize.floor(100)).isEqualTo(100);
    assertThat(WindowSize.floor(1999)).isEqualTo(1800);
    assertThat(WindowSize.floor(123_456)).isEqualTo(10_000);
    for (int rows = 1; rows < 20_000; rows++) {
      int floor = WindowSize.floor(rows);
      assertThat(floor).isLessThanOrEqualTo(rows);
      if (rows <= 10_000) {
        assertThat(floor * 1.14 + 10).as("%d", rows).isGreaterThan(rows);
      }
    }
  }

  @Test
  void drawsAreAtLeastAsNoisyAsTheWindow() {
    for (int reference : new int[] {60, 1000, 10_000, 500_000}) {
      int drawable = Math.min(reference, 20_000);
      for (int window : new int[] {20, 50, 400, 2000, 10_000}) {
        int drawn = WindowSize.drawn(window, reference, drawable);
        assertThat(drawn).isBetween(1, Math.min(window, drawable / 2));
        assertThat(1.0 / drawn + 1.0 / (drawable - drawn))
            .isGreaterThanOrEqualTo(1.0 / window + 1.0 / reference - 1e-15);
      }
    }
  }

  @Test
  void theFittedTailIsOnTheWideSideOfTheTrueQuantile() {
    int wide = 0;
    double sum = 0;
    for (int seed = 0; seed < 200; seed++) {
      Draws draws = new Draws(seed);
      double[] exponential = new double[1000];
      Arrays.setAll(exponential, _ -> -Math.log(1 - draws.next()));
      double fitted = TailQuantile.fitted(exponential, 1000, .999);
      sum += fitted / 200;
      wide += fitted > Math.log(1000) ? 1 : 0;
    }
    assertThat(sum).isBetween(Math.log(1000), 1.35 * Math.log(1000));
    assertThat(wide).isGreaterThan(140);
  }

  @Test
  void theFittedTailFollowsAHeavyOne() {
    double sum = 0;
    for (int seed = 0; seed < 200; seed++) {
      Draws draws = new Draws(seed);
      double[] pareto = new double[1000];
      Arrays.setAll(pareto, _ -> Math.pow(1 - draws.next(), -.25));
      sum += TailQuantile.fitted(pareto, 1000, .999) / 200;
    }
    double exact = Math.pow(.001, -.25);
    assertThat(sum).isBetween(exact, 1.5 * exact);
  }

  @Test
  void theOrderStatisticIsTheConservativeOne() {
    double[] draws = IntStream.rangeClosed(1, 20_000).mapToDouble(i -> i).toArray();
    assertThat(TailQuantile.ordered(draws, .999)).isEqualTo(19_981);
    assertThat(TailQuantile.ordered(Arrays.copyOf(draws, 999), .999)).isEqualTo(999);
  }

  @Test
  void tooFewDrawsForTheQuantileAreRefused() {
    assertThatThrownBy(() -> new Calibration(500, 1000, .999, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("500 draws");
    assertThatThrownBy(() -> new Calibration(5000, 1000, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static long alarms(Reference reference, int windows, int size) {
    return IntStream.range(10, 10 + windows)
        .parallel()
        .filter(seed -> reference.compare(rows(seed, size), 0, 50).driftScore() > 0)
        .count();
  }

  private static double limit(Reference reference, int size) {
    return reference.compare(rows(99, size), 0, 50).features().get(1).threshold();
  }

  private static double[][] rows(long seed, int size) {
    Draws draws = new Draws(seed);
    return new double[][] {
      draws.sample(size, "normal", 0, 1),
      draws.sample(size, "pareto", 0, 1),
      draws.sample(size, "integers", 0, 8)
    };
  }
}
