package io.evenkeel.app;

import io.evenkeel.agent.AgentListener;
import io.evenkeel.agent.AgentLock;
import io.evenkeel.agent.AgentRun;
import io.evenkeel.agent.Responder;
import io.evenkeel.monitor.CheckReport;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Server, monitor and agent in one process, over one home.
///
/// Closing it ends the agent, then the monitor, then the server, each after what it is at.
public final class RunningSystem implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunningSystem.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final AgentLock lock;
  private final RunningServer server;
  private final Thread monitor;
  private final Thread agent;

  private RunningSystem(AgentLock lock, RunningServer server, Thread monitor, Thread agent) {
    this.lock = lock;
    this.server = server;
    this.monitor = monitor;
    this.agent = agent;
  }

  /// Starts all three.
  ///
  /// @param evenkeel the parts
  /// @param agentInterval the pause between two runs of the agent
  /// @param reports is given each report
  /// @param actions is told what the agent does
  /// @param runs is given each run of the agent
  /// @throws IllegalStateException when another agent runs over this home
  public static RunningSystem start(
      Evenkeel evenkeel,
      Duration agentInterval,
      Consumer<CheckReport> reports,
      AgentListener actions,
      Consumer<AgentRun> runs) {
    AgentLock lock = evenkeel.agentLock();
    try {
      RunningServer server = evenkeel.startServer();
      Responder responder = evenkeel.agent(actions);
      return new RunningSystem(
          lock,
          server,
          Thread.ofPlatform().name("monitor").start(() -> evenkeel.runMonitor(reports)),
          Thread.ofPlatform().name("agent").start(() -> watch(responder, agentInterval, runs)));
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static void watch(Responder responder, Duration interval, Consumer<AgentRun> runs) {
    try {
      responder.watch(interval, runs);
    } catch (InterruptedException _) {
      // The process is ending; the journal knows what was left open.
      Thread.currentThread().interrupt();
    }
  }

  /// The port that the server listens on.
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    end(agent);
    end(monitor);
    server.close();
    lock.close();
  }

  private static void end(Thread thread) {
    thread.interrupt();
    try {
      if (!thread.join(PATIENCE)) {
        LOG.warn("the {} did not end within {}", thread.getName(), PATIENCE);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
