package io.evenkeel.metrics;

import java.net.InetAddress;
import java.net.UnknownHostException;

/// Where the processes without a server of their own show their metrics.
///
/// @param host the address to listen on
/// @param monitorPort the port of the monitor, 0 for a free one
/// @param agentPort the port of the agent, 0 for a free one
public record MetricsSettings(String host, int monitorPort, int agentPort) {
  /// Rejects a port that is none, a host that is unknown, and two processes on one port.
  public MetricsSettings {
    requirePort("monitor-port", monitorPort);
    requirePort("agent-port", agentPort);
    if (monitorPort == agentPort && monitorPort != 0) {
      throw new IllegalArgumentException(
          "metrics.monitor-port and metrics.agent-port must differ, both were " + agentPort);
    }
    if (host.isBlank()) {
      throw new IllegalArgumentException("metrics.host must name an address, was blank");
    }
    isLoopback(host);
  }

  /// Ports 8001 and 8002 of 127.0.0.1.
  public static MetricsSettings defaults() {
    return new MetricsSettings("127.0.0.1", 8001, 8002);
  }

  /// Whether only this machine can reach the host.
  boolean isLoopback() {
    return isLoopback(host);
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("metrics.host is unknown: " + host, e);
    }
  }

  private static void requirePort(String name, int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(
          "metrics.%s must be from 0 to 65535, was %d".formatted(name, port));
    }
  }
}
