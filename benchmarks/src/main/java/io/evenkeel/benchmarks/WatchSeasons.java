package io.evenkeel.benchmarks;

import io.evenkeel.drift.Column;
import io.evenkeel.drift.Season;
import io.evenkeel.drift.SliceCounter;
import io.evenkeel.drift.Watch;
import io.evenkeel.drift.WatchAlarm;
import io.evenkeel.drift.WatchBins;
import io.evenkeel.drift.WatchSettings;
import io.evenkeel.model.Feature;
import io.evenkeel.simulator.Regime;
import io.evenkeel.simulator.UpiWorld;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Traffic in the order of the clock: three quiet days, and a festival on top.
final class WatchSeasons {
  private static final int REFERENCE = 100_000;
  private static final int ROWS_A_DAY = 1_000_000;
  private static final int SLICE = 100;
  private static final int HOUR = 1;
  private static final int MOST = 400_000;

  private WatchSeasons() {}

  /// How the traffic is watched and in which order it comes.
  private enum Mode {
    SEASON,
    WITHOUT,
    CLOCK_LEFT_OUT,
    /// As if only this hour existed, with a reference as large as otherwise for all hours.
    HOUR_ALONE
  }

  static void print(int seeds) {
    System.out.printf(
        Locale.ROOT,
        "### In clock order: the UPI world, reference %,d rows, %,d rows a day, slices of %d rows%n%n",
        REFERENCE,
        ROWS_A_DAY,
        SLICE);
    System.out.println("| seed | three quiet days in clock order | alarms |");
    System.out.println("|---|---|---|");
    for (int seed = 0; seed < seeds; seed++) {
      days(seed, Mode.SEASON);
    }
    days(0, Mode.WITHOUT);
    days(0, Mode.CLOCK_LEFT_OUT);
    System.out.printf(
        "%nMedian rows from the festival's beginning to the alarm, %d seeds:%n%n", seeds);
    System.out.println(
        "| regime | hours mixed, no season | hours mixed, no season, `hour` left out | clock order, `season: hour`, from 00:00 | 02:00 | 06:00 | 12:00 | 20:00 |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    for (Regime regime : List.of(Regime.medium(), Regime.high())) {
      StringBuilder cells = new StringBuilder();
      cells.append(medianRows(regime, 0, Mode.WITHOUT, seeds)).append(" | ");
      cells.append(medianRows(regime, 0, Mode.CLOCK_LEFT_OUT, seeds)).append(" | ");
      for (int hour : new int[] {0, 2, 6, 12, 20}) {
        cells.append(medianRows(regime, hour, Mode.SEASON, seeds)).append(" | ");
      }
      System.out.printf("| %s | %s%n", regime.name(), cells);
      cells.setLength(0);
      for (int hour : new int[] {0, 2, 6, 12, 20}) {
        cells.append(medianRows(regime, hour, Mode.HOUR_ALONE, seeds)).append(" | ");
      }
      System.out.printf(
          "| the same, each hour alone against %,d rows of its own | | | %s%n", REFERENCE, cells);
    }
    System.out.println();
  }

  private static void days(int seed, Mode mode) {
    Stream stream = new Stream(seed, mode, true, 0);
    int alarms = 0;
    for (int slice = 0; slice < 3 * ROWS_A_DAY / SLICE; slice++) {
      alarms += stream.judge(Regime.quiet()).isPresent() ? 1 : 0;
    }
    System.out.printf(Locale.ROOT, "| %d | %s | %,d |%n", seed, mode, alarms);
  }

  private static String medianRows(Regime regime, int hour, Mode mode, int seeds) {
    int[] rows = new int[seeds];
    for (int seed = 0; seed < seeds; seed++) {
      Stream stream = new Stream(seed, mode, mode == Mode.SEASON, hour);
      stream.skipTo(hour);
      for (int slice = 0; slice < 50; slice++) {
        stream.judge(Regime.quiet());
      }
      Optional<WatchAlarm> alarm = Optional.empty();
      while (alarm.isEmpty() && rows[seed] < MOST) {
        alarm = stream.judge(regime);
        rows[seed] += SLICE;
      }
    }
    Arrays.sort(rows);
    int median = rows[seeds / 2];
    return median >= MOST ? "never" : String.format(Locale.ROOT, "%,d", median);
  }

  /// Traffic and the watch over it.
  private static final class Stream {
    private final boolean clockLeftOut;
    private final boolean inOrder;
    private final int hourAlone;
    private final UpiWorld world;
    private final WatchBins bins;
    private final Watch watch;
    private final SliceCounter counter;
    private long slice;

    Stream(int seed, Mode mode, boolean inOrder, int hour) {
      this.hourAlone = mode == Mode.HOUR_ALONE ? hour : -1;
      this.clockLeftOut = mode == Mode.CLOCK_LEFT_OUT;
      this.inOrder = inOrder;
      this.world =
          inOrder
              ? UpiWorld.inClockOrder(UpiWorld.randomOf(1_000 + seed), ROWS_A_DAY)
              : UpiWorld.mixed(UpiWorld.randomOf(1_000 + seed));
      this.bins = bins(UpiWorld.mixed(UpiWorld.randomOf(seed)), mode);
      this.watch = new Watch(bins, WatchSettings.defaults());
      this.counter = bins.counting();
    }

    void skipTo(int hour) {
      boolean there = !inOrder;
      while (!there) {
        there = world.next(Regime.quiet()).row()[HOUR] == hour;
      }
    }

    Optional<WatchAlarm> judge(Regime regime) {
      for (int i = 0; i < SLICE; i++) {
        counter.add(kept(next(world, regime)));
      }
      return watch.judge(slice++, counter.take());
    }

    private WatchBins bins(UpiWorld past, Mode mode) {
      List<Column> columns = new ArrayList<>(columns());
      if (clockLeftOut) {
        columns.remove(HOUR);
      }
      double[][] values = new double[columns.size()][REFERENCE];
      for (int row = 0; row < REFERENCE; row++) {
        double[] next = kept(next(past, Regime.quiet()));
        for (int column = 0; column < next.length; column++) {
          values[column][row] = next[column];
        }
      }
      return mode == Mode.SEASON
          ? WatchBins.of(columns, values, Season.of(HOUR))
          : WatchBins.of(columns, values);
    }

    private double[] next(UpiWorld from, Regime regime) {
      double[] row = from.next(regime).row();
      while (hourAlone >= 0 && row[HOUR] != hourAlone) {
        row = from.next(regime).row();
      }
      return row;
    }

    private double[] kept(double[] row) {
      if (!clockLeftOut) {
        return row;
      }
      double[] kept = new double[row.length - 1];
      System.arraycopy(row, 0, kept, 0, HOUR);
      System.arraycopy(row, HOUR + 1, kept, HOUR, kept.length - HOUR);
      return kept;
    }
  }

  /// The columns of the UPI world.
  static List<Column> columns() {
    return UpiWorld.schema().features().stream().map(WatchSeasons::column).toList();
  }

  private static Column column(Feature feature) {
    return switch (feature) {
      case Feature.Numeric numeric ->
          new Column.Numeric(
              numeric.name(),
              numeric.range().lower(),
              numeric.range().lowerOpen(),
              numeric.range().upper());
      case Feature.Categorical categorical -> new Column.Categorical(categorical.name());
    };
  }
}
