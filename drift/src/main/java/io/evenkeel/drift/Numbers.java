package io.evenkeel.drift;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/// How findings write numbers for people.
final class Numbers {
  private Numbers() {}

  /// A finite number with four significant digits at most and no exponent: `200000`, `0.01`.
  static String plain(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(4));
    return rounded.stripTrailingZeros().toPlainString();
  }

  /// A share as a percentage with one decimal place: `2.1 %`.
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
