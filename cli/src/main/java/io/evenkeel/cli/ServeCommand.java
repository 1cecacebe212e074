package io.evenkeel.cli;

import io.evenkeel.app.Evenkeel;
import io.evenkeel.app.RunningServer;
import io.evenkeel.app.Settings;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Serves the champion over HTTP until the process is told to end.
@Command(
    name = "serve",
    description =
        "Serves the champion over HTTP until it is told to end; finishes what is in flight.")
final class ServeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private HomeOptions options;
  @Mixin private ServerOptions server;

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = server.over(options.settings());
    Evenkeel evenkeel = new Evenkeel(options.home(), settings, Clock.systemUTC());
    RunningServer running = evenkeel.startServer();
    spec.commandLine()
        .getOut()
        .printf("serving on http://%s:%d%n", settings.server().host(), running.port());
    UntilShutdown.close(running, evenkeel);
    new CountDownLatch(1).await();
    return 0;
  }
}
