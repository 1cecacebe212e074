package io.evenkeel.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/// Numbers as people read them.
public final class NumberText {
  private static final double LARGEST_EXACT = 1e15;

  private NumberText() {}

  /// The number so that reading gives it back; whole ones without a fraction.
  public static String exact(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < LARGEST_EXACT;
    return whole ? Long.toString((long) value) : Double.toString(value);
  }

  /// At most four significant digits, thousands grouped, no exponent: `12,340`, `0.0123`.
  static String plain(double value) {
    if (Double.isNaN(value)) {
      return "–";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "-∞";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e7) {
      return String.format(Locale.ROOT, "%,d", (long) value);
    }
    double magnitude = Math.abs(value);
    if (magnitude >= 1e7) {
      return tick(value);
    }
    if (magnitude < 1e-4) {
      return String.format(Locale.ROOT, "%.1e", value);
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros();
    return magnitude >= 1000
        ? String.format(Locale.ROOT, "%,d", Math.round(value))
        : rounded.toPlainString();
  }

  /// Short, for an axis: `0`, `2.5`, `10k`, `3M`.
  static String tick(double value) {
    double magnitude = Math.abs(value);
    if (magnitude >= 1e15 || (magnitude < 1e-3 && magnitude > 0)) {
      return String.format(Locale.ROOT, "%.0e", value).replace("e-0", "e-").replace("e+", "e");
    }
    if (magnitude >= 1e12) {
      return digits(value / 1e12) + "T";
    }
    if (magnitude >= 1e9) {
      return digits(value / 1e9) + "G";
    }
    if (magnitude >= 1e6) {
      return digits(value / 1e6) + "M";
    }
    return magnitude >= 1e4 ? digits(value / 1e3) + "k" : digits(value);
  }

  /// A share in per cent: `4.2 %`; small ones keep a digit.
  static String percent(double share) {
    double percent = share * 100;
    if (percent > 0 && percent < 0.1) {
      return "< 0.1 %";
    }
    if (percent > 99.9 && percent < 100) {
      return "> 99.9 %";
    }
    return digits(Math.round(percent * 10) / 10.0) + " %";
  }

  /// A count with its thousands grouped.
  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /// A fixed number of decimals.
  public static String decimals(double value, int digits) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  /// A drift score: three decimals, more where a small one would look like nothing.
  static String score(double value) {
    if (value > 0 && value < 0.001) {
      return value < 1e-300 ? "< 1e-300" : String.format(Locale.ROOT, "%.1e", value);
    }
    return value >= 1000 ? plain(value) : decimals(value, 3);
  }

  private static String digits(double value) {
    return new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros().toPlainString();
  }

  /// A name of at most so many characters, cut between two of them and never within one.
  static String shortened(String name, int most) {
    return name.codePointCount(0, name.length()) > most
        ? name.substring(0, name.offsetByCodePoints(0, most - 1)) + "…"
        : name;
  }
}
