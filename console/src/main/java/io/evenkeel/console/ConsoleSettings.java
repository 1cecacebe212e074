package io.evenkeel.console;

import java.net.InetAddress;
import java.net.UnknownHostException;

/// Where the console listens.
///
/// @param enabled whether there is one
/// @param host the address to listen on; one that others can reach needs the server's token
/// @param port the port, 0 for a free one
public record ConsoleSettings(boolean enabled, String host, int port) {
  /// Rejects a port that is none and a host that is unknown.
  public ConsoleSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("console.port must be from 0 to 65535, was " + port);
    }
    if (host.isBlank()) {
      throw new IllegalArgumentException("console.host must name an address, was blank");
    }
    isLoopback(host);
  }

  /// Port 8010 of 127.0.0.1.
  public static ConsoleSettings defaults() {
    return new ConsoleSettings(true, "127.0.0.1", 8010);
  }

  /// The same with another port.
  public ConsoleSettings withPort(int other) {
    return new ConsoleSettings(enabled, host, other);
  }

  /// Whether others than this machine can reach it.
  public boolean openToOthers() {
    return enabled && !isLoopback(host);
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("console.host is unknown: " + host, e);
    }
  }
}
