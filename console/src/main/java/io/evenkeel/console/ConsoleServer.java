package io.evenkeel.console;

import io.evenkeel.agent.Instructions;
import io.evenkeel.agent.KillSwitchFile;
import io.evenkeel.incident.Autonomy;
import io.evenkeel.ledger.Ledger;
import io.evenkeel.monitor.ReportStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The console over HTTP: pages for people, JSON for programs, and the way to tell the agent
/// something. It listens once it is made, and its threads do not keep a process alive.
///
/// A connection may be silent for 10 s and lasts 2 minutes at most; 32 are open at most. So whoever
/// holds them takes nothing from the agent but the console, and that not for long.
public final class ConsoleServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConsoleServer.class);
  private static final Duration SILENCE = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final int CONNECTIONS = 32;
  private static final int THREADS = 8;

  private final Server server;
  private final ServerConnector connector;

  /// What is shown, and who is told.
  ///
  /// @param ledger the facts
  /// @param reports the drift reports
  /// @param killSwitch whether the agent is stopped
  /// @param autonomy how much the agent may do by itself
  /// @param people takes what people say
  /// @param postMortems made when they are asked for
  /// @param clock the present
  public record Parts(
      Ledger ledger,
      ReportStore reports,
      KillSwitchFile killSwitch,
      Autonomy autonomy,
      Instructions people,
      PostMortems postMortems,
      Clock clock) {}

  private ConsoleServer(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /// Starts it.
  ///
  /// @param settings where it listens
  /// @param token what callers must show where others than this machine can reach it
  /// @param parts what is shown, and who is told
  /// @throws IllegalArgumentException when others could reach it and there is no token
  /// @throws UncheckedIOException when it cannot listen, for instance because the port is taken
  public static ConsoleServer start(ConsoleSettings settings, Optional<String> token, Parts parts) {
    boolean open = settings.openToOthers();
    if (open && token.isEmpty()) {
      throw new IllegalArgumentException(
          "the console would listen on %s, which others can reach: set EVENKEEL_TOKEN, or listen on"
                  .formatted(settings.host())
              + " 127.0.0.1");
    }
    Sights sights =
        new Sights(
            parts.ledger(), parts.reports(), parts.killSwitch(), parts.autonomy(), parts.clock());
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 1);
    threads.setName("console");
    threads.setDaemon(true);
    Server server = new Server(threads);
    server.setHandler(
        new Door(
            new Rooms(sights, new Api(sights, parts.people()), parts.postMortems()),
            !open,
            token.filter(_ -> open)));
    server.setErrorHandler(new PlainErrors());
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    connector.setIdleTimeout(SILENCE.toMillis());
    connector.addBean(new ShortLife(connector));
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(CONNECTIONS, connector));
    ConsoleServer console = new ConsoleServer(server, connector);
    try {
      server.start();
    } catch (Exception e) {
      console.close();
      throw new UncheckedIOException(
          new IOException(
              "the console cannot listen on %s:%d: %s; another port is set with console.port"
                  .formatted(settings.host(), settings.port(), e.getMessage()),
              e));
    }
    LOG.info("console on http://{}:{}/", settings.host(), console.port());
    return console;
  }

  /// Ends every connection after a while, so that a client that drips its request holds nothing.
  private record ShortLife(ServerConnector connector) implements Connection.Listener {
    @Override
    public void onOpened(Connection connection) {
      connector
          .getScheduler()
          .schedule(
              () -> connection.getEndPoint().close(), LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    }
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
      LOG.warn("the console did not stop cleanly", e);
    }
  }
}
