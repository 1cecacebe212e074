package io.evenkeel.cli;

import io.evenkeel.agent.AgentListener;
import io.evenkeel.agent.AgentRun;
import io.evenkeel.agent.Responder;
import io.evenkeel.app.Evenkeel;
import io.evenkeel.app.MetricsPage;
import io.evenkeel.app.RightToAct;
import io.evenkeel.app.RunningAgent;
import io.evenkeel.app.Settings;
import io.evenkeel.chronicle.Chronicle;
import io.evenkeel.incident.Decision;
import io.evenkeel.scenarios.Rehearsal;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Decides and acts on the latest report, once or for as long as it runs.
@Command(
    name = "agent",
    description = {
      "Decides on the latest drift report, acts, and watches whether it helped.",
      "Exit code 1 when there is no usable report or nobody could even be told."
    })
final class AgentCommand implements Callable<Integer> {
  /// How long a single run may go on telling the outside; the rest waits in the outbox.
  private static final Duration TELLING = Duration.ofSeconds(15);

  @Spec private CommandSpec spec;
  @Mixin private HomeOptions options;
  @Mixin private WaitOptions patience;

  @ArgGroup(multiplicity = "1")
  private Mode mode;

  @Option(
      names = "--interval",
      paramLabel = "DURATION",
      description = "Pause between two runs of --watch (default: the setting, 5s).")
  private @Nullable Duration interval;

  /// One run, many, or a made-up report.
  static final class Mode {
    @Option(names = "--once", description = "Act on the latest report, and exit.")
    @SuppressWarnings("unused") // one of the three is given; it is the one that remains
    private boolean once;

    @Option(names = "--watch", description = "Act on every report, and verify what was done.")
    private boolean watch;

    @Option(
        names = "--mock",
        paramLabel = "ok|alert|rollback|retrain",
        description = "Send a made-up report through the real agent, in a throw-away home.")
    private @Nullable Decision mock;
  }

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    if (mode.mock != null) {
      return print(out, Rehearsal.run(mode.mock, spec.commandLine().getErr()));
    }
    patience.await(options);
    Settings settings = options.settings();
    Clock clock = Clock.systemUTC();
    Evenkeel evenkeel = new Evenkeel(options.home(), settings, clock);
    RightToAct right = evenkeel.rightToAct();
    Responder responder = evenkeel.agent(AgentListener.silent());
    if (!mode.watch) {
      try (evenkeel;
          right;
          Chronicle chronicle = evenkeel.chronicle()) {
        int code = print(out, responder.once());
        evenkeel.console().files().follow();
        chronicle.once(clock.instant().plus(TELLING));
        return code;
      }
    }
    Duration pause = interval == null ? settings.agentInterval() : interval;
    RunningAgent running =
        evenkeel.startAgent(right, responder, MetricsPage.OWN, pause, new RunPrinter(out)::print);
    running
        .consolePort()
        .ifPresent(port ->
            out.println("console on http://%s:%d".formatted(settings.console().host(), port)));
    out.flush();
    UntilShutdown.close(running, evenkeel);
    running.join();
    return 1;
  }

  private static int print(PrintWriter out, AgentRun run) {
    run.lines().forEach(out::println);
    out.flush();
    return run.failed() ? 1 : 0;
  }
}
