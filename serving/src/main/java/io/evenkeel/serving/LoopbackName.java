package io.evenkeel.serving;

import java.net.InetAddress;
import org.eclipse.jetty.util.HostPort;

/// Tells the names of this machine's loopback from all others, without asking anybody.
final class LoopbackName {
  private LoopbackName() {}

  /// Whether a Host header, with or without a port, is `localhost`, an address of 127.0.0.0/8, or
  /// `[::1]`.
  static boolean isNamedBy(String header) {
    try {
      String host = new HostPort(header).getHost();
      if (host.equalsIgnoreCase("localhost")) {
        return true;
      }
      boolean bracketed = host.startsWith("[") && host.endsWith("]");
      String address = bracketed ? host.substring(1, host.length() - 1) : host;
      // A literal is never looked up: whoever answers for a name must have no say here.
      return InetAddress.ofLiteral(address).isLoopbackAddress();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
