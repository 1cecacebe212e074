package io.evenkeel.app;

import io.evenkeel.events.EventLog;
import io.evenkeel.serving.ModelServer;

/// A server and the event log that it writes. Closing it finishes the requests in flight, then the
/// log.
///
/// @param server the server, started
/// @param log its log
public record RunningServer(ModelServer server, EventLog log) implements AutoCloseable {
  /// Starts a server; where that fails, the log is closed.
  static RunningServer start(ModelServer server, EventLog log) {
    try {
      server.start();
    } catch (RuntimeException e) {
      log.close();
      throw e;
    }
    return new RunningServer(server, log);
  }

  /// The port that it listens on.
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    try {
      server.close();
    } finally {
      log.close();
    }
  }
}
