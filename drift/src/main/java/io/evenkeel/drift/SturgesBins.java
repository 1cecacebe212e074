package io.evenkeel.drift;

import java.util.Arrays;

/// Bins of equal width, their number by Sturges' rule, as numpy makes them.
///
/// For N values from `min` to `max`: `width = (max - min) / (log2 N + 1)`, at least 1 for whole
/// numbers (numpy 2.1 and later); `k = ceil((max - min) / width)` bins; edge i is `i * ((max - min)
/// / k) + min`, the last is `max`. Each bin holds its lower edge, the last one both edges.
final class SturgesBins {
  /// A double holds every whole number up to here.
  private static final double LARGEST_WHOLE = 0x1p53;

  private SturgesBins() {}

  /// The edges over both samples together.
  ///
  /// @param counted the N of Sturges' rule; at least 1
  /// @param asNumpy whether bins of whole numbers are 1 wide at least; the values 0 and 1 then
  ///   share one bin, and nothing that happens to them is seen
  static double[] edges(Sample reference, Sample current, long counted, boolean asNumpy) {
    double[] left = reference.sorted();
    double[] right = current.sorted();
    double low = Math.min(left[0], right[0]);
    double high = Math.max(left[left.length - 1], right[right.length - 1]);
    if (low == high) {
      return new double[] {low - 0.5, high + 0.5};
    }
    double width = (high - low) / (log2(counted) + 1);
    if (asNumpy && width < 1 && whole(reference) && whole(current)) {
      width = 1;
    }
    int bins = (int) Math.ceil((high - low) / width);
    double step = (high - low) / bins;
    double[] edges = new double[bins + 1];
    for (int i = 0; i < bins; i++) {
      edges[i] = i * step + low;
    }
    edges[bins] = high;
    return edges;
  }

  /// How many values of a sample fall into each bin.
  static int[] counts(Sample sample, double[] edges) {
    double[] sorted = sample.sorted();
    int[] counts = new int[edges.length - 1];
    int below = firstAtLeast(sorted, edges[0]);
    for (int bin = 0; bin < counts.length; bin++) {
      boolean last = bin == counts.length - 1;
      double end = last ? Math.nextUp(edges[bin + 1]) : edges[bin + 1];
      int next = firstAtLeast(sorted, end);
      counts[bin] = next - below;
      below = next;
    }
    return counts;
  }

  /// Whether pandas would read the column as integers: whole numbers, and none missing.
  private static boolean whole(Sample sample) {
    return sample.missingShare() == 0
        && Arrays.stream(sample.distinct())
            .allMatch(value -> value == Math.rint(value) && Math.abs(value) <= LARGEST_WHOLE);
  }

  /// The binary logarithm, exact for powers of two, which else could flip the `ceil`.
  private static double log2(long value) {
    return Long.bitCount(value) == 1
        ? Long.numberOfTrailingZeros(value)
        : Math.log((double) value) / Math.log(2);
  }

  private static int firstAtLeast(double[] sorted, double value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
