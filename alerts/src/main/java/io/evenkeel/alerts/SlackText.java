package io.evenkeel.alerts;

/// Texts as Slack wants them: `&`, `<` and `>` escaped, so that nothing becomes a mention or a link
/// that we did not write.
final class SlackText {
  private static final String ELLIPSIS = "…";

  private SlackText() {}

  /// A text of any length.
  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /// One line of at most so many characters, counted after escaping; never empty, because Slack
  /// refuses empty texts.
  static String escape(String text, int limit) {
    String line = PlainText.line(text);
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < line.length(); ) {
      int point = line.codePointAt(i);
      String next = escape(Character.toString(point));
      i += Character.charCount(point);
      int reserved = i < line.length() ? ELLIPSIS.length() : 0;
      if (escaped.length() + next.length() + reserved > limit) {
        return escaped.append(ELLIPSIS).toString();
      }
      escaped.append(next);
    }
    return escaped.isEmpty() ? "-" : escaped.toString();
  }
}
