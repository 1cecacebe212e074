package io.evenkeel.drift;

import java.util.Arrays;

/// Wasserstein distances of many choices from a numeric feature with many values.
///
/// The positions drawn are marked in a bit set and read back in order, so nothing is sorted and
/// nothing searched: a choice of k rows costs O(k + n / 64).
final class DrawnPositions implements DrawnFeature {
  private final double threshold;
  private final CentredValues all;
  private final int[] positions;
  private final long[] marks;

  DrawnPositions(double threshold, Sample sample, int[] positions) {
    this.threshold = threshold;
    int[] ones = new int[sample.size()];
    Arrays.fill(ones, 1);
    this.all = new CentredValues(sample.sorted(), ones);
    this.positions = positions;
    this.marks = new long[(sample.size() + 63) >>> 6];
  }

  @Override
  public double ratio(int[] rows, int size) {
    int k = 0;
    for (int i = 0; i < size; i++) {
      int position = positions[rows[i]];
      if (position != MISSING) {
        marks[position >>> 6] |= 1L << position;
        k++;
      }
    }
    int n = all.values.length;
    double score = k == 0 || k == n ? 0 : score(k, n);
    Arrays.fill(marks, 0);
    return score / threshold;
  }

  private double score(int k, int n) {
    double[] values = all.values;
    double[] areas = all.areas;
    double step = (double) n / k;
    double area = 0;
    double sum = 0;
    double squares = 0;
    int from = 0;
    int seen = 0;
    for (int w = 0; w < marks.length; w++) {
      for (long word = marks[w]; word != 0; word &= word - 1) {
        int to = (w << 6) + Long.numberOfTrailingZeros(word);
        double value = values[to];
        // n times the integral of |F_drawn - F_all| from one drawn value to the next: F_drawn is
        // constant, and F_all passes it at the position `crossing`.
        double height = seen * step;
        int crossing = Math.clamp((long) height, from, to);
        area +=
            height * (2 * values[crossing] - values[from] - value)
                + (areas[from] + areas[to] - 2 * areas[crossing]);
        sum += value;
        squares += value * value;
        from = to;
        seen++;
      }
    }
    area += n * (values[n - 1] - values[from]) - (areas[n - 1] - areas[from]);
    double deviation = all.deviation(n - k, sum, squares);
    if (Double.isNaN(deviation)) {
      deviation = all.deviation(n - k, i -> (marks[i >>> 6] >>> i & 1) == 0 ? 1 : 0);
    }
    return Math.max(0, area) / (n - k) / deviation;
  }
}
