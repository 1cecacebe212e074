package io.evenkeel.alerts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Short names for long ones.
final class Digests {
  private static final int KEPT = 12;

  private Digests() {}

  /// SHA-256 of a text in UTF-8, in hexadecimal digits.
  static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// A name of at most so many characters, the same for the same text and, as good as surely,
  /// another for another.
  static String bounded(String text, int limit) {
    if (text.length() <= limit) {
      return text;
    }
    return text.substring(0, limit - KEPT - 1) + "-" + sha256(text).substring(0, KEPT);
  }
}
