package io.evenkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A day whose amounts, counts and devices follow the hour.
class SeasonsTest {
  private static final int HOUR = 1;
  private static final Season SEASON = Season.of(HOUR);
  private static final List<Column> COLUMNS =
      List.of(
          new Column.Numeric("amount", 0, true, Double.POSITIVE_INFINITY),
          new Column.Numeric("hour", 0, false, 23),
          new Column.Categorical("device"),
          new Column.Numeric("count", 0, false, 100));

  private final double[][] rows = day(1, 100_000, 0, 24, 0);
  private final Reference seasonal = Reference.of(COLUMNS, rows, SEASON);

  @Test
  void quietHoursAreNoDriftAndWouldBeWithoutASeason() {
    Reference plain = Reference.of(COLUMNS, rows);
    int driftedWithout = 0;
    for (int hour = 0; hour < 24; hour++) {
      double[][] window = day(100 + hour, 1000, hour, 1, 0);
      assertThat(seasonal.compare(window, 0, 50).verdict())
          .as("hour %d", hour)
          .isEqualTo(new Verdict.Stable(0));
      driftedWithout += plain.compare(window, 0, 50).driftScore() > .25 ? 1 : 0;
    }
    assertThat(driftedWithout).isGreaterThan(20);
  }

  @Test
  void aWindowOfSeveralHoursIsHeldAgainstThemInItsProportions() {
    for (int[] span : new int[][] {{23, 2}, {6, 5}, {0, 24}}) {
      double[][] window = day(7 + span[1], 1500, span[0], span[1], 0);
      assertThat(seasonal.compare(window, 0, 50).verdict())
          .as("%d hours from %d", span[1], span[0])
          .isEqualTo(new Verdict.Stable(0));
    }
    double[][] uneven = joined(day(3, 100, 9, 1, 0), day(4, 1400, 18, 1, 0));
    assertThat(seasonal.compare(uneven, 0, 50).verdict()).isEqualTo(new Verdict.Stable(0));
  }

  @Test
  void aChangeOnTopOfTheHourIsFound() {
    DriftReport report = seasonal.compare(day(9, 1000, 4, 1, .5), 0, 50);
    assertThat(report.driftedFeatures()).containsExactly("amount");
    assertThat(report.driftScore()).isEqualTo(.25);
  }

  @Test
  void theClockIsNotJudgedWithinAWindowNorAFault() {
    DriftReport report = seasonal.compare(day(9, 1000, 4, 1, 0), 0, 50);
    assertThat(report.features().get(HOUR).verdict()).isEqualTo(new Verdict.NotEnoughData(1, 24));
    assertThat(report.qualityIssues()).isEmpty();
    double[][] broken = day(9, 1000, 4, 1, 0);
    Arrays.fill(broken[HOUR], 0, 60, Double.NaN);
    assertThat(seasonal.compare(broken, 0, 50).qualityIssues())
        .containsExactly(new QualityIssue.Missing("hour", .06));
  }

  @Test
  void withoutAnyClockAWindowIsHeldAgainstTheWholeDay() {
    double[][] window = day(9, 2000, 0, 24, 0);
    window[HOUR] = new double[0];
    DriftReport report = seasonal.compare(window, 0, 50);
    assertThat(report.driftedFeatures()).isEmpty();
    assertThat(report.qualityIssues()).containsExactly(new QualityIssue.EntirelyMissing("hour"));
  }

  @Test
  void tooFewRowsSayNothing() {
    DriftReport report = seasonal.compare(day(9, 49, 4, 1, 0), 0, 50);
    assertThat(report.verdict()).isEqualTo(new Verdict.NotEnoughData(49, 50));
    double[][] empty = day(9, 100, 4, 1, 0);
    for (int c : new int[] {0, 2, 3}) {
      Arrays.fill(empty[c], Double.NaN);
    }
    assertThat(seasonal.compare(empty, 0, 50).verdict())
        .isEqualTo(new Verdict.NotEnoughData(0, 50));
  }

  @Test
  void aSmallReferenceOfWideBandsIsQuietToo() {
    Reference small = Reference.of(COLUMNS, day(5, 10_000, 0, 24, 0), SEASON);
    for (int hour = 0; hour < 24; hour += 3) {
      assertThat(small.compare(day(200 + hour, 1000, hour, 1, 0), 0, 50).verdict())
          .as("hour %d", hour)
          .isEqualTo(new Verdict.Stable(0));
    }
  }

  @Test
  void aSeasonNeedsAClock() {
    assertThatThrownBy(() -> Reference.of(COLUMNS, rows, Season.of(4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4 columns");
    assertThatThrownBy(() -> Reference.of(COLUMNS, rows, Season.of(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("device");
  }

  @Test
  void hoursThatAYoungVersionHasNotSeenAreItsParents() {
    double[][] own = joined(day(11, 4000, 12, 2, .5), day(12, 299, 20, 1, .5));
    double[][] completed = SeasonalRows.completed(own, rows, SEASON);
    long[] before = hours(own);
    long[] after = hours(completed);
    long[] parents = hours(rows);
    for (int hour = 0; hour < 24; hour++) {
      long added = hour == 12 || hour == 13 ? 0 : parents[hour];
      assertThat(after[hour]).as("hour %d", hour).isEqualTo(before[hour] + added);
    }
    assertThat(Arrays.copyOf(completed[0], own[0].length)).containsExactly(own[0]);
    assertThat(SeasonalRows.completed(rows, rows, SEASON)).isSameAs(rows);
    Reference young = Reference.of(COLUMNS, completed, SEASON);
    assertThat(young.compare(day(13, 1000, 12, 1, .5), 0, 50).driftedFeatures()).isEmpty();
    assertThat(young.compare(day(14, 1000, 3, 1, 0), 0, 50).driftedFeatures()).isEmpty();
  }

  private static long[] hours(double[][] rows) {
    long[] hours = new long[24];
    for (double hour : rows[HOUR]) {
      hours[(int) hour]++;
    }
    return hours;
  }

  private static double[][] joined(double[][] first, double[][] second) {
    return IntStream.range(0, first.length)
        .mapToObj(c -> {
          double[] both = Arrays.copyOf(first[c], first[c].length + second[c].length);
          System.arraycopy(second[c], 0, both, first[c].length, second[c].length);
          return both;
        })
        .toArray(double[][]::new);
  }

  /// Rows of `span` hours from `from` on; `shift` moves the logarithm of the amount.
  private static double[][] day(long seed, int size, int from, int span, double shift) {
    Draws draws = new Draws(seed);
    double[][] rows = new double[4][size];
    for (int i = 0; i < size; i++) {
      int hour = (from + (int) (span * draws.next())) % 24;
      double wave = Math.sin(2 * Math.PI * (hour - 15) / 24.0);
      rows[0][i] = Math.exp(6 + wave + .8 * draws.normal() + shift);
      rows[HOUR][i] = hour;
      rows[2][i] = draws.next() < .4 + .3 * wave ? 0 : draws.next() < .5 ? 1 : 2;
      rows[3][i] = Math.floor((3 + 2 * wave) * -Math.log(1 - draws.next()));
    }
    return rows;
  }
}
