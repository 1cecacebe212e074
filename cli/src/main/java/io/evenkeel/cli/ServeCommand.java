package io.evenkeel.cli;

import io.evenkeel.app.Evenkeel;
import io.evenkeel.app.RunningServer;
import io.evenkeel.app.Settings;
import io.evenkeel.simulator.GeneratedWorld;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Serves the champion over HTTP until the process is told to end.
@Command(
    name = "serve",
    description =
        "Serves the champion over HTTP until it is told to end; finishes what is in flight.")
final class ServeCommand implements Callable<Integer> {
  private static final long SEED = 7;

  @Spec private CommandSpec spec;
  @Mixin private HomeOptions options;
  @Mixin private ServerOptions server;
  @Mixin private WaitOptions patience;

  @Option(
      names = "--init",
      description = "Make the home first, as init does, unless it has a champion.")
  private boolean init;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    if (init) {
      new FirstStart(options.home(), GeneratedWorld.ofDefaultSize(SEED), options::settings, out)
          .run();
    } else {
      patience.await(options);
    }
    Settings settings = server.over(options.settings());
    Evenkeel evenkeel = new Evenkeel(options.home(), settings, Clock.systemUTC());
    RunningServer running = evenkeel.startServer();
    out.printf("serving on http://%s:%d%n", settings.server().host(), running.port());
    out.flush();
    UntilShutdown.close(running, evenkeel);
    new CountDownLatch(1).await();
    return 0;
  }
}
