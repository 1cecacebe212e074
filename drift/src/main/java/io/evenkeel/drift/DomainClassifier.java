package io.evenkeel.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Can a classifier tell rows of the window from rows of the reference? Where it can, the joint
/// laws differ, whatever the margins say.
///
/// Up to 4,000 rows of each side are drawn, their values binned (at most 63 bins and one for
/// missing values), and [BoostedTrees] trained on four fifths at a time; every row is scored by the
/// trees that have not seen it. Without drift the ROC-AUC of those scores is 0.5. Of one fixed
/// classifier its standard error would be Mann and Whitney's, `sqrt((n + m + 1) / (12 n m))`; the
/// five share most of the rows that they learned from, which makes it half as large again. Drift is
/// said from `max(0.55, 0.5 + 3.09 x 1.5 standard errors)` on: 0.55 is Evidently's limit, 3.09
/// leaves one chance in a thousand.
final class DomainClassifier {
  private static final int MOST_ROWS = 4000;
  private static final int BINS = 64;
  private static final int FOLDS = 5;
  private static final double LEAST_AREA = 0.55;
  private static final double ONE_IN_A_THOUSAND = 3.09;
  private static final double OVERLAP = 1.5;

  private DomainClassifier() {}

  /// Judges a window.
  ///
  /// @param referenceRows rows of the reference, at least 2
  /// @param currentRows rows of the window, at least 2
  static DomainDrift.Measured judge(
      List<Column> columns,
      double[][] reference,
      int referenceRows,
      double[][] current,
      int currentRows,
      long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] left = draw(referenceRows, random);
    int[] right = draw(currentRows, random);
    int[][] bins = new int[columns.size()][];
    for (int c = 0; c < bins.length; c++) {
      bins[c] = binned(reference[c], left, current[c], right);
    }
    int rows = left.length + right.length;
    boolean[] positive = new boolean[rows];
    Arrays.fill(positive, left.length, rows, true);
    double[] margins = new double[rows];
    double[] gains = new double[bins.length];
    for (int fold = 0; fold < FOLDS; fold++) {
      // Both sides were drawn in random order, so every fifth row is a random fifth of each.
      int held = fold;
      int[] learned = IntStream.range(0, rows).filter(r -> r % FOLDS != held).toArray();
      BoostedTrees trees = new BoostedTrees(bins, BINS, positive, learned);
      for (int r = fold; r < rows; r += FOLDS) {
        margins[r] = trees.margin(r);
      }
      for (int c = 0; c < gains.length; c++) {
        gains[c] += trees.gains()[c];
      }
    }
    double error = Math.sqrt((rows + 1.0) / (12.0 * left.length * right.length));
    return new DomainDrift.Measured(
        area(margins, positive, right.length),
        Math.max(LEAST_AREA, 0.5 + ONE_IN_A_THOUSAND * OVERLAP * error),
        telling(columns, gains));
  }

  /// Row numbers without repeats, in random order.
  private static int[] draw(int rows, SplittableRandom random) {
    int[] all = IntStream.range(0, rows).toArray();
    int size = Math.min(rows, MOST_ROWS);
    for (int i = 0; i < size; i++) {
      int j = i + random.nextInt(rows - i);
      int held = all[i];
      all[i] = all[j];
      all[j] = held;
    }
    return Arrays.copyOf(all, size);
  }

  /// The bin of each drawn value of a column: 0 where it is missing, else by quantiles of both
  /// sides.
  private static int[] binned(double[] reference, int[] left, double[] current, int[] right) {
    double[] values = new double[left.length + right.length];
    for (int i = 0; i < left.length; i++) {
      values[i] = value(reference, left[i]);
    }
    for (int i = 0; i < right.length; i++) {
      values[left.length + i] = value(current, right[i]);
    }
    Sample sample = Sample.of(values, values.length);
    double[] edges = edges(sample);
    int[] bins = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      bins[i] = Sample.usable(values[i]) ? Law.position(edges, Math.nextUp(values[i] + 0.0)) : 0;
    }
    return bins;
  }

  /// Where bins begin: each distinct value if there are few, else quantiles; at most 63.
  private static double[] edges(Sample sample) {
    if (sample.distinct().length < BINS) {
      return sample.distinct();
    }
    TreeSet<Double> edges = new TreeSet<>();
    for (int i = 0; i < BINS - 1; i++) {
      edges.add(sample.sorted()[(int) ((long) i * sample.size() / (BINS - 1))]);
    }
    return edges.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double value(double[] column, int row) {
    return row < column.length ? column[row] : Double.NaN;
  }

  /// The area under the ROC curve, ties counted as half (Mann and Whitney).
  private static double area(double[] scores, boolean[] positive, int positives) {
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> scores[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double ranks = 0;
    for (int from = 0; from < order.length; ) {
      int to = from;
      int hits = 0;
      while (to < order.length && scores[order[to]] == scores[order[from]]) {
        hits += positive[order[to++]] ? 1 : 0;
      }
      ranks += hits * (from + to + 1) / 2.0;
      from = to;
    }
    double negatives = scores.length - positives;
    return (ranks - positives * (positives + 1.0) / 2) / (positives * negatives);
  }

  private static List<DomainDrift.Telling> telling(List<Column> columns, double[] gains) {
    double total = Arrays.stream(gains).sum();
    List<DomainDrift.Telling> features = new ArrayList<>();
    for (int c = 0; c < gains.length; c++) {
      if (gains[c] > 0) {
        features.add(new DomainDrift.Telling(columns.get(c).name(), gains[c] / total));
      }
    }
    features.sort(Comparator.comparingDouble(DomainDrift.Telling::share).reversed());
    return features;
  }
}
