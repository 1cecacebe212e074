package io.evenkeel.drift;

import java.util.Arrays;

/// A small gradient-boosted classifier over binned values: logistic loss, trees of depth 3, 50
/// rounds, split by the gain of XGBoost (Chen and Guestrin, 2016) found in histograms.
///
/// Training r rows of c columns costs O(rounds x depth x r x c). Mutable while it learns; belongs
/// to the method that made it.
final class BoostedTrees {
  private static final int ROUNDS = 50;
  private static final int DEPTH = 3;
  private static final int NODES = 1 << DEPTH;
  private static final double RATE = 0.1;
  private static final double RIDGE = 1;
  private static final double LEAST_WEIGHT = 2;

  private final int[][] bins;
  private final int binCount;
  private final int[][] features = new int[ROUNDS][NODES];
  private final int[][] cuts = new int[ROUNDS][NODES];
  private final double[][] leaves = new double[ROUNDS][NODES];

  /// The gain of all splits on each column.
  private final double[] gains;

  /// @param bins `bins[column][row]`, 0 to `binCount` - 1
  /// @param positive the label of each row
  /// @param rows the rows to learn from
  BoostedTrees(int[][] bins, int binCount, boolean[] positive, int[] rows) {
    this.bins = bins;
    this.binCount = binCount;
    this.gains = new double[bins.length];
    double[] margins = new double[rows.length];
    for (int round = 0; round < ROUNDS; round++) {
      double[] gradients = new double[rows.length];
      double[] weights = new double[rows.length];
      for (int i = 0; i < rows.length; i++) {
        double p = 1 / (1 + Math.exp(-margins[i]));
        gradients[i] = p - (positive[rows[i]] ? 1 : 0);
        weights[i] = p * (1 - p);
      }
      grow(round, rows, gradients, weights);
      for (int i = 0; i < rows.length; i++) {
        margins[i] += leaf(round, rows[i]);
      }
    }
  }

  /// The log-odds of a row, which need not be one that it learned from.
  double margin(int row) {
    double margin = 0;
    for (int round = 0; round < ROUNDS; round++) {
      margin += leaf(round, row);
    }
    return margin;
  }

  /// The gain of all splits on each column.
  double[] gains() {
    return gains;
  }

  private double leaf(int round, int row) {
    int node = 1;
    for (int level = 0; level < DEPTH; level++) {
      node = 2 * node + (goesRight(round, node, row) ? 1 : 0);
    }
    return leaves[round][node - NODES];
  }

  private boolean goesRight(int round, int node, int row) {
    return bins[features[round][node]][row] > cuts[round][node];
  }

  /// Grows one tree level by level. Node k has the children 2k and 2k + 1; a node that is not worth
  /// a split sends all its rows left.
  private void grow(int round, int[] rows, double[] gradients, double[] weights) {
    int[] nodes = new int[rows.length];
    Arrays.fill(nodes, 1);
    for (int level = 0; level < DEPTH; level++) {
      split(round, 1 << level, rows, nodes, gradients, weights);
      for (int i = 0; i < rows.length; i++) {
        nodes[i] = 2 * nodes[i] + (goesRight(round, nodes[i], rows[i]) ? 1 : 0);
      }
    }
    double[] gradient = new double[NODES];
    double[] weight = new double[NODES];
    for (int i = 0; i < rows.length; i++) {
      gradient[nodes[i] - NODES] += gradients[i];
      weight[nodes[i] - NODES] += weights[i];
    }
    for (int leaf = 0; leaf < NODES; leaf++) {
      leaves[round][leaf] = -RATE * gradient[leaf] / (weight[leaf] + RIDGE);
    }
  }

  /// Finds the best split of each node of a level, which are `first` to `2 first - 1`.
  private void split(
      int round, int first, int[] rows, int[] nodes, double[] gradients, double[] weights) {
    double[] best = new double[first];
    for (int k = 0; k < first; k++) {
      cuts[round][first + k] = binCount;
    }
    double[] gradient = new double[first * binCount];
    double[] weight = new double[first * binCount];
    for (int column = 0; column < bins.length; column++) {
      Arrays.fill(gradient, 0);
      Arrays.fill(weight, 0);
      int[] ofColumn = bins[column];
      for (int i = 0; i < rows.length; i++) {
        int at = (nodes[i] - first) * binCount + ofColumn[rows[i]];
        gradient[at] += gradients[i];
        weight[at] += weights[i];
      }
      for (int k = 0; k < first; k++) {
        Split split = best(gradient, weight, k * binCount);
        if (split.gain() > best[k]) {
          best[k] = split.gain();
          features[round][first + k] = column;
          cuts[round][first + k] = split.cut();
        }
      }
    }
    for (int k = 0; k < first; k++) {
      gains[features[round][first + k]] += best[k];
    }
  }

  private record Split(int cut, double gain) {}

  private Split best(double[] gradient, double[] weight, int from) {
    double allGradient = 0;
    double allWeight = 0;
    for (int b = 0; b < binCount; b++) {
      allGradient += gradient[from + b];
      allWeight += weight[from + b];
    }
    Split best = new Split(binCount, 0);
    double left = 0;
    double leftWeight = 0;
    for (int b = 0; b < binCount - 1; b++) {
      left += gradient[from + b];
      leftWeight += weight[from + b];
      double rightWeight = allWeight - leftWeight;
      if (leftWeight >= LEAST_WEIGHT && rightWeight >= LEAST_WEIGHT) {
        double gain =
            worth(left, leftWeight)
                + worth(allGradient - left, rightWeight)
                - worth(allGradient, allWeight);
        if (gain > best.gain()) {
          best = new Split(b, gain);
        }
      }
    }
    return best;
  }

  private static double worth(double gradient, double weight) {
    return gradient * gradient / (weight + RIDGE);
  }
}
