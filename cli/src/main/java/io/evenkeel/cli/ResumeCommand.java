package io.evenkeel.cli;

import io.evenkeel.agent.Pauses;
import io.evenkeel.app.Evenkeel;
import io.evenkeel.incident.Autonomy;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Releases the kill switch. The note in the journal comes first: without it the guards would go on
/// counting what was before.
@Command(
    name = "resume",
    description = {
      "Lets the agent act again, whoever stopped it.",
      "It is a fresh start: failures, budget and cooldown of before no longer count."
    })
final class ResumeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private HomeOptions options;
  @Mixin private PersonOptions person;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (Evenkeel evenkeel = new Evenkeel(options.home(), options.settings(), Clock.systemUTC())) {
      new Pauses(evenkeel.ledger().journal()).resumed(person.who(), person.why());
      boolean stopped = evenkeel.killSwitch().release();
      out.println(
          stopped
              ? "the agent may act again"
              : "the agent was not stopped; its guards count anew from now on");
      Autonomy autonomy = options.settings().agent().autonomy();
      autonomy.holding().ifPresent(reason -> out.println("but " + reason));
      out.flush();
    }
    return 0;
  }
}
