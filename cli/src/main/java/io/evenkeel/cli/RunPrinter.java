package io.evenkeel.cli;

import io.evenkeel.agent.AgentRun;
import java.io.PrintWriter;
import java.util.List;

/// Prints the runs of a watching agent: not those in which there was nothing to do, and a failure
/// only once as long as it stays the same.
///
/// Owned by the thread of the agent.
final class RunPrinter {
  private final PrintWriter out;
  private List<String> failure = List.of();

  RunPrinter(PrintWriter out) {
    this.out = out;
  }

  void print(AgentRun run) {
    List<String> lines = run.lines();
    boolean repeated = run.failed() && lines.equals(failure);
    failure = run.failed() ? lines : List.of();
    if (!(run instanceof AgentRun.Idle) && !repeated) {
      lines.forEach(out::println);
      out.flush();
    }
  }
}
