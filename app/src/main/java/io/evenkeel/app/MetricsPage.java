package io.evenkeel.app;

/// Where a part of the system shows its metrics.
public enum MetricsPage {
  /// On a page of its own: it is a process of its own.
  OWN,
  /// On the server's page: it runs in the server's process.
  OF_THE_SERVER
}
