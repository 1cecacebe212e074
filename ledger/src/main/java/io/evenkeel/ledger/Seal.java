package io.evenkeel.ledger;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// How facts and links are digested: SHA-256, and for links HMAC-SHA-256 where there is a key.
///
/// What is digested is a list of fields in one encoding: each field is its length in bytes of UTF-8
/// in decimal digits, a colon and these bytes; an absent field is a hyphen. Numbers are decimal
/// digits, times as they are stored. No two different lists have the same encoding.
final class Seal {
  /// The name of links that are not sealed with a key.
  static final String OPEN = "";

  private static final String MAC = "HmacSHA256";
  private static final int NAME_CHARACTERS = 16;

  private final Optional<SecretKeySpec> key;
  private final String name;

  private Seal(Optional<SecretKeySpec> key, String name) {
    this.key = key;
    this.name = name;
  }

  /// @param key the secret; empty for plain digests
  static Seal of(Optional<String> key) {
    return key.map(text ->
            new Seal(
                Optional.of(new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), MAC)),
                digest("evenkeel.ledger.key", text).substring(0, NAME_CHARACTERS)))
        .orElseGet(() -> new Seal(Optional.empty(), OPEN));
  }

  /// Tells keys apart without telling them; [#OPEN] without a key.
  String name() {
    return name;
  }

  /// The hash of a link without a key, or with this one.
  ///
  /// @param sealed the name of the seal that the link bears
  /// @return empty when it bears the seal of another key
  Optional<String> hash(String sealed, Object... fields) {
    if (sealed.equals(OPEN)) {
      return Optional.of(digest(fields));
    }
    return key.filter(_ -> sealed.equals(name)).map(secret -> mac(secret, encoded(fields)));
  }

  /// SHA-256 of fields, 64 hexadecimal digits.
  static String digest(Object... fields) {
    try {
      return hex(MessageDigest.getInstance("SHA-256").digest(encoded(fields)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String mac(SecretKeySpec key, byte[] bytes) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(key);
      return hex(mac.doFinal(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + MAC, e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  static byte[] encoded(Object... fields) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Object field : fields) {
      Object value = Database.column(field);
      if (value == null) {
        out.write('-');
      } else {
        byte[] bytes = value.toString().getBytes(StandardCharsets.UTF_8);
        out.writeBytes((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(bytes);
      }
    }
    return out.toByteArray();
  }
}
