package io.evenkeel.metrics;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `GET /metrics` and `GET /health` of a process that has no other server. It listens once it is
/// made, and its threads do not keep a process alive.
///
/// A connection is for one request, must be done within 30 s, and may be silent for 10 s; at most
/// 32 are open.
public final class MetricsServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MetricsServer.class);
  private static final Duration SILENCE = Duration.ofSeconds(10);
  private static final Duration REQUEST = Duration.ofSeconds(30);
  private static final int CONNECTIONS = 32;
  private static final int THREADS = 8;

  private final Server server;
  private final ServerConnector connector;

  private MetricsServer(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /// Starts the one of the monitor.
  ///
  /// @param settings where it listens
  /// @param registry what is shown
  /// @param health how the process is
  /// @throws UncheckedIOException when it cannot listen, for instance because the port is taken
  public static MetricsServer ofMonitor(
      MetricsSettings settings, PrometheusRegistry registry, Supplier<Health> health) {
    return start(settings, settings.monitorPort(), "monitor-port", registry, health, REQUEST);
  }

  /// Starts the one of the agent.
  ///
  /// @param settings where it listens
  /// @param registry what is shown
  /// @param health how the process is
  /// @throws UncheckedIOException when it cannot listen, for instance because the port is taken
  public static MetricsServer ofAgent(
      MetricsSettings settings, PrometheusRegistry registry, Supplier<Health> health) {
    return start(settings, settings.agentPort(), "agent-port", registry, health, REQUEST);
  }

  static MetricsServer start(
      MetricsSettings settings,
      int port,
      String setting,
      PrometheusRegistry registry,
      Supplier<Health> health,
      Duration request) {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 1);
    threads.setName("metrics");
    threads.setDaemon(true);
    Server server = new Server(threads);
    server.setHandler(new MetricsPages(registry, health, settings.isLoopback()));
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setPersistentConnectionsEnabled(false);
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(settings.host());
    connector.setPort(port);
    connector.setIdleTimeout(SILENCE.toMillis());
    connector.addBean(new ShortConnections(connector.getScheduler(), request));
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(CONNECTIONS, connector));
    MetricsServer metrics = new MetricsServer(server, connector);
    try {
      server.start();
    } catch (Exception e) {
      metrics.close();
      throw new UncheckedIOException(
          new IOException(
              "cannot show metrics on %s:%d: %s; another port is set with metrics.%s"
                  .formatted(settings.host(), port, e.getMessage(), setting),
              e));
    }
    LOG.info("metrics on http://{}:{}/metrics", settings.host(), metrics.port());
    return metrics;
  }

  /// The port on which it listens.
  public int port() {
    return connector.getLocalPort();
  }

  /// Stops listening.
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      LOG.warn("the server of the metrics did not stop cleanly", e);
    }
  }
}
