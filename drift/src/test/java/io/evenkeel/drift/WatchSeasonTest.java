package io.evenkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A world in which everything follows the time of day, minute by minute, and the nights are thin.
class WatchSeasonTest {
  private static final int ROWS = 60_000;
  private static final int SLICE = 200;
  private static final int DAY = 2_400;

  private final Random random = new Random(101);
  private final WatchBins bins = bins();
  private final Watch watch = new Watch(bins, WatchSettings.defaults());
  private final SliceCounter counter = bins.counting();
  private long slice;

  @Test
  void whatOnlyFollowsTheClockIsNoDrift() {
    for (int i = 0; i < DAY; i++) {
      assertThat(next(0)).as("slice %d of the day", i % DAY).isEmpty();
    }
    assertThat(watch.features()).extracting(FeatureEvidence::feature).doesNotContain("hour");
  }

  @Test
  void aFestivalOnTopIsFound() {
    for (int hour : new int[] {8, 12, 20}) {
      while (slice % DAY != hour * 100L) {
        next(0);
      }
      long began = slice;
      Optional<WatchAlarm> alarm = Optional.empty();
      while (alarm.isEmpty() && slice < began + 25) {
        alarm = next(0.8);
      }
      assertThat((slice - began) * SLICE).as("rows at %d o'clock", hour).isLessThan(3_000);
      assertThat(alarm.orElseThrow().features().getFirst().feature()).isEqualTo("amount");
    }
  }

  @Test
  void whatWasLearnedAtOneHourHoldsAtTheNext() {
    long[] shifted = new long[bins.laws(0).bins().size()];
    FeatureDetector detector = new FeatureDetector(bins.laws(0), HalfLife.ROWS_6400);
    shifted[9] = 500;
    LawBall[] morning = bins.laws(0).balls()[9];
    detector.judge(1, new BandCounts[] {BandCounts.of(morning, 9, 500, shifted)});
    assertThat(detector.prediction(10)[9]).isGreaterThan(0.8);
    assertThat(Arrays.stream(detector.prediction(10)).min().orElse(0)).isPositive();
  }

  private Optional<WatchAlarm> next(double shift) {
    double time = slice % DAY * 24.0 / DAY;
    for (int i = 0; i < SLICE; i++) {
      counter.add(row(time, shift));
    }
    return watch.judge(slice++, counter.take());
  }

  private double[] row(double time, double shift) {
    double tide = Math.sin(2 * Math.PI * time / 24);
    return new double[] {
      Math.floor(time),
      random.nextGaussian() + 3 * tide + shift,
      random.nextDouble() < 0.3 + 0.2 * tide ? 1 : 0
    };
  }

  private WatchBins bins() {
    double[][] values = new double[3][ROWS];
    for (int row = 0; row < ROWS; row++) {
      double time = 24 * random.nextDouble();
      if (time < 6 && random.nextInt(8) > 0) {
        time = 6 + 18 * random.nextDouble();
      }
      double[] drawn = row(time, 0);
      for (int column = 0; column < 3; column++) {
        values[column][row] = drawn[column];
      }
    }
    List<Column> columns =
        List.of(
            new Column.Numeric("hour", 0, false, 23),
            WatchBinsTest.numeric("amount"),
            new Column.Categorical("code"));
    return WatchBins.of(columns, values, Season.of(0));
  }
}
