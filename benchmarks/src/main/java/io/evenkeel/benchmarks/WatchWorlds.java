package io.evenkeel.benchmarks;

import io.evenkeel.drift.Column;
import io.evenkeel.drift.SliceCounter;
import io.evenkeel.drift.SliceCounts;
import io.evenkeel.drift.WatchBins;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// The made-up rows of [WatchStudy].
final class WatchWorlds {
  private static final double INFINITE = Double.POSITIVE_INFINITY;

  /// Values a feature, drawn from with replacement: the law of a pool is exactly known to stay.
  private static final int POOL = 1 << 16;

  private WatchWorlds() {}

  /// Eight features of mixed laws; the reference and the live rows are drawn from the same pools.
  static final class Mixed {
    private static final List<String> LAWS =
        List.of("normal", "lognormal", "pareto", "uniform", "counts", "three", "ten", "sometimes");

    private final double[][] pools;
    private final SplittableRandom random;
    final WatchBins bins;

    Mixed(long seed, int referenceRows) {
      this.random = new SplittableRandom(seed);
      this.pools = new double[LAWS.size()][POOL];
      double[][] reference = new double[pools.length][referenceRows];
      for (int feature = 0; feature < pools.length; feature++) {
        for (int i = 0; i < POOL; i++) {
          pools[feature][i] = draw(LAWS.get(feature), random);
        }
        for (int row = 0; row < referenceRows; row++) {
          reference[feature][row] = pools[feature][random.nextInt(POOL)];
        }
      }
      this.bins = WatchBins.of(columns(), reference);
    }

    SliceCounts slice(int rows, SliceCounter counter) {
      double[] row = new double[pools.length];
      for (int i = 0; i < rows; i++) {
        for (int feature = 0; feature < row.length; feature += 4) {
          long bits = random.nextLong();
          for (int k = 0; k < 4; k++) {
            row[feature + k] = pools[feature + k][(int) (bits >>> (16 * k)) & (POOL - 1)];
          }
        }
        counter.add(row);
      }
      return counter.take();
    }

    /// One row, for the measurement of cost.
    double[] row() {
      double[] row = new double[pools.length];
      Arrays.setAll(row, feature -> pools[feature][random.nextInt(POOL)]);
      return row;
    }

    private static List<Column> columns() {
      return LAWS.stream().<Column>map(Mixed::column).toList();
    }

    private static Column column(String law) {
      return law.equals("three") || law.equals("ten") ? new Column.Categorical(law) : number(law);
    }

    private static double draw(String law, SplittableRandom random) {
      return switch (law) {
        case "normal" -> random.nextGaussian();
        case "lognormal" -> Math.exp(1.5 * random.nextGaussian());
        case "pareto" -> Math.pow(1 - random.nextDouble(), -1 / 2.2);
        case "uniform" -> random.nextDouble();
        case "counts" -> Math.floor(-3 * Math.log(1 - random.nextDouble()));
        case "three" -> random.nextInt(3);
        case "ten" -> Math.floor(10 * Math.pow(random.nextDouble(), 3));
        case "sometimes" -> random.nextInt(20) == 0 ? Double.NaN : random.nextGaussian();
        default -> throw new IllegalArgumentException("unknown law " + law);
      };
    }
  }

  /// Normal features of standard deviation 1, the first of which can be shifted.
  static final class Normal {
    private final SplittableRandom random;
    private final double[] row;
    final WatchBins bins;
    private final SliceCounter counter;

    Normal(long seed, int referenceRows, int features) {
      this.random = new SplittableRandom(seed);
      this.row = new double[features];
      double[][] reference = new double[features][referenceRows];
      Column[] columns = new Column[features];
      for (int feature = 0; feature < features; feature++) {
        columns[feature] = number("x" + feature);
        Arrays.setAll(reference[feature], _ -> random.nextGaussian());
      }
      this.bins = WatchBins.of(List.of(columns), reference);
      this.counter = bins.counting();
    }

    SliceCounts slice(int rows, double shift) {
      for (int i = 0; i < rows; i++) {
        Arrays.setAll(row, _ -> random.nextGaussian());
        row[0] += shift;
        counter.add(row);
      }
      return counter.take();
    }

    SplittableRandom random() {
      return random;
    }
  }

  static Column number(String name) {
    return new Column.Numeric(name, -INFINITE, false, INFINITE);
  }

  /// Counts of a single feature, drawn by bins from a law.
  static SliceCounts drawn(WatchBins bins, int rows, double[] law, SplittableRandom random) {
    long[] array = new long[3 + law.length];
    array[0] = Long.parseUnsignedLong(bins.digest(), 16);
    array[2] = rows;
    for (int i = 0; i < rows; i++) {
      double left = random.nextDouble();
      int bin = 0;
      while (bin < law.length - 1 && left >= law[bin]) {
        left -= law[bin++];
      }
      array[3 + bin]++;
    }
    return SliceCounts.of(bins, array);
  }
}
