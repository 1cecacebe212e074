package io.evenkeel.benchmarks;

import io.evenkeel.drift.Calibration;
import io.evenkeel.drift.Reference;
import io.evenkeel.drift.TestChoice;
import io.evenkeel.drift.Verdict;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/// How often a check of a window that did not drift says that it did: with calibrated limits, and
/// with the nominal limits that Evidently uses at any size of window.
///
/// References of 10,000 rows, a fresh one for every 100 windows, so that the rate is that over
/// references too. Each reference has a seed of its own, so a table of more references contains the
/// windows of one of fewer; the table so far is printed after every 25. Prints Markdown. Arguments:
/// references (400) and windows of each (100).
public final class FalseAlarmStudy {
  private static final int[] SIZES = {50, 100, 200, 500, 1_000, 2_000, 5_000};
  private static final int REFERENCE = 10_000;
  private static final int MINIMUM = 50;
  private static final int BLOCK = 25;

  private FalseAlarmStudy() {}

  /// Runs the study.
  ///
  /// @param arguments how many references, and how many windows of each
  public static void main(String[] arguments) {
    int references = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 400;
    int windows = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100;
    List<Cell> cells = new ArrayList<>();
    for (RowLaw law : RowLaw.all()) {
      for (int size : SIZES) {
        cells.add(new Cell(law, size, windows));
      }
    }
    for (int r = 1; r <= references; r++) {
      int number = r;
      cells.parallelStream().forEach(cell -> cell.add(number));
      if (r % BLOCK == 0 || r == references) {
        print(System.out, cells, r, windows);
      }
    }
  }

  private static void print(PrintStream out, List<Cell> cells, int references, int windows) {
    out.printf(
        "%n%d references of %d rows, %d windows of each%n%n", references, REFERENCE, windows);
    out.println(
        "| law | window | nominal limits | calibrated | 95 % interval | worst reference | mean limit |");
    out.println("|---|---|---|---|---|---|---|");
    cells.forEach(cell -> out.println(cell.row(references)));
    out.flush();
  }

  /// What the windows of one size from one law have given so far.
  private static final class Cell {
    private final RowLaw law;
    private final int size;
    private final int windows;
    private int nominal;
    private int calibrated;
    private int worst;
    private double limits;

    Cell(RowLaw law, int size, int windows) {
      this.law = law;
      this.size = size;
      this.windows = windows;
    }

    /// Draws one more reference and its windows.
    void add(int number) {
      SplittableRandom random =
          new SplittableRandom((law.name().hashCode() * 31L + size) * 1_000_003L + number);
      double[][] rows = law.rows().draw(random, REFERENCE);
      Reference plain =
          Reference.of(law.columns(), rows, TestChoice.byDefaultRule(), Calibration.none());
      Reference reference = Reference.of(law.columns(), rows);
      int alarms = 0;
      for (int w = 0; w < windows; w++) {
        double[][] window = law.rows().draw(random, size);
        boolean beyond = plain.compare(window, 0, MINIMUM).verdict() instanceof Verdict.Drifted;
        nominal += beyond ? 1 : 0;
        // A calibrated limit is never below the nominal one.
        if (beyond && reference.compare(window, 0, MINIMUM).verdict() instanceof Verdict.Drifted) {
          alarms++;
        }
      }
      calibrated += alarms;
      worst = Math.max(worst, alarms);
      limits +=
          reference
              .compare(law.rows().draw(random, size), 0, MINIMUM)
              .features()
              .getFirst()
              .threshold();
    }

    String row(int references) {
      int checks = references * windows;
      ClopperPearson interval = ClopperPearson.of(calibrated, checks);
      return String.format(
          Locale.ROOT,
          "| %s | %d | %.2f %% | %.3f %% | %.3f to %.3f %% | %d of %d | %.2f |",
          law.name(),
          size,
          100.0 * nominal / checks,
          100.0 * calibrated / checks,
          100 * interval.low(),
          100 * interval.high(),
          worst,
          windows,
          limits / references);
    }
  }
}
