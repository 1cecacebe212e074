package io.evenkeel.metrics;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.Scheduler;

/// Ends every connection after a while, so that a client that drips its request holds nothing.
///
/// Safe for use by many threads.
final class ShortConnections implements Connection.Listener {
  private final Scheduler scheduler;
  private final Duration longest;
  private final Map<Connection, Scheduler.Task> ends = new ConcurrentHashMap<>();

  ShortConnections(Scheduler scheduler, Duration longest) {
    this.scheduler = scheduler;
    this.longest = longest;
  }

  @Override
  public void onOpened(Connection connection) {
    ends.put(
        connection,
        scheduler.schedule(
            () -> connection.getEndPoint().close(), longest.toMillis(), TimeUnit.MILLISECONDS));
  }

  @Override
  public void onClosed(Connection connection) {
    Scheduler.Task end = ends.remove(connection);
    if (end != null) {
      end.cancel();
    }
  }
}
