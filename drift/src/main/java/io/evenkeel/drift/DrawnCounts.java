package io.evenkeel.drift;

import java.util.Arrays;

/// Wasserstein distances of many choices from a numeric feature with few values: the rows drawn are
/// counted by value, so a choice of k rows costs O(k + values).
final class DrawnCounts implements DrawnFeature {
  private final double threshold;
  private final CentredValues all;
  private final int[] weights;
  private final int n;
  private final int[] codes;
  private final int[] drawn;

  DrawnCounts(double threshold, Sample sample, int[] codes) {
    this.threshold = threshold;
    this.all = new CentredValues(sample.distinct(), sample.counts());
    this.weights = sample.counts();
    this.n = sample.size();
    this.codes = codes;
    this.drawn = new int[weights.length];
  }

  @Override
  public double ratio(int[] rows, int size) {
    Arrays.fill(drawn, 0);
    int k = 0;
    for (int i = 0; i < size; i++) {
      int code = codes[rows[i]];
      if (code != MISSING) {
        drawn[code]++;
        k++;
      }
    }
    return k == 0 || k == n ? 0 : score(k) / threshold;
  }

  private double score(int k) {
    double[] values = all.values;
    double area = 0;
    double sum = 0;
    double squares = 0;
    long seen = 0;
    long below = 0;
    for (int i = 0; i < values.length; i++) {
      seen += drawn[i];
      below += weights[i];
      sum += drawn[i] * values[i];
      squares += drawn[i] * values[i] * values[i];
      if (i + 1 < values.length) {
        area += Math.abs(n * seen - k * below) * (values[i + 1] - values[i]);
      }
    }
    double deviation = all.deviation(n - k, sum, squares);
    if (Double.isNaN(deviation)) {
      deviation = all.deviation(n - k, i -> weights[i] - drawn[i]);
    }
    return area / ((double) k * (n - k)) / deviation;
  }
}
