package io.evenkeel.cli;

import io.evenkeel.agent.AgentEvent;
import io.evenkeel.app.Durations;
import io.evenkeel.app.Evenkeel;
import io.evenkeel.app.RunningSystem;
import io.evenkeel.app.Settings;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Server, monitor and agent in one process.
@Command(name = "up", description = "Runs server, monitor and agent in one process.")
final class UpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private HomeOptions options;
  @Mixin private ServerOptions server;

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = server.over(options.settings());
    PrintWriter out = spec.commandLine().getOut();
    Evenkeel evenkeel = new Evenkeel(options.home(), settings, Clock.systemUTC());
    RunningSystem system =
        RunningSystem.start(
            evenkeel,
            settings.agentInterval(),
            new MonitorPrinter(out),
            event -> {
              if (event instanceof AgentEvent.IncidentChanged(var incident)) {
                print(out, "Incident %s is %s".formatted(incident.id(), incident.state().code()));
              }
            },
            new RunPrinter(out)::print);
    print(out, "checking every " + Durations.format(settings.monitor().interval()));
    print(out, "serving on http://%s:%d".formatted(settings.server().host(), system.port()));
    system
        .consolePort()
        .ifPresent(port ->
            print(out, "console on http://%s:%d".formatted(settings.console().host(), port)));
    UntilShutdown.close(system, evenkeel);
    system.awaitEndOfALoop();
    return 1;
  }

  private static void print(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }
}
