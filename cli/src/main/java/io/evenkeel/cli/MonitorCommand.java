package io.evenkeel.cli;

import io.evenkeel.app.Evenkeel;
import io.evenkeel.app.MetricsPage;
import io.evenkeel.app.RunningMonitor;
import io.evenkeel.app.Settings;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Checks live rows for drift, once or at an interval.
@Command(
    name = "monitor",
    description = "Compares live rows with the champion's reference and writes a drift report.")
final class MonitorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private HomeOptions options;
  @Mixin private WaitOptions patience;

  @Option(names = "--once", description = "Check the newest rows now, and exit.")
  private boolean once;

  @Option(
      names = "--interval",
      paramLabel = "DURATION",
      description = "Time between two checks, for instance 30s (default: the setting, 5m).")
  private @Nullable Duration interval;

  @Override
  public Integer call() throws InterruptedException {
    patience.await(options);
    Settings settings = options.settings();
    if (interval != null) {
      settings = settings.checkingEvery(interval);
    }
    Evenkeel evenkeel = new Evenkeel(options.home(), settings, Clock.systemUTC());
    MonitorPrinter out = new MonitorPrinter(spec.commandLine().getOut());
    if (once) {
      try (evenkeel) {
        evenkeel.checkOnce(out::once);
      }
      return 0;
    }
    RunningMonitor running = evenkeel.startMonitor(MetricsPage.OWN, out);
    UntilShutdown.close(running, evenkeel);
    running.join();
    return 1;
  }
}
