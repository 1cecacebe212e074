package io.evenkeel.model;

/// The allowed values of a numeric feature. Either end may be infinite.
///
/// @param lower the lower end; not NaN
/// @param lowerOpen whether the lower end itself is excluded
/// @param upper the upper end, always included; not NaN, not below `lower`
public record Range(double lower, boolean lowerOpen, double upper) {
  /// Rejects NaN and an empty range.
  public Range {
    if (Double.isNaN(lower) || Double.isNaN(upper) || lower > upper) {
      throw new IllegalArgumentException("not a range: " + lower + " to " + upper);
    }
  }

  /// Every number.
  public static Range any() {
    return new Range(Double.NEGATIVE_INFINITY, true, Double.POSITIVE_INFINITY);
  }

  /// Whether the value lies in this range; false for NaN.
  public boolean contains(double value) {
    return (lowerOpen ? value > lower : value >= lower) && value <= upper;
  }

  /// The range in words, to follow "must be": for instance `above 0 and at most 200000`.
  public String describe() {
    String low = (lowerOpen ? "above " : "at least ") + number(lower);
    String high = "at most " + number(upper);
    if (Double.isInfinite(lower)) {
      return Double.isInfinite(upper) ? "a number" : high;
    }
    return Double.isInfinite(upper) ? low : low + " and " + high;
  }

  private static String number(double value) {
    return value == Math.rint(value) && !Double.isInfinite(value)
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
