package io.evenkeel.benchmarks;

import io.evenkeel.drift.Calibration;
import io.evenkeel.drift.Reference;
import io.evenkeel.drift.TestChoice;
import io.evenkeel.drift.Verdict;
import java.io.PrintStream;
import java.util.Locale;
import java.util.SplittableRandom;

/// How often a check of a window that did not drift says that it did: with calibrated limits, and
/// with the nominal limits that Evidently uses at any size of window.
///
/// References of 10,000 rows, a fresh one for every 400 windows, so that the rate is that over
/// references too. Prints Markdown. Arguments: references (25) and windows of each (400).
public final class FalseAlarmStudy {
  private static final int[] SIZES = {50, 100, 200, 500, 1_000, 2_000, 5_000};
  private static final int REFERENCE = 10_000;
  private static final int MINIMUM = 50;

  private FalseAlarmStudy() {}

  /// Runs the study.
  ///
  /// @param arguments how many references, and how many windows of each
  public static void main(String[] arguments) {
    int references = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 25;
    int windows = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 400;
    PrintStream out = System.out;
    out.printf("%d references of %d rows, %d windows of each%n%n", references, REFERENCE, windows);
    out.println("| law | window | nominal limits | calibrated | 95 % interval | mean limit |");
    out.println("|---|---|---|---|---|---|");
    for (Law law : Law.all()) {
      for (int size : SIZES) {
        out.println(cell(law, size, references, windows));
      }
    }
  }

  private static String cell(Law law, int size, int references, int windows) {
    SplittableRandom random = new SplittableRandom(law.name().hashCode() * 31L + size);
    int nominal = 0;
    int calibrated = 0;
    double limits = 0;
    for (int r = 0; r < references; r++) {
      double[][] rows = law.rows().draw(random, REFERENCE);
      Reference plain =
          Reference.of(law.columns(), rows, TestChoice.byDefaultRule(), Calibration.none());
      Reference reference = Reference.of(law.columns(), rows);
      for (int w = 0; w < windows; w++) {
        double[][] window = law.rows().draw(random, size);
        boolean beyond = plain.compare(window, 0, MINIMUM).verdict() instanceof Verdict.Drifted;
        nominal += beyond ? 1 : 0;
        // A calibrated limit is never below the nominal one.
        if (beyond && reference.compare(window, 0, MINIMUM).verdict() instanceof Verdict.Drifted) {
          calibrated++;
        }
      }
      limits +=
          reference
              .compare(law.rows().draw(random, size), 0, MINIMUM)
              .features()
              .getFirst()
              .threshold();
    }
    int checks = references * windows;
    ClopperPearson interval = ClopperPearson.of(calibrated, checks);
    return String.format(
        Locale.ROOT,
        "| %s | %d | %.2f %% | %.3f %% | %.3f to %.3f %% | %.2f |",
        law.name(),
        size,
        100.0 * nominal / checks,
        100.0 * calibrated / checks,
        100 * interval.low(),
        100 * interval.high(),
        limits / references);
  }
}
