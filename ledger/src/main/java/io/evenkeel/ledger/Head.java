package io.evenkeel.ledger;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The newest link of the ledger's chain: whoever has noted it can prove later that nothing before
/// it was altered or taken away.
///
/// @param sequence the number of the link; 0 for an empty ledger
/// @param hash its hash, 64 hexadecimal digits
public record Head(long sequence, String hash) {
  /// Before the first link.
  static final Head START = new Head(0, "0".repeat(64));

  private static final Pattern FORM = Pattern.compile("(\\d{1,18}):([0-9a-f]{64})");

  /// As people note it: the number, a colon, the hash.
  public String text() {
    return sequence + ":" + hash;
  }

  /// Reads what [#text] wrote.
  ///
  /// @throws IllegalArgumentException when it has another form
  public static Head parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "not the head of a chain: " + text + " (a number, a colon, 64 hexadecimal digits)");
    }
    return new Head(Long.parseLong(matcher.group(1)), matcher.group(2));
  }
}
