package io.evenkeel.app;

import io.evenkeel.events.EventLog;
import io.evenkeel.serving.ModelServer;
import java.io.IOException;
import java.io.UncheckedIOException;

/// A server and the event log that it writes. Closing it finishes the requests in flight, then the
/// log.
///
/// @param server the server, started
/// @param log its log
public record RunningServer(ModelServer server, EventLog log) implements AutoCloseable {
  /// Starts a server; where that fails, both are closed.
  static RunningServer start(ModelServer server, EventLog log) {
    RunningServer running = new RunningServer(server, log);
    try {
      server.start();
      return running;
    } catch (IOException e) {
      running.close();
      throw new UncheckedIOException("cannot start the server", e);
    } catch (RuntimeException e) {
      running.close();
      throw e;
    }
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
