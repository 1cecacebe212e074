package io.evenkeel.app;

import io.evenkeel.agent.AgentListener;
import io.evenkeel.agent.AgentRun;
import io.evenkeel.agent.Responder;
import io.evenkeel.monitor.MonitorListener;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalInt;
import java.util.function.Consumer;

/// Server, monitor and agent in one process, over one home.
///
/// Closing it ends the agent, then the monitor, then the server, each after what it is at.
public final class RunningSystem implements AutoCloseable {
  private final RunningServer server;
  private final RunningMonitor monitor;
  private final RunningAgent agent;

  private RunningSystem(RunningServer server, RunningMonitor monitor, RunningAgent agent) {
    this.server = server;
    this.monitor = monitor;
    this.agent = agent;
  }

  /// Starts all three; where that fails, nothing is left running.
  ///
  /// @param evenkeel the parts
  /// @param agentInterval the pause between two runs of the agent
  /// @param sights is told of each report and each alarm of the watch
  /// @param actions is told what the agent does
  /// @param runs is given each run of the agent
  /// @throws IllegalStateException when another agent runs over this home
  public static RunningSystem start(
      Evenkeel evenkeel,
      Duration agentInterval,
      MonitorListener sights,
      AgentListener actions,
      Consumer<AgentRun> runs) {
    Deque<AutoCloseable> begun = new ArrayDeque<>();
    try {
      RightToAct right = evenkeel.rightToAct();
      begun.push(right);
      Responder responder = evenkeel.agent(actions);
      RunningServer server = evenkeel.startServer();
      begun.push(server);
      RunningMonitor monitor = evenkeel.startMonitor(MetricsPage.OF_THE_SERVER, sights);
      begun.push(monitor);
      return new RunningSystem(
          server,
          monitor,
          evenkeel.startAgent(right, responder, MetricsPage.OF_THE_SERVER, agentInterval, runs));
    } catch (RuntimeException e) {
      begun.forEach(part -> close(part, e));
      throw e;
    }
  }

  private static void close(AutoCloseable part, RuntimeException reason) {
    try {
      part.close();
    } catch (Exception e) {
      reason.addSuppressed(e);
    }
  }

  /// The port that the server listens on.
  public int port() {
    return server.port();
  }

  /// The port of the console; empty where it is switched off.
  public OptionalInt consolePort() {
    return agent.consolePort();
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
  }
}
