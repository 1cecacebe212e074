package io.evenkeel.serving;

/// What a client may call a transaction: up to 128 characters that mean nothing special in JSON, in
/// logs or on pages.
final class TransactionIds {
  static final int MAX_LENGTH = 128;

  static final String EXPLANATION =
      "transaction_id must be a string of 1 to "
          + MAX_LENGTH
          + " letters, digits or the signs . _ : / @ + = -";

  private TransactionIds() {}

  static boolean allowed(String id) {
    if (id.isEmpty() || id.length() > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean letterOrDigit =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letterOrDigit && "._:/@+=-".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }
}
