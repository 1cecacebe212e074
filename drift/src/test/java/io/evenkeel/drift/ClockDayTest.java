package io.evenkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The clock judged over a day of 24 hours of 100 slices.
class ClockDayTest {
  private static final int SPAN = 2_400;

  private final Random random = new Random(11);
  private final WatchBins bins = bins();
  private final ClockDay day = new ClockDay(bins, SPAN);

  @Test
  void aDayLikeTheReferenceIsStable() {
    assertThat(day(0, 0)).isEmpty();
    Verdict verdict = day(SPAN, 0).orElseThrow();
    assertThat(verdict)
        .isInstanceOfSatisfying(Verdict.Stable.class, v -> assertThat(v.score()).isLessThan(0.1));
  }

  @Test
  void aDayThatMovedIntoTheNightHasDrifted() {
    day(0, 0.3);
    assertThat(day(SPAN, 0).orElseThrow()).isInstanceOf(Verdict.Drifted.class);
    assertThat(day(2 * SPAN, 0).orElseThrow())
        .as("the next day")
        .isInstanceOf(Verdict.Stable.class);
  }

  @Test
  void aDayWithAHoleSaysNothing() {
    for (int slice = 0; slice < SPAN / 2; slice++) {
      day.add(slice, slice(slice, 0));
    }
    // The day begins with the first whole hour, the second of the stream.
    assertThat(day.add(SPAN, SliceCounts.none(bins))).isEmpty();
    assertThat(day.add(SPAN + 100, SliceCounts.none(bins)))
        .contains(new Verdict.NotEnoughData(11, 24));
  }

  @Test
  void aQuietDaySaysNothing() {
    SliceCounter counter = bins.counting();
    counter.add(new double[] {0, 0});
    day.add(0, counter.take());
    assertThat(day.add(SPAN, SliceCounts.none(bins))).contains(new Verdict.NotEnoughData(1, 1_200));
  }

  @Test
  void aStreamThatIsSlowerOrFasterThanTheSpanIsJudgedByWholeTurns() {
    for (double pace : new double[] {0.3, 0.75, 0.9, 1, 1.3, 1.7, 3.1}) {
      ClockDay paced = new ClockDay(bins, SPAN);
      List<Verdict> verdicts = new ArrayList<>();
      for (int slice = 0; slice < 9 * SPAN; slice++) {
        int hour = (int) (7.5 + slice * pace * 24 / SPAN) % 24;
        paced.add(slice, rows(hour, hour < 6 ? 5 : 10)).ifPresent(verdicts::add);
      }
      assertThat(verdicts)
          .as("pace %s", pace)
          .hasSizeBetween(2, 16)
          .allSatisfy(verdict ->
              assertThat(verdict)
                  .isInstanceOfSatisfying(
                      Verdict.Stable.class, v -> assertThat(v.score()).isLessThan(0.02)));
    }
  }

  @Test
  void aClockThatIsStuckHasDriftedAfterASpan() {
    for (int slice = 0; slice < SPAN; slice++) {
      assertThat(day.add(slice, rows(13, 10))).isEmpty();
    }
    assertThat(day.add(SPAN, rows(13, 10))).containsInstanceOf(Verdict.Drifted.class);
  }

  @Test
  void aClockThatStopsHasDriftedAfterAQuarterOfASpanAtTheLatest() {
    for (int slice = 0; slice < SPAN / 2; slice++) {
      day.add(slice, slice(slice, 0));
    }
    Optional<Verdict> verdict = Optional.empty();
    int slice = SPAN / 2;
    while (verdict.isEmpty()) {
      verdict = day.add(slice++, rows(11, 10));
    }
    assertThat(verdict).containsInstanceOf(Verdict.Drifted.class);
    assertThat(slice).isLessThan(SPAN + SPAN / 4);
  }

  @Test
  void hoursThatComeMixedAreJudgedBySpans() {
    List<Verdict> verdicts = new ArrayList<>();
    for (int slice = 0; slice < 3 * SPAN; slice++) {
      SliceCounter counter = bins.counting();
      for (int i = 0; i < 9; i++) {
        double hour = random.nextInt(7) == 0 ? random.nextInt(6) : 6 + random.nextInt(18);
        counter.add(new double[] {hour, random.nextGaussian()});
      }
      day.add(slice, counter.take()).ifPresent(verdicts::add);
    }
    assertThat(verdicts)
        .hasSizeBetween(2, 3)
        .allSatisfy(verdict -> assertThat(verdict).isInstanceOf(Verdict.Stable.class));
  }

  @Test
  void aSnapshotGoesOnWithTheDay() {
    ClockDay steady = new ClockDay(bins, SPAN);
    ClockDay restarted = new ClockDay(bins, SPAN);
    List<Optional<Verdict>> expected = new ArrayList<>();
    List<Optional<Verdict>> found = new ArrayList<>();
    for (int slice = 0; slice < 3 * SPAN; slice++) {
      SliceCounts counts = slice(slice, slice < SPAN ? 0.3 : 0);
      expected.add(steady.add(slice, counts));
      if (slice % 70 == 33) {
        restarted = ClockDay.restore(bins, SPAN, restarted.snapshot());
      }
      found.add(restarted.add(slice, counts));
    }
    assertThat(found).isEqualTo(expected);
    assertThat(found.stream().flatMap(Optional::stream)).hasSize(2);
    assertThat(restarted.snapshot()).isEqualTo(steady.snapshot());
  }

  @Test
  void aStrangeSnapshotIsRefused() {
    byte[] snapshot = day.snapshot();
    assertThatThrownBy(() -> ClockDay.restore(bins, SPAN + 1, snapshot))
        .isInstanceOf(IllegalArgumentException.class);
    snapshot[50] ^= 1;
    assertThatThrownBy(() -> ClockDay.restore(bins, SPAN, snapshot))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("damaged");
    assertThatThrownBy(() -> ClockDay.restore(bins, SPAN, new byte[9]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void needsASeasonAndASpan() {
    assertThatThrownBy(() -> new ClockDay(bins, 23)).isInstanceOf(IllegalArgumentException.class);
    WatchBins without = WatchBins.of(bins.columns(), new double[][] {{1}, {1}});
    assertThatThrownBy(() -> new ClockDay(without, SPAN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("season");
  }

  /// Feeds a day; the verdict is the one on the day before.
  private Optional<Verdict> day(long from, double night) {
    Optional<Verdict> verdict = Optional.empty();
    for (int slice = 0; slice < SPAN; slice++) {
      Optional<Verdict> now = day.add(from + slice, slice(slice, night));
      verdict = now.isPresent() ? now : verdict;
    }
    return verdict;
  }

  private SliceCounts slice(int slice, double night) {
    int hour = slice * 24 / SPAN % 24;
    return rows(hour, hour < 6 ? 5 + 100 * night : 10);
  }

  private SliceCounts rows(int hour, double rows) {
    SliceCounter counter = bins.counting();
    for (int i = 0; i < rows; i++) {
      counter.add(new double[] {hour, random.nextGaussian()});
    }
    return counter.take();
  }

  private WatchBins bins() {
    double[][] values = new double[2][21_000];
    for (int row = 0; row < values[0].length; row++) {
      values[0][row] = row < 3_000 ? row % 6 : 6 + row % 18;
      values[1][row] = random.nextGaussian();
    }
    List<Column> columns =
        List.of(new Column.Numeric("hour", 0, false, 23), WatchBinsTest.numeric("x"));
    return WatchBins.of(columns, values, Season.of(0));
  }
}
