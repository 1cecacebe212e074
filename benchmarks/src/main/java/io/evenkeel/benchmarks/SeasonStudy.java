package io.evenkeel.benchmarks;

import io.evenkeel.drift.Calibration;
import io.evenkeel.drift.Column;
import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.Reference;
import io.evenkeel.drift.Season;
import io.evenkeel.drift.TestChoice;
import io.evenkeel.drift.Verdict;
import io.evenkeel.simulator.Regime;
import io.evenkeel.simulator.UpiWorld;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Traffic in the order of the clock, held against a reference of 100,000 rows with `season: hour`:
/// how often a quiet window is not OK, how often one of a festival is, and what the watch says of
/// three quiet days and of a festival (see [WatchSeasons]).
///
/// A day of windows is 288, one every five minutes, each full; each day has a reference of its own,
/// so that the rate is that over references too. Prints Markdown. Arguments: days (7; 0 for none)
/// and seeds for the watch (3; 0 for none).
public final class SeasonStudy {
  private static final int REFERENCE = 100_000;
  private static final int WINDOWS_A_DAY = 288;
  private static final int[] SIZES = {500, 2_000};
  private static final int MINIMUM = 50;
  private static final int HOUR = 1;
  private static final int FESTIVAL_WINDOWS = 4;

  private SeasonStudy() {}

  /// Runs the study.
  ///
  /// @param arguments days of windows, and seeds for the watch
  public static void main(String[] arguments) {
    int days = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 7;
    int seeds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    if (days > 0) {
      windows(days, System.out);
      festival(days, System.out);
    }
    if (seeds > 0) {
      WatchSeasons.print(seeds);
    }
  }

  private static void windows(int days, PrintStream out) {
    out.printf(
        Locale.ROOT,
        "### Quiet windows in clock order: %d days of %d windows, each day against a fresh reference"
            + " of %,d rows%n%n",
        days,
        WINDOWS_A_DAY,
        REFERENCE);
    out.println(
        "| window | windows | beyond nominal limits | not OK | 95 % interval | drifted features | at"
            + " the hours |");
    out.println("|---|---|---|---|---|---|---|");
    for (int size : SIZES) {
      Tally tally = new Tally();
      for (int day = 0; day < days; day++) {
        day(day, size, tally);
      }
      int windows = days * WINDOWS_A_DAY;
      ClopperPearson interval = ClopperPearson.of(tally.notOk, windows);
      out.printf(
          Locale.ROOT,
          "| %,d | %,d | %.2f %% | %.2f %% (%d) | %.3f to %.3f %% | %s | %s |%n",
          size,
          windows,
          100.0 * tally.nominal / windows,
          100.0 * tally.notOk / windows,
          tally.notOk,
          100 * interval.low(),
          100 * interval.high(),
          tally.features,
          tally.hours);
    }
    out.println();
  }

  /// How many windows of one hour of a festival are found, four of each reference.
  private static void festival(int references, PrintStream out) {
    out.printf(
        "### Windows of one hour of a medium festival that are not OK, %d references, %d windows"
            + " each%n%n",
        references, FESTIVAL_WINDOWS);
    out.println("| window | 02:00 | 05:00 | 12:00 | 20:00 |");
    out.println("|---|---|---|---|---|");
    for (int size : SIZES) {
      StringBuilder cells = new StringBuilder();
      for (int hour : new int[] {2, 5, 12, 20}) {
        int found = 0;
        for (int r = 0; r < references; r++) {
          found += found(r, hour, size);
        }
        cells.append(
            String.format(
                Locale.ROOT, " %.0f %% |", 100.0 * found / (references * FESTIVAL_WINDOWS)));
      }
      out.printf(Locale.ROOT, "| %,d |%s%n", size, cells);
    }
    out.println();
  }

  private static int found(int seed, int hour, int size) {
    UpiWorld past = UpiWorld.mixed(UpiWorld.randomOf(20_000 + seed));
    List<Column> columns = WatchSeasons.columns();
    double[][] rows = rows(past, columns.size(), REFERENCE);
    Reference reference = Reference.of(columns, rows, Season.of(HOUR));
    UpiWorld live =
        UpiWorld.inClockOrder(UpiWorld.randomOf(40_000 + seed), 400 * FESTIVAL_WINDOWS * size);
    while (live.next(Regime.quiet()).row()[HOUR] != hour) {
      // On to the hour.
    }
    int found = 0;
    for (int w = 0; w < FESTIVAL_WINDOWS; w++) {
      double[][] window = rows(live, Regime.medium(), columns.size(), size);
      found += notOk(reference.compare(window, 0, MINIMUM)) ? 1 : 0;
    }
    return found;
  }

  /// What was found in the windows of a size.
  private static final class Tally {
    private int nominal;
    private int notOk;
    private final Map<String, Integer> features = new TreeMap<>();
    private final Map<Integer, Integer> hours = new TreeMap<>();
  }

  private static void day(int day, int size, Tally tally) {
    UpiWorld past = UpiWorld.mixed(UpiWorld.randomOf(20_000 + day));
    List<Column> columns = WatchSeasons.columns();
    double[][] rows = rows(past, columns.size(), REFERENCE);
    Season season = Season.of(HOUR);
    Reference plain =
        Reference.of(columns, rows, TestChoice.byDefaultRule(), Calibration.none(), season);
    Reference reference = Reference.of(columns, rows, season);
    UpiWorld live = UpiWorld.inClockOrder(UpiWorld.randomOf(30_000 + day), WINDOWS_A_DAY * size);
    for (int w = 0; w < WINDOWS_A_DAY; w++) {
      double[][] window = rows(live, columns.size(), size);
      // A calibrated limit is never below the nominal one.
      if (!notOk(plain.compare(window, 0, MINIMUM))) {
        continue;
      }
      tally.nominal++;
      DriftReport report = reference.compare(window, 0, MINIMUM);
      if (notOk(report)) {
        tally.notOk++;
        tally.hours.merge((int) window[HOUR][0], 1, Integer::sum);
        Set.copyOf(report.driftedFeatures())
            .forEach(feature -> tally.features.merge(feature, 1, Integer::sum));
      }
    }
  }

  private static boolean notOk(DriftReport report) {
    return report.verdict() instanceof Verdict.Drifted || !report.qualityIssues().isEmpty();
  }

  private static double[][] rows(UpiWorld world, int columns, int rows) {
    return rows(world, Regime.quiet(), columns, rows);
  }

  private static double[][] rows(UpiWorld world, Regime regime, int columns, int rows) {
    double[][] values = new double[columns][rows];
    for (int row = 0; row < rows; row++) {
      double[] next = world.next(regime).row();
      for (int column = 0; column < columns; column++) {
        values[column][row] = next[column];
      }
    }
    return values;
  }
}
