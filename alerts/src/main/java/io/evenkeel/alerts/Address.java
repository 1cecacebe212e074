package io.evenkeel.alerts;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a channel posts to. It may be a secret, or hold one (`https://user:password@host`), so it
/// is never printed.
///
/// @param uri the address, without user and password
/// @param authorization the value of the header `Authorization`, if there is one
record Address(URI uri, Optional<String> authorization) {
  /// An address as it was set; user and password become basic authentication.
  static Address of(URI uri) {
    @Nullable String user = uri.getUserInfo();
    if (user == null) {
      return new Address(uri, Optional.empty());
    }
    String plain = uri.toASCIIString();
    int end = plain.indexOf('@') + 1;
    String bare = plain.substring(0, plain.indexOf("//") + 2) + plain.substring(end);
    String basic = Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    return new Address(URI.create(bare), Optional.of("Basic " + basic));
  }

  /// An address below this one.
  ///
  /// @param path from the first slash on
  Address below(String path) {
    String base = uri.toASCIIString();
    while (base.endsWith("/")) {
      base = base.substring(0, base.length() - 1);
    }
    return new Address(URI.create(base + path), authorization);
  }

  @Override
  public String toString() {
    return "an address that is not shown";
  }
}
