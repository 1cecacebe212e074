package io.evenkeel.benchmarks;

import io.evenkeel.drift.Watch;
import io.evenkeel.drift.WatchSettings;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/// Rows from a shift of the mean to the alarm.
final class WatchPower {
  private static final double[] SHIFTS = {1, 0.5, 0.3, 0.2, 0.1};
  private static final int RUNS = 31;
  private static final int CLEAN = 5_000;
  private static final int MOST = 60_000;

  private WatchPower() {}

  static void print() {
    for (int features : new int[] {1, 8}) {
      System.out.printf(
          Locale.ROOT,
          "### Median rows from a shift of one normal feature of %d to the alarm, %d runs, %,d clean rows before%n%n",
          features,
          RUNS,
          CLEAN);
      System.out.println("| reference | budget | slice | 1.0 sd | 0.5 | 0.3 | 0.2 | 0.1 |");
      System.out.println("|---|---|---|---|---|---|---|---|");
      for (int reference : new int[] {5_000, 20_000, 100_000}) {
        for (int slice : new int[] {100, 250, 1_000}) {
          if (features == 1) {
            row(features, reference, slice, 1_000_000L / slice, "1e6 rows");
          }
          row(features, reference, slice, 12_960_000, "30 d of 200 ms");
        }
      }
      System.out.println();
    }
  }

  private static void row(int features, int reference, int slice, long budget, String name) {
    StringBuilder cells = new StringBuilder();
    for (double shift : SHIFTS) {
      int[] rows = new int[RUNS];
      Arrays.setAll(rows, run -> rows(900 + run, features, reference, slice, budget, shift));
      Arrays.sort(rows);
      int median = rows[RUNS / 2];
      cells.append(median > MOST ? "never |" : String.format(Locale.ROOT, " %,d |", median));
    }
    System.out.printf(Locale.ROOT, "| %,d | %s | %,d |%s%n", reference, name, slice, cells);
  }

  private static int rows(
      long seed, int features, int reference, int slice, long budget, double shift) {
    WatchWorlds.Normal world = new WatchWorlds.Normal(seed, reference, features);
    Watch watch =
        new Watch(
            world.bins, new WatchSettings(Duration.ofMillis(200), Duration.ofMillis(200 * budget)));
    long number = 0;
    for (int seen = 0; seen < CLEAN; seen += slice) {
      watch.judge(number++, world.slice(slice, 0));
    }
    for (int seen = slice; seen <= MOST; seen += slice) {
      if (watch.judge(number++, world.slice(slice, shift)).isPresent()) {
        return seen;
      }
    }
    return Integer.MAX_VALUE;
  }
}
