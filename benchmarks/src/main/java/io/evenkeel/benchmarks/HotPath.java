package io.evenkeel.benchmarks;

import io.evenkeel.drift.Column;
import io.evenkeel.drift.SliceCounter;
import io.evenkeel.drift.WatchBins;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What the watch costs on the way of a prediction: finding the bin of a value and counting it. The
/// score is nanoseconds a **value**; there are [UpiTable#FEATURES] in a row.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
@State(Scope.Thread)
public class HotPath {
  private static final int ROWS = 1000;

  private final double[][] rows = new double[ROWS][UpiTable.FEATURES];
  private SliceCounter counter = counter();

  private static SliceCounter counter() {
    List<Column> columns = UpiTable.columns();
    return WatchBins.of(columns, UpiTable.values(1, 100_000)).counting();
  }

  /// Made by JMH.
  public HotPath() {}

  /// Rows that the bins have not seen.
  @Setup(Level.Trial)
  public void draw() {
    double[][] columns = UpiTable.values(2, ROWS);
    for (int r = 0; r < ROWS; r++) {
      for (int f = 0; f < UpiTable.FEATURES; f++) {
        rows[r][f] = columns[f][r];
      }
    }
  }

  /// Counts a thousand rows.
  @Benchmark
  @OperationsPerInvocation(ROWS * UpiTable.FEATURES)
  public SliceCounter binAndCount() {
    for (double[] row : rows) {
      counter.add(row);
    }
    return counter;
  }
}
