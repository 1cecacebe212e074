package io.evenkeel.stack;

import io.evenkeel.app.Home;
import io.evenkeel.incident.Autonomy;
import io.evenkeel.ledger.Ledger;
import io.evenkeel.metrics.FactMetrics;
import io.evenkeel.metrics.FactSources;
import io.evenkeel.metrics.MetricsServer;
import io.evenkeel.metrics.MetricsSettings;
import io.evenkeel.metrics.RuntimeMetrics;
import io.evenkeel.metrics.SignOfLife;
import io.evenkeel.model.SchemaFile;
import io.evenkeel.monitor.ReportStore;
import io.evenkeel.monitor.WatchFile;
import io.evenkeel.registry.Registry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/// The pages of a monitor and an agent over a home, and their signs of life.
final class MetricsProcesses implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofSeconds(15);

  private final Ledger ledger;
  private final MetricsServer monitor;
  private final MetricsServer agent;
  private final ScheduledExecutorService beating =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());

  MetricsProcesses(Home home, Clock clock) {
    ledger = Ledger.open(home.ledger(), clock);
    MetricsSettings free = new MetricsSettings("127.0.0.1", 0, 0);
    SignOfLife life = new SignOfLife(clock, Duration.ofMinutes(1));
    monitor = MetricsServer.ofMonitor(free, registry(home, clock), life);
    agent = MetricsServer.ofAgent(free, registry(home, clock), life);
    ScheduledFuture<?> _ =
        beating.scheduleAtFixedRate(
            () -> {
              ledger.heartbeats().beat("agent");
              ledger.heartbeats().beat("monitor");
            },
            0,
            1,
            TimeUnit.SECONDS);
  }

  private PrometheusRegistry registry(Home home, Clock clock) {
    PrometheusRegistry metrics = new PrometheusRegistry();
    metrics.register(
        new FactMetrics(
            new FactSources(
                ledger,
                new Registry(home.models(), ledger),
                new ReportStore(home.reports()),
                SchemaFile.read(home.schema()),
                INTERVAL,
                new WatchFile(home.watch())::status,
                () -> false,
                Autonomy.FULL,
                "0.1.0",
                clock)));
    RuntimeMetrics.register(metrics);
    return metrics;
  }

  int monitorPort() {
    return monitor.port();
  }

  int agentPort() {
    return agent.port();
  }

  @Override
  public void close() {
    beating.shutdownNow();
    try {
      beating.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    agent.close();
    monitor.close();
    ledger.close();
  }
}
