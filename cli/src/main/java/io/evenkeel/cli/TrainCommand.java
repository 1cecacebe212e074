package io.evenkeel.cli;

import io.evenkeel.app.Evenkeel;
import io.evenkeel.app.Home;
import io.evenkeel.registry.ChampionChange;
import io.evenkeel.registry.ServingVersion;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Trains a version from a table; the first one serves at once.
@Command(
    name = "train",
    description = {
      "Trains a version from labelled rows (80 %% to fit, 20 %% to measure).",
      "Where nothing serves yet, or with --promote, it becomes the champion."
    })
final class TrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private HomeOptions options;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = "Labelled rows as CSV (default: data/reference.csv of the home).")
  private @Nullable Path data;

  @Option(names = "--promote", description = "Let the new version serve.")
  private boolean promote;

  @Override
  public Integer call() throws InterruptedException, IOException {
    Home home = options.home();
    Path file = data == null ? home.referenceData() : data;
    if (Files.exists(file)
        && Files.exists(home.trustedHoldout())
        && Files.isSameFile(file, home.trustedHoldout())) {
      throw new ParameterException(
          spec.commandLine(),
          file + " is the trusted hold-out, which no version may train on; name another --data");
    }
    PrintWriter out = spec.commandLine().getOut();
    try (Evenkeel evenkeel = new Evenkeel(home, options.settings(), Clock.systemUTC())) {
      String version = BaselineRun.train(evenkeel, file, out);
      if (promote || evenkeel.registry().serving().isEmpty()) {
        switch (evenkeel.training().promote(version, "trained from " + file.getFileName())) {
          case ChampionChange.Changed(var now) -> out.println("serving " + now.version());
          case ChampionChange.Refused(String reason) -> {
            spec.commandLine().getErr().println("not promoted: " + reason);
            return 1;
          }
        }
      } else {
        out.printf(
            "%s still serves; --promote lets a new version serve%n",
            evenkeel.registry().serving().map(ServingVersion::version).orElse("nothing"));
      }
      return 0;
    }
  }
}
