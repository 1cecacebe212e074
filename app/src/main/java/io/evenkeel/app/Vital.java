package io.evenkeel.app;

import io.evenkeel.ledger.Heartbeats;
import io.evenkeel.ledger.LedgerException;
import io.evenkeel.metrics.Health;
import io.evenkeel.metrics.MetricsServer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A loop that shows that it lives: its sign of life goes to the ledger, where every process sees
/// it, and, in a process of its own, to a health page.
///
/// Closing it ends the loop first.
final class Vital implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Vital.class);
  private static final Duration BEAT = Duration.ofSeconds(10);

  private final Loop work;
  private final Loop heartbeat;
  private final Optional<MetricsServer> metrics;

  private Vital(Loop work, Loop heartbeat, Optional<MetricsServer> metrics) {
    this.work = work;
    this.heartbeat = heartbeat;
    this.metrics = metrics;
  }

  /// Starts a loop.
  ///
  /// @param name what it is, for people and for the ledger
  /// @param work what it does; it gives the sign of life each time that it goes round
  /// @param life how the loop is
  /// @param heartbeats where every process sees it
  /// @param metrics the page of this process, if it has one; closed with the loop
  static Vital start(
      String name,
      Loop.Work work,
      Supplier<Health> life,
      Heartbeats heartbeats,
      Optional<MetricsServer> metrics) {
    Loop loop = Loop.start(name, work);
    Loop beat =
        Loop.start(
            name + "-heartbeat",
            () -> {
              while (loop.isRunning()) {
                beat(life, heartbeats, name);
                Thread.sleep(BEAT);
              }
            });
    return new Vital(loop, beat, metrics);
  }

  /// A loop that hangs must fall silent, although its thread lives.
  private static void beat(Supplier<Health> life, Heartbeats heartbeats, String name) {
    try {
      if (life.get().up()) {
        heartbeats.beat(name);
      }
    } catch (LedgerException e) {
      LOG.warn("the {} cannot give a sign of life; trying again", name, e);
    }
  }

  boolean isRunning() {
    return work.isRunning();
  }

  void join(Duration atMost) throws InterruptedException {
    work.join(atMost);
  }

  @Override
  public void close() {
    work.close();
    heartbeat.close();
    metrics.ifPresent(MetricsServer::close);
  }
}
