package io.evenkeel.alerts;

import java.util.regex.Pattern;

/// Texts from elsewhere (names of features, reasons of a language model) made fit for a message.
final class PlainText {
  private static final String ELLIPSIS = "…";
  // Joiners stay: scripts of India need them.
  private static final Pattern UNFIT =
      Pattern.compile(
          "[\\s\\p{Cntrl}\\p{Cs}\\u061c\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u2069\\ufeff]+");

  private PlainText() {}

  /// One line without controls, marks of direction and halves of characters, which could break a
  /// message or turn its reading around.
  static String line(String text) {
    return UNFIT.matcher(text).replaceAll(" ").strip();
  }

  /// One line of at most so many characters.
  static String line(String text, int limit) {
    return cut(line(text), limit);
  }

  /// The beginning of a text, ending in an ellipsis where something is left out.
  static String cut(String text, int limit) {
    if (text.length() <= limit) {
      return text;
    }
    int end = limit - ELLIPSIS.length();
    // Half a pair of surrogates is not a character.
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + ELLIPSIS;
  }
}
