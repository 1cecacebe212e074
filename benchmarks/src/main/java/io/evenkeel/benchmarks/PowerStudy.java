package io.evenkeel.benchmarks;

import io.evenkeel.drift.Calibration;
import io.evenkeel.drift.Reference;
import io.evenkeel.drift.TestChoice;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/// How many windows with a shift are found by calibrated limits: eight independent normal features,
/// of which one is shifted by so many standard deviations; found is a window in which that feature
/// is flagged.
///
/// References of 10,000 rows, each with a seed of its own; the table so far is printed after every
/// 25. Prints Markdown. Arguments: references (200) and windows of each (10).
public final class PowerStudy {
  private static final int[] SIZES = {50, 100, 200, 500, 1_000, 2_000, 5_000};
  private static final double[] SHIFTS = {.1, .2, .3, .5, 1};
  private static final int REFERENCE = 10_000;
  private static final int MINIMUM = 50;
  private static final int FEATURES = 8;
  private static final int SHIFTED = 3;
  private static final int BLOCK = 25;

  private PowerStudy() {}

  /// Runs the study.
  ///
  /// @param arguments how many references, and how many windows of each
  public static void main(String[] arguments) {
    int references = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200;
    int windows = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10;
    List<Cell> cells = Arrays.stream(SIZES).mapToObj(size -> new Cell(size, windows)).toList();
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
    out.println("| window | mean limit | 0.1 sd | 0.2 | 0.3 | 0.5 | 1.0 |");
    out.println("|---|---|---|---|---|---|---|");
    cells.forEach(cell -> out.println(cell.row(references)));
    out.flush();
  }

  /// What the windows of one size have given so far.
  private static final class Cell {
    private final RowLaw law = RowLaw.normals(FEATURES);
    private final int size;
    private final int windows;
    private final int[] found = new int[SHIFTS.length];
    private double limits;

    Cell(int size, int windows) {
      this.size = size;
      this.windows = windows;
    }

    /// Draws one more reference and its windows.
    void add(int number) {
      SplittableRandom random = new SplittableRandom(size * 1_000_003L + number);
      Reference reference =
          Reference.of(
              law.columns(),
              law.rows().draw(random, REFERENCE),
              TestChoice.byDefaultRule(),
              Calibration.defaults());
      limits +=
          reference
              .compare(law.rows().draw(random, size), 0, MINIMUM)
              .features()
              .get(SHIFTED)
              .threshold();
      for (int s = 0; s < SHIFTS.length; s++) {
        for (int w = 0; w < windows; w++) {
          double[][] window = law.rows().draw(random, size);
          for (int i = 0; i < size; i++) {
            window[SHIFTED][i] += SHIFTS[s];
          }
          found[s] +=
              reference.compare(window, 0, MINIMUM).features().get(SHIFTED).drifted() ? 1 : 0;
        }
      }
    }

    String row(int references) {
      StringBuilder line =
          new StringBuilder(String.format(Locale.ROOT, "| %d | %.2f", size, limits / references));
      for (int count : found) {
        line.append(
            String.format(Locale.ROOT, " | %.1f %%", 100.0 * count / (references * windows)));
      }
      return line.append(" |").toString();
    }
  }
}
