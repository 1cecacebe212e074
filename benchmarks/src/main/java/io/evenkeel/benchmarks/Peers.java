package io.evenkeel.benchmarks;

import io.evenkeel.drift.DataSummary;
import io.evenkeel.drift.PerformanceEstimator;
import io.evenkeel.drift.PreparedWindow;
import io.evenkeel.drift.Reference;
import io.evenkeel.drift.TestChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Our side of `benchmarks/run peers`: times one kind of check in a process of its own and prints a
/// line of JSON.
///
/// ```
/// Peers drift|summary|performance ROWS
/// ```
///
/// `drift` is what a check does: the report with calibrated verdicts and quality gates, and what
/// Evidently would say beside it. `summary` is the same and the summary of the current table, with
/// the categories that came and went. `performance` is the estimate of all metrics with their
/// bands. What is computed of the reference once is `prepare_seconds`; then comes the first check
/// of the process, cold, then checks until the compiler has settled, and only then those that
/// count.
final class Peers {
  private static final double WARM_UP_SECONDS = 4;
  private static final int LEAST_WARM_UPS = 10;
  private static final int MEASURED = 21;
  private static final double THRESHOLD = 0.4;
  private static final int MINIMUM_ROWS = 50;

  private Peers() {}

  /// What is timed.
  private interface Check {
    Object run();
  }

  private record Prepared(Check check, String checksum, double seconds) {}

  /// Runs one kind of check.
  ///
  /// @param args the kind and the rows
  public static void main(String[] args) throws IOException {
    int rows = Integer.parseInt(args[1]);
    Prepared prepared =
        switch (args[0]) {
          case "drift" -> drift(rows, false);
          case "summary" -> drift(rows, true);
          case "performance" -> performance(rows);
          default -> throw new IllegalArgumentException("no check named " + args[0]);
        };
    double cold = seconds(prepared.check());
    double spent = 0;
    for (int i = 0; i < LEAST_WARM_UPS || spent < WARM_UP_SECONDS; i++) {
      spent += seconds(prepared.check());
    }
    List<Double> measured = new ArrayList<>();
    for (int i = 0; i < MEASURED; i++) {
      measured.add(seconds(prepared.check()));
    }
    System.out.printf(
        Locale.ROOT,
        "{\"seconds\": [%s], \"cold_seconds\": %.6f, \"prepare_seconds\": %.6f, \"peak_mb\": %.1f,"
            + " \"checksum\": \"%s\", \"java\": \"%s\"}%n",
        measured.stream()
            .map(one -> String.format(Locale.ROOT, "%.9f", one))
            .collect(Collectors.joining(", ")),
        cold,
        prepared.seconds(),
        peakMegabytes(),
        prepared.checksum(),
        Runtime.version());
  }

  private static Prepared drift(int rows, boolean summary) {
    double[][] current = UpiTable.values(2, rows);
    double[][] before = UpiTable.values(1, rows);
    String checksum = Checksum.of(before) + " " + Checksum.of(current);
    long begun = System.nanoTime();
    Reference reference = Reference.of(UpiTable.columns(), before);
    DataSummary usual = DataSummary.of(UpiTable.columns(), summary ? before : new double[8][0]);
    // The first comparison with a window of this size may calibrate its limits.
    reference.compare(current, 0, MINIMUM_ROWS);
    double seconds = (System.nanoTime() - begun) / 1e9;
    Check drift = () -> check(reference, PreparedWindow.of(UpiTable.columns(), current));
    Check both =
        () -> {
          PreparedWindow window = PreparedWindow.of(UpiTable.columns(), current);
          DataSummary now = DataSummary.of(window);
          return List.of(check(reference, window), now, now.changesSince(usual));
        };
    return new Prepared(summary ? both : drift, checksum, seconds);
  }

  private static Object check(Reference reference, PreparedWindow window) {
    return reference.check(window, window.rows(), 0, MINIMUM_ROWS, TestChoice.byDefaultRule());
  }

  private static Prepared performance(int rows) {
    double[][] reference = scored(1001, rows);
    double[][] current = scored(1011, rows);
    boolean[] labels = new boolean[rows];
    for (int r = 0; r < rows; r++) {
      labels[r] = reference[1][r] == 1;
    }
    long begun = System.nanoTime();
    PerformanceEstimator estimator = PerformanceEstimator.of(reference[0], labels, THRESHOLD, 1);
    estimator.estimate(current[0]);
    double seconds = (System.nanoTime() - begun) / 1e9;
    return new Prepared(
        () -> estimator.estimate(current[0]),
        Checksum.of(reference) + " " + Checksum.of(current),
        seconds);
  }

  private static double[][] scored(long seed, int rows) {
    double[] score = UpiTable.uniform(seed, rows);
    double[] label = UpiTable.uniform(seed + 1, rows);
    for (int r = 0; r < rows; r++) {
      score[r] *= score[r];
      label[r] = label[r] < score[r] ? 1 : 0;
    }
    return new double[][] {score, label};
  }

  private static double seconds(Check check) {
    long begun = System.nanoTime();
    Object result = check.run();
    double seconds = (System.nanoTime() - begun) / 1e9;
    if (result.hashCode() == 42) { // so that the work cannot be left out
      System.err.println();
    }
    return seconds;
  }

  /// The largest resident size of this process so far; NaN where the system does not tell.
  private static double peakMegabytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return Double.NaN;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(Double.NaN);
  }
}
