package io.evenkeel.app;

import io.evenkeel.events.EventLog;
import io.evenkeel.serving.ModelServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;

/// A server and the event log that it writes. Closing it finishes the requests in flight, then the
/// log.
///
/// @param server the server, started
/// @param log its log
public record RunningServer(ModelServer server, EventLog log) implements AutoCloseable {
  /// Makes and starts a server; where that fails, nothing is left open.
  static RunningServer start(EventLog log, Function<EventLog, ModelServer> making) {
    try {
      ModelServer server = making.apply(log);
      try {
        server.start();
        return new RunningServer(server, log);
      } catch (IOException | RuntimeException e) {
        server.close();
        throw e;
      }
    } catch (IOException e) {
      log.close();
      throw new UncheckedIOException("cannot start the server; another port is set with --port", e);
    } catch (RuntimeException e) {
      log.close();
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
