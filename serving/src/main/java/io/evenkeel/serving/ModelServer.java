package io.evenkeel.serving;

import io.evenkeel.events.EventLog;
import io.evenkeel.model.FeatureSchema;
import io.evenkeel.registry.Registry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The HTTP server in front of the model. Every request has its own virtual thread.
///
/// A server is started once and closed once. Its threads do not keep a process alive. The event log
/// and the registry belong to the caller, who closes them after the server.
public final class ModelServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ModelServer.class);

  private final ServerSettings settings;
  private final ModelSource models;
  private final Duration beat;
  private final LiveModel live;
  private final SliceCounting counting;
  private final Server server;
  private final ServerConnector connector;
  private final SlowRequests slowRequests;
  private final ExecutorService requestThreads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile Optional<Presence> presence = Optional.empty();
  // A thread for each chore that recurs: looking for another champion, the sign of life, slow
  // requests, the end of a slice.
  private final ScheduledExecutorService chores =
      Executors.newScheduledThreadPool(
          4, Thread.ofPlatform().name("server-chores-", 0).daemon().factory());

  /// Composes a server. Nothing listens before [#start].
  ///
  /// @param settings where it listens
  /// @param schema what requests are checked against
  /// @param registry says which version serves
  /// @param log takes predictions, rejections and labels
  /// @param slice how long a slice of time is whose counts are logged at once
  /// @param metrics takes the server's own metrics; all that it holds is shown at `/metrics`
  /// @param clock for the time since the start
  /// @param ids makes an id for a transaction that has none; of letters, digits and `-`
  /// @param secret a number that callers cannot guess, another one at every start
  /// @throws IllegalArgumentException when a feature has a name that requests need themselves
  public ModelServer(
      ServerSettings settings,
      FeatureSchema schema,
      Registry registry,
      EventLog log,
      Duration slice,
      PrometheusRegistry metrics,
      Clock clock,
      Supplier<String> ids,
      long secret) {
    this(
        settings,
        schema,
        ModelSource.of(registry, schema),
        log,
        slice,
        metrics,
        clock,
        ids,
        secret,
        Presence.BEAT);
  }

  ModelServer(
      ServerSettings settings,
      FeatureSchema schema,
      ModelSource models,
      EventLog log,
      Duration slice,
      PrometheusRegistry metrics,
      Clock clock,
      Supplier<String> ids,
      long secret,
      Duration beat) {
    this.settings = settings;
    this.models = models;
    this.beat = beat;
    ServingMetrics counted = new ServingMetrics(metrics);
    live = new LiveModel(models, counted);
    counting = new SliceCounting(log::append, slice, clock, secret);
    Predictions predictions = new Predictions(schema, live, log, counting, counted, settings, ids);
    Status status = new Status(live, log, schema.names(), clock);
    Map<String, Door.Room> rooms =
        Map.of(
            "/predict", new Door.Room(false, "POST", predictions::one),
            "/predict/batch", new Door.Room(false, "POST", predictions::many),
            "/labels", new Door.Room(true, "POST", new Labels(log, counted, settings)),
            "/health", new Door.Room(false, "GET", status::health),
            "/model/info", new Door.Room(true, "GET", status::info),
            "/reload", new Door.Room(true, "POST", status::reload),
            "/metrics", new Door.Room(false, "GET", new Scrape(metrics)));
    Optional<String> token = settings.token().filter(_ -> settings.isOpenToOthers());
    slowRequests = new SlowRequests(settings.requestTimeout());

    QueuedThreadPool threads = new QueuedThreadPool();
    threads.setName("server");
    threads.setDaemon(true);
    threads.setVirtualThreadsExecutor(requestThreads);
    server = new Server(threads);
    server.setHandler(
        new GracefulHandler(new Door(rooms, token, !settings.isOpenToOthers(), counted)));
    server.setErrorHandler(new JsonErrors());
    server.setStopTimeout(settings.stopTimeout().toMillis());
    connector = new ServerConnector(server, new HttpConnectionFactory(http()));
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    connector.setIdleTimeout(settings.idleTimeout().toMillis());
    connector.addBean(slowRequests);
    server.addConnector(connector);
  }

  /// Loads the model that should serve, if there is one, and listens. Without a model the server
  /// starts all the same and waits for one.
  ///
  /// @throws IOException when it cannot listen, for instance because the port is taken
  public void start() throws IOException {
    live.refresh();
    try {
      server.start();
    } catch (Exception e) {
      close();
      throw new IOException(
          "cannot listen on " + settings.host() + ":" + settings.port() + ": " + e.getMessage(), e);
    }
    Presence here = new Presence(models, live, port(), beat);
    presence = Optional.of(here);
    here.tell();
    every(
        settings.reloadInterval(),
        () -> {
          live.refresh();
          here.tell();
        });
    // Of its own, as opening a bundle may take longer than a server may be silent.
    every(beat.dividedBy(5), here::tell);
    every(settings.requestTimeout().dividedBy(8), slowRequests::sweep);
    atTheEndOfTheSlice();
    LOG.info("listening on http://{}:{}", settings.host(), port());
  }

  /// The port on which it listens.
  public int port() {
    return connector.getLocalPort();
  }

  /// Stops listening, finishes what is in flight, logs what was counted last, and ends.
  @Override
  public void close() {
    chores.shutdown();
    try {
      server.stop();
    } catch (Exception e) {
      LOG.warn("the server did not stop cleanly", e);
    }
    requestThreads.shutdown();
    presence.ifPresent(Presence::end);
    counting.write();
  }

  /// Logs what was counted, at the end of every slice of the clock.
  private void atTheEndOfTheSlice() {
    Runnable chore =
        () -> {
          try {
            counting.write();
          } catch (RuntimeException e) {
            LOG.error("the counts of a slice could not be logged", e);
          } finally {
            atTheEndOfTheSlice();
          }
        };
    try {
      ScheduledFuture<?> _ =
          chores.schedule(chore, counting.untilEndOfSlice().toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("the server was closed", e);
    }
  }

  private void every(Duration interval, Runnable chore) {
    // A scheduled task that throws is never run again.
    Runnable guarded =
        () -> {
          try {
            chore.run();
          } catch (RuntimeException e) {
            LOG.error("a chore of the server failed and will be tried again", e);
          }
        };
    ScheduledFuture<?> _ =
        chores.scheduleWithFixedDelay(
            guarded, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static HttpConfiguration http() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setSendDateHeader(true);
    return http;
  }
}
