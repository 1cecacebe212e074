package io.evenkeel.report;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What the fields of a CSV file mean.
final class Cells {
  /// What people and programs write where a value is missing.
  private static final Set<String> MISSING =
      Set.of("", "nan", "na", "n/a", "#n/a", "<na>", "null", "none");

  private static final int LONGEST_MISSING = 4;
  private static final Pattern DATE =
      Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}([T ]\\d{2}:\\d{2}.*)?|\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}.*");

  private Cells() {}

  /// Whether a stripped field says that there is no value.
  static boolean missing(String field) {
    return field.isEmpty()
        || (field.length() <= LONGEST_MISSING && MISSING.contains(field.toLowerCase(Locale.ROOT)));
  }

  /// Whether a stripped field is a number: decimal, or an infinity.
  static boolean number(String field) {
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (!(c >= '0' && c <= '9') && "+-.eE".indexOf(c) < 0) {
        return infinity(field) != 0;
      }
    }
    return !field.isEmpty();
  }

  /// The value of a stripped field.
  ///
  /// @throws NumberFormatException when it is not a number
  static double parse(String field) {
    double infinity = infinity(field);
    if (infinity != 0) {
      return infinity;
    }
    if (!number(field)) {
      throw new NumberFormatException("not a decimal number: " + field);
    }
    return Double.parseDouble(field);
  }

  /// Whether a text is a date or a time.
  static boolean date(String text) {
    return DATE.matcher(text).matches();
  }

  private static double infinity(String field) {
    int last = field.length() - 1;
    if (last < 2 || Character.isDigit(field.charAt(last))) {
      return 0;
    }
    return switch (field.toLowerCase(Locale.ROOT)) {
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      default -> 0;
    };
  }
}
