package io.evenkeel.serving;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Connection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Closes connections over which one request has been arriving for too long, however steadily: a
/// client that sends a byte now and then never falls silent, so no idle timeout ends it.
///
/// A connection is known by two counts, its bytes and its requests. Bytes that grow while the
/// requests do not are one request on its way. Jetty adds and removes connections; one thread
/// sweeps.
final class SlowRequests implements Connection.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(SlowRequests.class);

  private final long limitNanos;
  private final Map<Connection, Arrival> arrivals = new ConcurrentHashMap<>();

  SlowRequests(Duration limit) {
    this.limitNanos = limit.toNanos();
  }

  /// What the last sweep saw of a connection. Belongs to the sweeping thread.
  private static final class Arrival {
    private long requests = -1;
    private long bytes;
    private long since;
  }

  @Override
  public void onOpened(Connection connection) {
    arrivals.put(connection, new Arrival());
  }

  @Override
  public void onClosed(Connection connection) {
    arrivals.remove(connection);
  }

  /// Looks at every connection; to be called several times within the limit.
  void sweep() {
    long now = System.nanoTime();
    arrivals.forEach((connection, arrival) -> look(connection, arrival, now));
  }

  private void look(Connection connection, Arrival arrival, long now) {
    long requests = connection.getMessagesIn();
    long bytes = connection.getBytesIn();
    if (requests != arrival.requests) {
      arrival.requests = requests;
      arrival.since = now;
    } else if (bytes == arrival.bytes) {
      // Nothing came: the idle timeout's business, or a request that is being answered.
      return;
    } else if (now - arrival.since > limitNanos) {
      LOG.debug("{} is closed: its request takes too long to arrive", connection);
      connection.getEndPoint().close();
    }
    arrival.bytes = bytes;
  }
}
