package io.evenkeel.model;

import java.util.Arrays;
import java.util.SplittableRandom;

/// The stratified paired bootstrap (Efron and Tibshirani 1993, percentile interval): positives and
/// negatives are drawn separately, with replacement, and both models are measured on the same draw.
/// So the share of positives stays as it is, and what the models have in common cancels out.
///
/// O(repeats × rows). The same seed gives the same interval.
final class StratifiedBootstrap {
  private static final double TAIL = 0.025;

  private final int[] positives;
  private final int[] negatives;

  /// @param labels of the rows
  StratifiedBootstrap(boolean[] labels) {
    positives = positions(labels, true);
    negatives = positions(labels, false);
  }

  /// What came of it.
  ///
  /// @param prAuc the 95 % interval of the difference in average precision
  /// @param recall that in recall at the asked false-positive rate
  /// @param cost that in cost
  record Intervals(Interval prAuc, Interval recall, Interval cost) {}

  /// An interval.
  ///
  /// @param lower its lower end
  /// @param upper its upper end
  record Interval(double lower, double upper) {
    private static Interval of(double[] differences) {
      Arrays.sort(differences);
      return new Interval(quantile(differences, TAIL), quantile(differences, 1 - TAIL));
    }
  }

  Intervals run(
      WeightedRanking champion,
      WeightedRanking challenger,
      double falsePositiveRate,
      int repeats,
      long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] prAuc = new double[repeats];
    double[] recall = new double[repeats];
    double[] cost = new double[repeats];
    int[] weights = new int[positives.length + negatives.length];
    for (int repeat = 0; repeat < repeats; repeat++) {
      Arrays.fill(weights, 0);
      draw(positives, weights, random);
      draw(negatives, weights, random);
      WeightedRanking.Figures before = champion.figures(weights, falsePositiveRate);
      WeightedRanking.Figures after = challenger.figures(weights, falsePositiveRate);
      prAuc[repeat] = after.prAuc() - before.prAuc();
      recall[repeat] = after.recall() - before.recall();
      cost[repeat] = after.cost() - before.cost();
    }
    return new Intervals(Interval.of(prAuc), Interval.of(recall), Interval.of(cost));
  }

  /// The quantile of sorted values, interpolated between its neighbours (type 7 of Hyndman and Fan
  /// 1996, the default of NumPy and R).
  static double quantile(double[] sorted, double share) {
    double place = (sorted.length - 1) * share;
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  private static void draw(int[] rows, int[] weights, SplittableRandom random) {
    for (int i = 0; i < rows.length; i++) {
      weights[rows[random.nextInt(rows.length)]]++;
    }
  }

  private static int[] positions(boolean[] labels, boolean asked) {
    int[] found = new int[labels.length];
    int count = 0;
    for (int row = 0; row < labels.length; row++) {
      if (labels[row] == asked) {
        found[count++] = row;
      }
    }
    return Arrays.copyOf(found, count);
  }
}
