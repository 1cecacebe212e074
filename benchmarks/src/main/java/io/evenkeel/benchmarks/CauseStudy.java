package io.evenkeel.benchmarks;

import io.evenkeel.drift.Column;
import io.evenkeel.drift.DataFault;
import io.evenkeel.drift.FaultFinder;
import io.evenkeel.drift.MultivariateDrift;
import io.evenkeel.drift.Segments;
import io.evenkeel.model.Feature;
import io.evenkeel.model.FeatureTable;
import io.evenkeel.simulator.Regime;
import io.evenkeel.simulator.UpiWorld;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// How often a cause is named where there is none, and how often the right one where there is: data
/// faults, multivariate drift and segments on windows of the simulated UPI world. Seeded; prints
/// the tables of `docs/statistics.md`.
final class CauseStudy {
  private static final int[] SIZES = {50, 100, 200, 500, 1000, 2000, 5000};
  private static final List<Column> COLUMNS =
      UpiWorld.schema().features().stream().map(CauseStudy::column).toList();
  private static final int AMOUNT = 0;
  private static final int HOUR = 1;
  private static final int MERCHANT = 2;
  private static final int SENDER = 4;
  private static final int COUNT = 7;

  private final int repetitions;
  private final double[][] reference = draw(1, Regime.quiet(), 10_000);
  private final FaultFinder finder = FaultFinder.of(COLUMNS, reference);

  private CauseStudy(int repetitions) {
    this.repetitions = repetitions;
  }

  /// @param arguments windows per cell of the tables of faults, 200 by default
  public static void main(String[] arguments) {
    CauseStudy study = new CauseStudy(arguments.length == 0 ? 200 : Integer.parseInt(arguments[0]));
    study.falseFaults();
    study.trueFaults();
    study.segments();
    study.multivariate();
  }

  private void falseFaults() {
    System.out.printf(
        Locale.ROOT, "faults named in %d windows without any, by regime and rows%n", repetitions);
    for (Regime regime : Regime.all()) {
      StringBuilder line = new StringBuilder("| " + regime.name() + " |");
      for (int rows : SIZES) {
        int named = 0;
        for (int i = 0; i < repetitions; i++) {
          named += finder.find(draw(1000L * rows + i, regime, rows)).isEmpty() ? 0 : 1;
        }
        line.append(" ").append(named).append(" |");
      }
      System.out.println(line);
    }
  }

  private void trueFaults() {
    System.out.printf(
        Locale.ROOT, "faults named in %d windows with one, by kind and rows%n", repetitions / 2);
    for (Breakage breakage : Breakage.values()) {
      for (int rows : new int[] {200, 500, 2000}) {
        Map<String, Integer> named = new TreeMap<>();
        long nanos = 0;
        for (int i = 0; i < repetitions / 2; i++) {
          double[][] window = draw(77_000L * rows + i, Regime.quiet(), rows);
          breakage.apply(window, new SplittableRandom(i));
          long start = System.nanoTime();
          List<DataFault> faults = finder.find(window);
          nanos += System.nanoTime() - start;
          for (DataFault fault : faults) {
            named.merge(label(fault), 1, Integer::sum);
          }
        }
        System.out.printf(
            Locale.ROOT,
            "| %s | %d | %s | %.1f ms |%n",
            breakage,
            rows,
            named,
            nanos * 2e-6 / repetitions);
      }
    }
  }

  private void segments() {
    int quiet = 0;
    long start = System.nanoTime();
    for (int i = 0; i < repetitions; i++) {
      double[][] window = draw(5_000_000 + i, Regime.quiet(), i % 2 == 0 ? 500 : 2000);
      quiet += Segments.of(COLUMNS, reference, window).segments().isEmpty() ? 0 : 1;
    }
    System.out.printf(
        Locale.ROOT,
        "segments in %d of %d quiet windows, %.0f ms each%n",
        quiet,
        repetitions,
        (System.nanoTime() - start) / 1e6 / repetitions);
    Segments.of(COLUMNS, reference, draw(9, Regime.high(), 2000))
        .segments()
        .forEach(segment -> System.out.printf(Locale.ROOT, "festival: %s%n", segment.describe()));
  }

  private void multivariate() {
    int windows = repetitions / 2;
    for (int rows : new int[] {200, 1000, 2000}) {
      int reconstruction = 0;
      int domain = 0;
      long start = System.nanoTime();
      for (int i = 0; i < windows; i++) {
        MultivariateDrift drift =
            MultivariateDrift.of(
                COLUMNS,
                draw(6_000_000 + i, Regime.quiet(), 10_000),
                draw(7_000_000L + 1000L * rows + i, Regime.quiet(), rows),
                i);
        reconstruction += drift.reconstruction().drifted() ? 1 : 0;
        domain += drift.domain().drifted() ? 1 : 0;
      }
      System.out.printf(
          Locale.ROOT,
          "quiet, %d rows: reconstruction %d, domain %d of %d; %.0f ms each%n",
          rows,
          reconstruction,
          domain,
          windows,
          (System.nanoTime() - start) / 1e6 / windows);
    }
    for (double correlation : new double[] {.2, .4, .7}) {
      for (int rows : new int[] {200, 1000, 2000}) {
        int reconstruction = 0;
        int domain = 0;
        for (int i = 0; i < 20; i++) {
          MultivariateDrift drift =
              MultivariateDrift.of(
                  COLUMNS,
                  correlated(8_000_000 + i, correlation, 10_000),
                  correlated(9_000_000 + i, -correlation, rows),
                  i);
          reconstruction += drift.reconstruction().drifted() ? 1 : 0;
          domain += drift.domain().drifted() ? 1 : 0;
        }
        System.out.printf(
            Locale.ROOT,
            "correlation %.1f flipped, %d rows: reconstruction %d, domain %d of 20%n",
            correlation,
            rows,
            reconstruction,
            domain);
      }
    }
  }

  /// Quiet rows in which amounts and ages of senders are joined by a Gaussian copula.
  private static double[][] correlated(long seed, double correlation, int rows) {
    double[][] values = draw(seed, Regime.quiet(), rows);
    SplittableRandom random = new SplittableRandom(seed);
    for (int r = 0; r < rows; r++) {
      double common = random.nextGaussian();
      double other =
          correlation * common + Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
      values[AMOUNT][r] = Math.exp(8.5 + 1.2 * common);
      values[SENDER][r] = Math.rint(1000 * Math.exp(.5 * other));
    }
    return values;
  }

  private enum Breakage {
    PAISE,
    PAISE_IN_TENTH,
    THOUSANDTHS,
    TENFOLD,
    STUCK,
    STUCK_IN_FIFTH,
    NULLS_IN_FIFTH,
    NEW_CODE_IN_FIFTIETH,
    CLOCK_FIVE_AND_A_HALF,
    SWAPPED;

    void apply(double[][] window, SplittableRandom random) {
      for (int r = 0; r < window[0].length; r++) {
        double draw = random.nextDouble();
        switch (this) {
          case PAISE -> window[AMOUNT][r] *= 100;
          case PAISE_IN_TENTH -> window[AMOUNT][r] *= draw < .1 ? 100 : 1;
          case THOUSANDTHS -> window[AMOUNT][r] /= 1000;
          case TENFOLD -> window[AMOUNT][r] *= 10;
          case STUCK -> window[COUNT][r] = 1;
          case STUCK_IN_FIFTH -> window[AMOUNT][r] = draw < .2 ? 499 : window[AMOUNT][r];
          case NULLS_IN_FIFTH -> window[COUNT][r] = draw < .2 ? Double.NaN : window[COUNT][r];
          case NEW_CODE_IN_FIFTIETH -> window[MERCHANT][r] = draw < .02 ? 11 : window[MERCHANT][r];
          case CLOCK_FIVE_AND_A_HALF ->
              window[HOUR][r] = (window[HOUR][r] + 18 + (draw < .5 ? 0 : 1)) % 24;
          case SWAPPED -> {
            double held = window[SENDER][r];
            window[SENDER][r] = window[COUNT][r];
            window[COUNT][r] = held;
          }
        }
      }
    }
  }

  private static String label(DataFault fault) {
    return switch (fault) {
      case DataFault.UnitChange(String feature, double factor, double share) ->
          String.format(Locale.ROOT, "%s x%.4g%s", feature, factor, share < 1 ? " in part" : "");
      case DataFault.StuckValue(String feature, double value, _) -> feature + " stuck at " + value;
      case DataFault.NullBurst(String feature, _, _) -> feature + " nulls";
      case DataFault.NewCategory(String feature, double value, _) -> feature + " new " + value;
      case DataFault.ClockShift(String feature, double shift) -> feature + " shift " + shift;
      case DataFault.SwappedColumns(String first, String second) -> first + " <-> " + second;
    };
  }

  private static double[][] draw(long seed, Regime regime, int rows) {
    FeatureTable table = UpiWorld.mixed(seed).table(regime, rows).features();
    double[][] values = new double[COLUMNS.size()][];
    for (int c = 0; c < values.length; c++) {
      values[c] = table.column(c);
    }
    return values;
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
