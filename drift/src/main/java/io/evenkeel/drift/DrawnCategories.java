package io.evenkeel.drift;

/// Jensen-Shannon distances of many choices of rows from the rest.
///
/// A category that was not drawn has `p ln 2` in the sum, so only those that were drawn need
/// logarithms: a choice of k rows costs O(k), whatever the number of categories.
final class DrawnCategories implements DrawnFeature {
  private static final double LN2 = Math.log(2);

  private final double threshold;
  private final int[] weights;
  private final int n;
  private final int[] codes;
  private final int[] drawn;
  private final int[] touched;

  DrawnCategories(double threshold, Sample sample, int[] codes) {
    this.threshold = threshold;
    this.weights = sample.counts();
    this.n = sample.size();
    this.codes = codes;
    this.drawn = new int[weights.length];
    this.touched = new int[weights.length];
  }

  @Override
  public double ratio(int[] rows, int size) {
    int k = 0;
    int found = 0;
    for (int i = 0; i < size; i++) {
      int code = codes[rows[i]];
      if (code != MISSING) {
        if (drawn[code]++ == 0) {
          touched[found++] = code;
        }
        k++;
      }
    }
    int rest = n - k;
    double untouched = rest;
    double sum = 0;
    for (int i = 0; i < found; i++) {
      int code = touched[i];
      int count = drawn[code];
      drawn[code] = 0;
      untouched -= weights[code] - count;
      double q = (double) count / k;
      double p = (double) (weights[code] - count) / rest;
      double middle = (p + q) / 2;
      sum += q * Math.log(q / middle) + (p == 0 ? 0 : p * Math.log(p / middle));
    }
    if (k == 0 || rest == 0) {
      return 0;
    }
    sum += untouched / rest * LN2;
    return Math.sqrt(Math.max(0, sum) / 2) / threshold;
  }
}
