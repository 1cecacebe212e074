package io.evenkeel.drift;

/// A distribution on the line, asked for the share of its values below a number.
///
/// A reference whose unit changed need not be computed and sorted again: the share of `factor x`
/// below a number is the share of `x` below that number over the factor.
interface Law {
  /// The share of the values that are less than `value`, 0 to 1.
  double below(double value);

  /// The law of a sample of at least one value.
  static Law of(Sample sample) {
    double[] sorted = sample.sorted();
    return value -> (double) position(sorted, value) / sorted.length;
  }

  /// All mass on one value.
  static Law at(double point) {
    return value -> value > point ? 1 : 0;
  }

  /// The law of this one's values times a factor above 0.
  default Law times(double factor) {
    return value -> below(value / factor);
  }

  /// The law of this one's values times a factor above 0, the fraction cut off.
  default Law timesCutOff(double factor) {
    return value -> below(Math.ceil(value) / factor);
  }

  /// The law of this one's values times a factor above 0, rounded to whole numbers.
  default Law timesRounded(double factor) {
    return value -> below((Math.ceil(value) - 0.5) / factor);
  }

  /// The law of those of this one's values that lie within a range, which has some.
  default Law within(Column.Numeric range) {
    double from = below(range.lowerOpen() ? Math.nextUp(range.lower()) : range.lower());
    double kept = below(Math.nextUp(range.upper())) - from;
    return value -> Math.clamp((below(value) - from) / kept, 0, 1);
  }

  /// How many of the ascending values are less than `value`.
  static int position(double[] ascending, double value) {
    int low = 0;
    int high = ascending.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ascending[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
