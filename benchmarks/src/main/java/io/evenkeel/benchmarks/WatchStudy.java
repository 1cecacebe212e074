package io.evenkeel.benchmarks;

import io.evenkeel.drift.SliceCounter;
import io.evenkeel.drift.SliceCounts;
import io.evenkeel.drift.Watch;
import io.evenkeel.drift.WatchBins;
import io.evenkeel.drift.WatchSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// Whether the watch keeps its budget and how soon it finds a drift. Seeded; prints Markdown.
///
/// Arguments: names of parts (`quiet`, `budget`, `power`, `seasons`, `cost`), all without any.
public final class WatchStudy {
  /// Rows of a reference whose law is as good as known.
  private static final int POINT = 4_000_000;

  private static final long SECOND = 1_000_000_000;

  private WatchStudy() {}

  /// Runs the study.
  ///
  /// @param parts names of parts; all of them if empty
  public static void main(String[] parts) throws Exception {
    List<String> chosen =
        parts.length == 0 ? List.of("cost", "power", "budget", "seasons", "quiet") : List.of(parts);
    for (String part : chosen) {
      long began = System.nanoTime();
      switch (part) {
        case "quiet" -> quiet();
        case "budget" -> budget();
        case "power" -> WatchPower.print();
        case "seasons" -> WatchSeasons.print(3);
        case "cost" -> cost();
        default -> throw new IllegalArgumentException("no part is called " + part);
      }
      System.out.printf(Locale.ROOT, "(%s: %d s)%n%n", part, (System.nanoTime() - began) / SECOND);
    }
  }

  private record Quiet(int reference, int slice, long rows, int alarms, double largest) {}

  /// 200 million undrifted rows of eight features, each drawn, binned, counted and judged.
  private static void quiet() throws Exception {
    int[][] settings = {{10_000, 1_000}, {10_000, 250}, {100_000, 1_000}, {100_000, 250}};
    int references = 5;
    long rows = 10_000_000;
    List<Future<Quiet>> runs = new ArrayList<>();
    try (ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      for (int[] setting : settings) {
        for (int i = 0; i < references; i++) {
          long seed = 10_000L * setting[0] + 100L * setting[1] + i;
          runs.add(threads.submit(() -> quiet(seed, setting[0], setting[1], rows)));
        }
      }
    }
    System.out.println(
        "### Undrifted rows, eight features of mixed laws, budget 12,960,000 slices\n");
    System.out.println(
        "| reference | rows a slice | references | rows | alarms | largest evidence / threshold |");
    System.out.println("|---|---|---|---|---|---|");
    for (int i = 0; i < runs.size(); i += references) {
      long total = 0;
      int alarms = 0;
      double largest = 0;
      for (Future<Quiet> run : runs.subList(i, i + references)) {
        total += run.get().rows();
        alarms += run.get().alarms();
        largest = Math.max(largest, run.get().largest());
      }
      Quiet first = runs.get(i).get();
      System.out.printf(
          Locale.ROOT,
          "| %,d | %,d | %d | %,d | %d | %.2g |%n",
          first.reference(),
          first.slice(),
          references,
          total,
          alarms,
          largest);
    }
    System.out.println();
  }

  private static Quiet quiet(long seed, int reference, int slice, long rows) {
    WatchWorlds.Mixed world = new WatchWorlds.Mixed(seed, reference);
    Watch watch = new Watch(world.bins, WatchSettings.defaults());
    SliceCounter counter = world.bins.counting();
    int alarms = 0;
    double largest = 0;
    for (long number = 0; number < rows / slice; number++) {
      alarms += watch.judge(number, world.slice(slice, counter)).isPresent() ? 1 : 0;
      largest = Math.max(largest, watch.evidence());
    }
    return new Quiet(reference, slice, rows / slice * slice, alarms, largest);
  }

  /// Mean run lengths at budgets so small that a broken watch would show.
  private static void budget() {
    double[] grid = IntStream.range(0, POINT).mapToDouble(i -> (i + 0.5) / POINT).toArray();
    WatchBins point = WatchBins.of(List.of(WatchWorlds.number("x")), new double[][] {grid});
    double[] even = new double[11];
    Arrays.fill(even, 0, 10, 0.1);
    WatchBins small = new WatchWorlds.Normal(700, 5_000, 1).bins;
    double[] shares = shares();
    System.out.println("### Mean run length in slices, one feature, slices of 100 rows\n");
    System.out.println(
        "| budget | law known exactly | the same, each row counted twice | reference 5,000, its own law | reference 5,000, edge of the ball |");
    System.out.println("|---|---|---|---|---|");
    for (int budget : new int[] {50, 100, 1_000}) {
      System.out.printf(
          Locale.ROOT,
          "| %,d | %s | %s | %s | %s |%n",
          budget,
          runLength(budget, point, even, 1),
          runLength(budget, point, even, 2),
          runLength(budget, small, shares, 1),
          runLength(budget, small, edge(shares, 5_000), 1));
    }
    System.out.println();
  }

  private static String runLength(int budget, WatchBins bins, double[] law, int times) {
    WatchSettings settings = new WatchSettings(Duration.ofSeconds(1), Duration.ofSeconds(budget));
    SplittableRandom random = new SplittableRandom(800);
    Watch watch = new Watch(bins, settings);
    long slices = 0;
    int alarms = 0;
    while (alarms < 300 && slices < 200_000) {
      SliceCounts counts = WatchWorlds.drawn(bins, 100, law, random);
      SliceCounts counted = times == 1 ? counts : counts.plus(counts);
      alarms += watch.judge(slices++, counted).isPresent() ? 1 : 0;
    }
    return alarms == 0
        ? String.format(Locale.ROOT, "no alarm in %,d", slices)
        : String.format(Locale.ROOT, "%,.0f (%,d runs)", (double) slices / alarms, alarms);
  }

  /// The shares of the bins in the reference of a world, counted once more.
  private static double[] shares() {
    SplittableRandom random = new SplittableRandom(700);
    WatchBins bins = new WatchWorlds.Normal(700, 5_000, 1).bins;
    SliceCounter counter = bins.counting();
    for (int row = 0; row < 5_000; row++) {
      counter.add(new double[] {random.nextGaussian()});
    }
    long[] counts = counter.take().toArray();
    return IntStream.range(3, counts.length).mapToDouble(j -> counts[j] / 5_000.0).toArray();
  }

  /// The law on the edge of the ball towards a tilt of the bins: a shift that the reference just
  /// cannot rule out. The radius is computed here anew.
  private static double[] edge(double[] shares, int rows) {
    double k = shares.length - 1;
    double radius = 2 * k + 10;
    for (int step = 0; step < 200; step++) {
      radius = k * (1 + Math.log(radius / k)) + Math.log(100);
    }
    double low = 0;
    double high = 3;
    double[] law = shares;
    for (int step = 0; step < 60; step++) {
      double middle = (low + high) / 2;
      double[] tilted = tilted(shares, middle);
      double divergence = 0;
      for (int j = 0; j < shares.length; j++) {
        divergence += shares[j] > 0 ? shares[j] * Math.log(shares[j] / tilted[j]) : 0;
      }
      if (divergence <= radius / rows) {
        law = tilted;
        low = middle;
      } else {
        high = middle;
      }
    }
    return law;
  }

  private static double[] tilted(double[] shares, double by) {
    double[] law = new double[shares.length];
    Arrays.setAll(law, j -> shares[j] * Math.exp(by * j));
    double total = Arrays.stream(law).sum();
    Arrays.setAll(law, j -> law[j] / total);
    return law;
  }

  /// A plain loop after a warm-up; the JMH benchmark is the better measure.
  private static void cost() {
    WatchWorlds.Mixed world = new WatchWorlds.Mixed(1, 100_000);
    double[][] rows = new double[4_096][];
    Arrays.setAll(rows, _ -> world.row());
    SliceCounter counter = world.bins.counting();
    Watch watch = new Watch(world.bins, WatchSettings.defaults());
    double counting = Double.MAX_VALUE;
    double judging = Double.MAX_VALUE;
    long number = 0;
    for (int round = 0; round < 40; round++) {
      int values = 250 * rows.length * 8;
      long began = System.nanoTime();
      for (int i = 0; i < 250; i++) {
        for (double[] row : rows) {
          counter.add(row);
        }
      }
      counting = Math.min(counting, (double) (System.nanoTime() - began) / values);
      counter.take();
      SliceCounts[] slices = new SliceCounts[2_000];
      Arrays.setAll(slices, _ -> world.slice(200, counter));
      began = System.nanoTime();
      for (SliceCounts slice : slices) {
        watch.judge(number++, slice);
      }
      judging = Math.min(judging, (double) (System.nanoTime() - began) / slices.length);
    }
    System.out.println(
        "### Cost, best of 40 rounds of a plain loop, eight features of mixed laws\n");
    System.out.printf(Locale.ROOT, "| find the bin and count | %.1f ns a value |%n", counting);
    System.out.println("|---|---|");
    System.out.printf(Locale.ROOT, "| judge a slice of 200 rows | %.0f us |%n", judging / 1e3);
    System.out.printf(Locale.ROOT, "| snapshot | %,d bytes |%n%n", watch.snapshot().length);
  }
}
