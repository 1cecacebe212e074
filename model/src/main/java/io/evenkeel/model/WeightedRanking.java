package io.evenkeel.model;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// The rows of one model from the highest score down, ready to be measured again and again with
/// other weights: each measurement is one walk, O(n). Immutable.
final class WeightedRanking {
  private final int[] order;
  private final boolean[] positive;
  private final boolean[] endsTie;
  private final double[] costs;

  /// @param rows scores without NaN, and labels
  /// @param costs what each row costs
  WeightedRanking(ScoredLabels rows, double[] costs) {
    double[] scores = rows.scores();
    order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer row) -> scores[row] + 0.0).reversed())
            .mapToInt(Integer::intValue)
            .toArray();
    positive = new boolean[order.length];
    endsTie = new boolean[order.length];
    this.costs = new double[order.length];
    for (int i = 0; i < order.length; i++) {
      positive[i] = rows.labels()[order[i]];
      endsTie[i] = i == order.length - 1 || scores[order[i]] > scores[order[i + 1]];
      this.costs[i] = costs[order[i]];
    }
  }

  /// The figures of merit of one model.
  ///
  /// @param prAuc average precision, as [PrAuc]
  /// @param recall the highest recall at a threshold whose false-positive rate is not above the
  ///   asked one
  /// @param cost the mean cost of a row
  record Figures(double prAuc, double recall, double cost) {}

  /// Measures with every row once.
  Figures figures(double falsePositiveRate) {
    int[] once = new int[order.length];
    Arrays.fill(once, 1);
    return figures(once, falsePositiveRate);
  }

  /// Measures.
  ///
  /// @param weights how often each row counts, by the number of the row
  Figures figures(int[] weights, double falsePositiveRate) {
    int positives = 0;
    int negatives = 0;
    double cost = 0;
    for (int i = 0; i < order.length; i++) {
      int weight = weights[order[i]];
      cost += weight * costs[i];
      if (positive[i]) {
        positives += weight;
      } else {
        negatives += weight;
      }
    }
    // The product of a rate such as .01 and a count is not always a whole number where it should.
    double allowed = falsePositiveRate * negatives + 1e-9;
    double area = 0;
    int hitsWithin = 0;
    int before = 0;
    int hits = 0;
    int alarms = 0;
    for (int i = 0; i < order.length; i++) {
      int weight = weights[order[i]];
      if (positive[i]) {
        hits += weight;
      } else {
        alarms += weight;
      }
      if (endsTie[i] && hits + alarms > 0) {
        area += (double) (hits - before) / positives * hits / (hits + alarms);
        before = hits;
        hitsWithin = alarms <= allowed ? hits : hitsWithin;
      }
    }
    return new Figures(area, (double) hitsWithin / positives, cost / (positives + negatives));
  }
}
