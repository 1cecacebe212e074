package io.evenkeel.benchmarks;

import io.evenkeel.simulator.Regime;
import io.evenkeel.simulator.UpiWorld;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// How many rows a festival at some hour takes at least, for whoever knows its law beforehand and
/// must not speak against any law that the reference rows of that hour cannot rule out.
///
/// With shares c of the n reference rows of an hour the true law q may be any with `KL(c || q) <=
/// r`, `n r = x`, x as in the ball of the watch. An e-value that holds for all of them grows by at
/// most `min KL(p || q)` a row where the rows follow p, which lies at the mixture `q = (1 - w) p +
/// w c` on the edge. An alarm takes `ln(budget x processes)` nats of the strongest process. Here c
/// is the exact law of the hour (of many rows): no reference could be luckier. The festival's law
/// is known, so that nothing is spent on learning it, and all rows of a slice count at once.
///
/// Prints Markdown. Arguments: millions of rows drawn of each law (4).
public final class SeasonBound {
  private static final int HOUR = 1;
  private static final int HOURS = 24;
  private static final int REFERENCE = 100_000;
  private static final int FEW = 12;
  private static final int TENTHS = 10;
  private static final double DELTA = .01;
  private static final double BUDGET = 12_960_000;
  private static final int PROCESSES = 8;

  private SeasonBound() {}

  /// Prints the bounds.
  ///
  /// @param arguments millions of rows
  public static void main(String[] arguments) {
    int rows = 1_000_000 * (arguments.length > 0 ? Integer.parseInt(arguments[0]) : 4);
    List<String> names = UpiWorld.schema().names();
    double[][] edges = edges(names.size());
    long[][][] quiet = counted(Regime.quiet(), 1, rows, edges);
    System.out.println(
        "| regime | hour | reference rows of it | strongest feature | least rows with them | with any number of them | rows of it for twice as many |");
    System.out.println("|---|---|---|---|---|---|---|");
    for (Regime regime : List.of(Regime.medium(), Regime.high())) {
      long[][][] festival = counted(regime, 2, rows, edges);
      for (int hour : new int[] {0, 2, 6, 12, 20}) {
        System.out.println(row(regime, hour, names, quiet, festival, rows));
      }
    }
  }

  private static String row(
      Regime regime,
      int hour,
      List<String> names,
      long[][][] quiet,
      long[][][] festival,
      int rows) {
    double own = Arrays.stream(quiet[hour][0]).sum() * (double) REFERENCE / rows;
    double nats = Math.log(BUDGET * PROCESSES * (names.size() - 1));
    double best = 0;
    double unlimited = 0;
    double twice = Double.POSITIVE_INFINITY;
    String feature = "";
    for (int f = 0; f < names.size(); f++) {
      if (f == HOUR) {
        continue;
      }
      double[] usual = shares(quiet[hour][f]);
      double[] now = shares(festival[hour][f]);
      double edge = edge(usual.length, names.size() - 1);
      double rate = rate(now, usual, edge / own);
      if (rate > best) {
        best = rate;
        feature = names.get(f);
      }
      unlimited = Math.max(unlimited, rate(now, usual, 0));
    }
    for (int f = 0; f < names.size(); f++) {
      if (f != HOUR) {
        double[] usual = shares(quiet[hour][f]);
        double[] now = shares(festival[hour][f]);
        twice =
            Math.min(
                twice, rowsFor(now, usual, edge(usual.length, names.size() - 1), unlimited / 2));
      }
    }
    return String.format(
        Locale.ROOT,
        "| %s | %02d:00 | %,.0f | %s | %,.0f | %,.0f | %,.0f |",
        regime.name(),
        hour,
        own,
        feature,
        Math.ceil(nats / best),
        Math.ceil(nats / unlimited),
        twice);
  }

  /// Reference rows with which the evidence of a row reaches a rate; infinite when none do.
  private static double rowsFor(double[] now, double[] usual, double edge, double rate) {
    if (rate(now, usual, 0) <= rate) {
      return Double.POSITIVE_INFINITY;
    }
    double low = 1;
    double high = 1e9;
    for (int i = 0; i < 60; i++) {
      double middle = Math.sqrt(low * high);
      if (rate(now, usual, edge / middle) < rate) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /// n times the radius of the ball: `x = k (1 + ln(x / k)) + ln(1 / delta)` with k = bins - 1,
  /// delta shared by the features and six balls of each hour.
  private static double edge(int bins, int features) {
    double k = bins - 1;
    double delta = DELTA / features / 6 / HOURS;
    double x = 2 * k + 10;
    for (int i = 0; i < 200; i++) {
      x = k * (1 + Math.log(x / k)) - Math.log(delta);
    }
    return x;
  }

  /// The evidence of a row against the nearest law that cannot be ruled out.
  private static double rate(double[] now, double[] usual, double radius) {
    if (divergence(usual, now) <= radius) {
      return 0;
    }
    double low = 0;
    double high = 1;
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (divergence(usual, mixed(now, usual, middle)) > radius) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return divergence(now, mixed(now, usual, high));
  }

  private static double[] mixed(double[] now, double[] usual, double weight) {
    double[] mixed = new double[now.length];
    for (int j = 0; j < now.length; j++) {
      mixed[j] = (1 - weight) * now[j] + weight * usual[j];
    }
    return mixed;
  }

  private static double divergence(double[] from, double[] to) {
    double total = 0;
    for (int j = 0; j < from.length; j++) {
      total += from[j] > 0 ? from[j] * Math.log(from[j] / to[j]) : 0;
    }
    return total;
  }

  /// Half a row in bins that nothing fell into, so that no divergence is infinite.
  private static double[] shares(long[] counts) {
    double total = Arrays.stream(counts).sum() + counts.length / 2.0;
    return Arrays.stream(counts).mapToDouble(count -> (count + .5) / total).toArray();
  }

  /// Upper edges of the bins: values where they are few, tenths of a quiet sample where not.
  private static double[][] edges(int features) {
    UpiWorld world = UpiWorld.mixed(UpiWorld.randomOf(0));
    double[][] values = new double[features][REFERENCE];
    for (int row = 0; row < REFERENCE; row++) {
      double[] next = world.next(Regime.quiet()).row();
      for (int f = 0; f < features; f++) {
        values[f][row] = next[f];
      }
    }
    double[][] edges = new double[features][];
    for (int f = 0; f < features; f++) {
      double[] known = Arrays.stream(values[f]).filter(Double::isFinite).sorted().toArray();
      double[] distinct = Arrays.stream(known).distinct().toArray();
      double[] tenths = new double[TENTHS - 1];
      for (int i = 1; i < TENTHS; i++) {
        tenths[i - 1] = known[i * known.length / TENTHS];
      }
      edges[f] = distinct.length <= FEW ? distinct : Arrays.stream(tenths).distinct().toArray();
    }
    return edges;
  }

  /// Rows by hour, feature and bin.
  private static long[][][] counted(Regime regime, int seed, int rows, double[][] edges) {
    long[][][] counts = new long[HOURS][edges.length][];
    for (long[][] ofHour : counts) {
      for (int f = 0; f < edges.length; f++) {
        ofHour[f] = new long[edges[f].length + 2];
      }
    }
    UpiWorld world = UpiWorld.mixed(UpiWorld.randomOf(seed));
    for (int i = 0; i < rows; i++) {
      double[] row = world.next(regime).row();
      long[][] ofHour = counts[(int) row[HOUR]];
      for (int f = 0; f < edges.length; f++) {
        ofHour[f][bin(edges[f], row[f])]++;
      }
    }
    return counts;
  }

  private static int bin(double[] edges, double value) {
    if (!Double.isFinite(value)) {
      return edges.length + 1;
    }
    int bin = 0;
    while (bin < edges.length && value > edges[bin]) {
      bin++;
    }
    return bin;
  }
}
