package io.evenkeel.scenarios;

import io.evenkeel.agent.AgentEvent;
import io.evenkeel.agent.AgentListener;
import java.io.PrintStream;
import java.util.concurrent.locks.LockSupport;

/// The step boundaries of an agent that is to be killed. Each is told to the killer by a line `at
/// NUMBER NAME`; at the one that was asked for the agent waits for its end.
///
/// Owned by the thread of the agent.
final class CrashBarriers implements AgentListener {
  private final int stopAt;
  private final PrintStream out;
  private int passed;

  /// @param stopAt the number of the boundary to wait at, counted from 1; 0 for none
  CrashBarriers(int stopAt, PrintStream out) {
    this.stopAt = stopAt;
    this.out = out;
  }

  /// The agent has come to a boundary.
  void reached(String name) {
    passed++;
    out.println("at " + passed + " " + name);
    out.flush();
    if (passed == stopAt) {
      awaitTheEnd();
    }
  }

  /// Only SIGKILL ends this.
  private static void awaitTheEnd() {
    while (true) {
      LockSupport.park();
    }
  }

  @Override
  public void on(AgentEvent event) {
    reached(
        switch (event) {
          case AgentEvent.Decided decided ->
              "decided " + decided.recommendation().decision().code();
          case AgentEvent.ActionBegun begun -> "announced " + begun.remedy().decision().code();
          case AgentEvent.ActionEnded ended -> "closed " + ended.remedy().decision().code();
          case AgentEvent.IncidentChanged changed ->
              "incident " + changed.incident().state().code();
          case AgentEvent.WindowChecked _ -> "window checked";
          case AgentEvent.PerformanceChecked _ -> "performance checked";
        });
  }
}
