package io.evenkeel.app;

import io.evenkeel.agent.AgentListener;
import io.evenkeel.agent.AgentLock;
import io.evenkeel.agent.AgentRun;
import io.evenkeel.agent.Responder;
import io.evenkeel.monitor.CheckReport;
import java.time.Duration;
import java.util.function.Consumer;

/// Server, monitor and agent in one process, over one home.
///
/// Closing it ends the agent, then the monitor, then the server, each after what it is at.
public final class RunningSystem implements AutoCloseable {
  private final AgentLock lock;
  private final RunningServer server;
  private final Loop monitor;
  private final Loop agent;

  private RunningSystem(AgentLock lock, RunningServer server, Loop monitor, Loop agent) {
    this.lock = lock;
    this.server = server;
    this.monitor = monitor;
    this.agent = agent;
  }

  /// Starts all three; where that fails, nothing is left running.
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
      Responder responder = evenkeel.agent(actions);
      RunningServer server = evenkeel.startServer();
      return new RunningSystem(
          lock,
          server,
          Loop.start("monitor", () -> evenkeel.monitor().run(reports)),
          Loop.start("agent", () -> responder.watch(agentInterval, runs)));
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /// The port that the server listens on.
  public int port() {
    return server.port();
  }

  /// Waits until the agent or the monitor has ended, which neither does unless it was told to or
  /// something is badly wrong.
  public void awaitEndOfALoop() throws InterruptedException {
    while (monitor.isRunning() && agent.isRunning()) {
      monitor.join(Duration.ofSeconds(1));
    }
  }

  @Override
  public void close() {
    agent.close();
    monitor.close();
    server.close();
    lock.close();
  }
}
