package io.evenkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The counts of a slice.
class SliceCountsTest {
  private static final List<Column> COLUMNS =
      List.of(new Column.Numeric("hour", 0, false, 23), WatchBinsTest.numeric("x"));

  private final Random random = new Random(7);
  private final double[][] reference = reference();
  private final WatchBins bins = WatchBins.of(COLUMNS, reference, Season.of(0));

  @Test
  void twoServersCountWhatOneWould() {
    SliceCounter one = bins.counting();
    SliceCounter first = bins.counting();
    SliceCounter second = bins.counting();
    for (int i = 0; i < 5_000; i++) {
      double[] row = {random.nextInt(26), random.nextGaussian()};
      one.add(row);
      (random.nextBoolean() ? first : second).add(row);
    }
    SliceCounts whole = one.take();
    assertThat(first.rows() + second.rows()).isEqualTo(5_000);
    assertThat(first.take().plus(second.take()).toArray()).isEqualTo(whole.toArray());
    assertThat(whole.rows()).isEqualTo(5_000);
    assertThat(whole.rows(24)).as("rows without a clock").isBetween(200L, 600L);
    assertThat(one.take().rows()).isZero();
  }

  @Test
  void survivesAsPlainNumbers() {
    SliceCounter counter = bins.counting();
    counter.add(new double[] {3, 0.5});
    counter.add(new double[] {4, Double.NaN});
    long[] array = counter.take().toArray();
    SliceCounts read = SliceCounts.of(bins, array);
    assertThat(read.toArray()).isEqualTo(array);
    assertThat(read.rows()).isEqualTo(2);
    assertThat(SliceCounts.of(bins, SliceCounts.none(bins).toArray()).rows()).isZero();
  }

  @Test
  void refusesStrangersAndDamage() {
    SliceCounter counter = bins.counting();
    counter.add(new double[] {3, 0.5});
    long[] sound = counter.take().toArray();
    for (int at = 0; at < sound.length; at++) {
      for (long change : new long[] {1, -1, Long.MAX_VALUE}) {
        long[] damaged = sound.clone();
        damaged[at] += change;
        if (at == 1 && damaged[at] >= 0 && damaged[at] <= 24) {
          continue; // another band is sound
        }
        assertThatThrownBy(() -> SliceCounts.of(bins, damaged))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
    WatchBins others = WatchBins.of(COLUMNS, reference);
    assertThatThrownBy(() -> SliceCounts.of(others, sound))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(others.digest());
    assertThatThrownBy(() -> SliceCounts.none(bins).plus(SliceCounts.none(others)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private double[][] reference() {
    double[][] values = new double[2][5_000];
    for (int row = 0; row < values[0].length; row++) {
      values[0][row] = random.nextInt(24);
      values[1][row] = random.nextGaussian();
    }
    return values;
  }
}
