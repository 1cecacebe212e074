package io.evenkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MultivariateDriftTest {
  private static final List<Column> COLUMNS =
      List.of(
          new Column.Numeric("amount", 0, true, Double.POSITIVE_INFINITY),
          new Column.Numeric("speed", Double.NEGATIVE_INFINITY, false, Double.POSITIVE_INFINITY),
          new Column.Categorical("code"),
          new Column.Numeric("hour", 0, false, 23));

  @Test
  void aCorrelationThatFlipsIsFoundThoughEveryMarginStays() {
    double[][] reference = copula(1, 5000, .7);
    double[][] current = copula(2, 2000, -.7);
    assertThat(Reference.of(COLUMNS, reference).compare(current, 0, 50).verdict())
        .isEqualTo(new Verdict.Stable(0));
    MultivariateDrift drift = MultivariateDrift.of(COLUMNS, reference, current, 3);
    assertThat(drift.drifted()).isTrue();
    assertThat(drift.reconstruction().drifted()).isTrue();
    assertThat(drift.domain())
        .isInstanceOfSatisfying(
            DomainDrift.Measured.class,
            measured -> {
              assertThat(measured.rocAuc()).isGreaterThan(.75);
              assertThat(measured.features().subList(0, 2))
                  .extracting(DomainDrift.Telling::feature)
                  .containsExactlyInAnyOrder("amount", "speed");
            });
  }

  @Test
  void aQuietWindowIsNeitherReconstructedWorseNorTold() {
    for (int repeat = 0; repeat < 2; repeat++) {
      MultivariateDrift drift =
          MultivariateDrift.of(
              UpiRows.COLUMNS,
              UpiRows.quiet(10 + repeat, 4000),
              UpiRows.quiet(20 + repeat, repeat % 2 == 0 ? 200 : 1000),
              repeat);
      assertThat(drift.drifted()).as("%d: %s", repeat, drift).isFalse();
      assertThat(drift.reconstruction()).isInstanceOf(ReconstructionDrift.Measured.class);
    }
  }

  @Test
  void theReconstructionErrorKeepsItsLimitsOnQuietWindowsOfAnySize() {
    int outside = 0;
    for (int world = 0; world < 10; world++) {
      PcaReconstruction reconstruction =
          PcaReconstruction.of(UpiRows.COLUMNS, UpiRows.quiet(1000 + world, 3000), 3000);
      for (int repeat = 0; repeat < 20; repeat++) {
        int rows = 100 + 20 * repeat;
        double[][] current = UpiRows.quiet(5000 + 20 * world + repeat, rows);
        outside += reconstruction.judge(current, rows, repeat).drifted() ? 1 : 0;
      }
    }
    // 0.1 % each: two of 200 already have a chance of 2 %.
    assertThat(outside).isLessThanOrEqualTo(1);
  }

  @Test
  void theSameSeedGivesTheSameAnswer() {
    double[][] reference = copula(4, 1000, .3);
    double[][] current = copula(5, 300, .3);
    assertThat(MultivariateDrift.of(COLUMNS, reference, current, 6))
        .isEqualTo(MultivariateDrift.of(COLUMNS, reference, current, 6));
  }

  @Test
  void tooFewRowsAreSaidSo() {
    double[][] reference = copula(7, 1000, .3);
    MultivariateDrift drift = MultivariateDrift.of(COLUMNS, reference, copula(8, 99, .3), 9);
    assertThat(drift.reconstruction()).isEqualTo(new ReconstructionDrift.NotEnoughData(99, 100));
    assertThat(drift.domain()).isEqualTo(new DomainDrift.NotEnoughData(99, 100));
    assertThat(drift.drifted()).isFalse();
    assertThat(MultivariateDrift.of(COLUMNS, copula(8, 150, .3), reference, 9).domain())
        .isEqualTo(new DomainDrift.NotEnoughData(150, 200));
  }

  @Test
  void missingColumnsMissingValuesAndNewCodesAreTaken() {
    double[][] reference = copula(10, 1000, .3);
    double[][] current = copula(11, 400, .3);
    current[0] = new double[0];
    current[1][5] = Double.NaN;
    current[2][6] = 99;
    reference[3][7] = Double.POSITIVE_INFINITY;
    MultivariateDrift drift = MultivariateDrift.of(COLUMNS, reference, current, 12);
    assertThat(drift.domain().drifted()).isTrue();
    assertThat(drift.reconstruction()).isInstanceOf(ReconstructionDrift.Measured.class);
  }

  /// A heavy-tailed amount and a speed, joined by a Gaussian copula, and two columns apart.
  private static double[][] copula(long seed, int rows, double correlation) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] values = new double[4][rows];
    for (int r = 0; r < rows; r++) {
      double common = random.nextGaussian();
      values[0][r] = Math.exp(8.5 + 1.2 * common);
      values[1][r] =
          correlation * common + Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
      values[2][r] = random.nextInt(4);
      values[3][r] = random.nextInt(24);
    }
    return values;
  }
}
