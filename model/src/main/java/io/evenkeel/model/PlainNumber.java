package io.evenkeel.model;

/// Numbers as text: whole ones without a fraction, all others so that reading gives them back.
final class PlainNumber {
  private static final double LARGEST_EXACT = 1e15;

  private PlainNumber() {}

  static String format(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < LARGEST_EXACT;
    boolean negativeZero = value == 0 && 1 / value < 0;
    return whole && !negativeZero ? Long.toString((long) value) : Double.toString(value);
  }

  /// Reads a finite decimal number.
  ///
  /// @throws NumberFormatException when the text is something else, for instance `NaN` or `0x1`
  static double parse(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!(c >= '0' && c <= '9') && "+-.eE".indexOf(c) < 0) {
        throw new NumberFormatException("not a decimal number: " + text);
      }
    }
    double value = Double.parseDouble(text);
    if (Double.isInfinite(value)) {
      throw new NumberFormatException("too large: " + text);
    }
    return value;
  }
}
