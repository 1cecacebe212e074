package io.evenkeel.serving;

import org.eclipse.jetty.server.Request;

/// What a client may call itself, in the header `X-Client-Id`: up to 64 letters, digits or the
/// signs `. _ -`, which mean nothing special in JSON, in logs or on pages.
///
/// The name is the client's own word and proves nothing. It tells whose rows they are, so that one
/// broken caller is not taken for a change of the world.
final class ClientIds {
  static final String HEADER = "X-Client-Id";
  static final int MAX_LENGTH = 64;

  private ClientIds() {}

  /// The name of whoever sends a request; empty where it gave none, or none that is allowed: no
  /// payment waits because of a header.
  static String of(Request request) {
    String name = request.getHeaders().get(HEADER);
    return name != null && allowed(name) ? name : "";
  }

  static boolean allowed(String name) {
    if (name.isEmpty() || name.length() > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letterOrDigit =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letterOrDigit && "._-".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }
}
