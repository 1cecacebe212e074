package io.evenkeel.report;

import java.util.Locale;

/// HTML as it grows. Text that is not ours goes through [#text], which makes markup in it harmless.
///
/// Mutable; belongs to the thread that made it.
public final class Html {
  private final StringBuilder out = new StringBuilder(1 << 16);

  /// Nothing yet.
  public Html() {}

  /// Adds markup of ours.
  public Html raw(String markup) {
    out.append(markup);
    return this;
  }

  /// Adds text.
  public Html text(String text) {
    out.append(escape(text));
    return this;
  }

  /// Adds an element that holds text.
  ///
  /// @param tag its name and attributes, without brackets
  public Html element(String tag, String text) {
    int space = tag.indexOf(' ');
    out.append('<').append(tag).append('>').append(escape(text)).append("</");
    out.append(space < 0 ? tag : tag.substring(0, space)).append('>');
    return this;
  }

  @Override
  public String toString() {
    return out.toString();
  }

  /// The text with everything that HTML could take for markup made harmless, and without characters
  /// that HTML forbids.
  public static String escape(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> safe.append(Character.isISOControl(c) && c != '\n' ? '\uFFFD' : c);
      }
    }
    return safe.toString();
  }

  /// A coordinate, one decimal at most.
  static String at(double value) {
    double rounded = Math.round(value * 10) / 10.0;
    return rounded == Math.rint(rounded)
        ? Long.toString((long) rounded)
        : String.format(Locale.ROOT, "%.1f", rounded);
  }
}
