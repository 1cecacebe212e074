package io.evenkeel.drift;

/// Wasserstein distance of a sample from a reference, over the standard deviation of the reference:
/// Evidently's `wasserstein`.
///
/// `W1 = integral of |F_ref(x) - F_cur(x)| dx`; the score is `W1 / max(sd, 0.001)` with the
/// population standard deviation (divisor n).
///
/// Between two neighbouring values of the sample `F_cur` is a constant q, and `F_ref` crosses q at
/// most once, at a quantile of the reference. So each piece of the integral is two differences of
/// prefix sums, and a distance costs O(m log(n/m)) for m values against a reference of n. The sums
/// are taken from the median outwards with compensation, so that their differences stay exact to a
/// few units in the last place of the reference's spread.
///
/// Immutable and safe for use by many threads.
final class Wasserstein {
  private static final double LEAST_DEVIATION = 0.001;

  private final double[] reference;
  private final double centre;

  /// `sums[k]`: sum of the k smallest values less the centre, up to a constant that cancels.
  private final double[] sums;

  private final double deviation;

  /// Prepares a reference; an empty one has no distance to anything.
  Wasserstein(Sample sample) {
    reference = sample.sorted();
    int n = reference.length;
    int middle = n / 2;
    centre = n == 0 ? 0 : reference[middle];
    sums = new double[n + 1];
    CompensatedSum upwards = new CompensatedSum();
    for (int i = middle; i < n; i++) {
      upwards.add(reference[i] - centre);
      sums[i + 1] = upwards.value();
    }
    CompensatedSum downwards = new CompensatedSum();
    for (int i = middle - 1; i >= 0; i--) {
      downwards.add(centre - reference[i]);
      sums[i] = downwards.value();
    }
    double mean = (sums[n] - sums[0]) / n;
    CompensatedSum squares = new CompensatedSum();
    for (double value : reference) {
      double difference = value - centre - mean;
      squares.add(difference * difference);
    }
    deviation = Math.sqrt(squares.value() / n);
  }

  /// The unit of the score: the standard deviation of the reference, 0.001 at least.
  double unit() {
    return Math.max(deviation, LEAST_DEVIATION);
  }

  /// The score of a sample; 0 or more. Both sides have at least one value.
  double score(Sample current) {
    return distance(current) / unit();
  }

  /// W1 in the unit of the feature.
  double distance(Sample current) {
    double[] values = current.distinct();
    int[] counts = current.counts();
    int n = reference.length;
    CompensatedSum total = new CompensatedSum();
    int below = atLeast(values[0], 0);
    total.add(Math.max(0, upTo(values[0], 0, below)) / n);
    long seen = 0;
    for (int i = 0; i + 1 < values.length; i++) {
      seen += counts[i];
      int from = atLeast(Math.nextUp(values[i]), below);
      int to = atLeast(values[i + 1], from);
      total.add(between(values[i], values[i + 1], from, to, seen, current.size()));
      below = to;
    }
    double last = values[values.length - 1];
    total.add(Math.max(0, -upTo(last, below, n)) / n);
    return total.value();
  }

  /// The integral of |F_ref - q| from `low` to `high`, neighbouring values of the sample.
  ///
  /// @param from how many reference values are at most `low`
  /// @param to how many are below `high`
  /// @param seen q times `m`: values of the sample that are at most `low`
  /// @param m values of the sample
  private double between(double low, double high, int from, int to, long seen, long m) {
    long n = reference.length;
    int crossing = Math.toIntExact((n * seen + m - 1) / m) - 1;
    int split = Math.clamp(crossing, from, to);
    double at = Math.clamp(reference[crossing], low, high);
    double scale = (double) n * m;
    double rising = (n * seen - m * from) / scale * (at - low) - upTo(at, from, split) / n;
    double falling = (m * split - n * seen) / scale * (high - at) + upTo(high, split, to) / n;
    return Math.max(0, rising) + Math.max(0, falling);
  }

  /// The sum of `end - x` over the reference values number `from` (included) to `to` (excluded).
  private double upTo(double end, int from, int to) {
    return (to - from) * (end - centre) - (sums[to] - sums[from]);
  }

  /// The position of the first reference value that is at least `value`, from `start` on. Doubles
  /// its steps first: the answer is near where the two samples are of one size.
  private int atLeast(double value, int start) {
    int n = reference.length;
    int low = start;
    int step = 1;
    int high = start;
    while (high < n && reference[high] < value) {
      low = high + 1;
      high = step > n - high ? n : high + step;
      step *= 2;
    }
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (reference[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
