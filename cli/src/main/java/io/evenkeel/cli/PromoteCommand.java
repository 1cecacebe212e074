package io.evenkeel.cli;

import io.evenkeel.app.Evenkeel;
import io.evenkeel.registry.ChampionChange;
import io.evenkeel.registry.Registry;
import io.evenkeel.registry.ServingVersion;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Lets a person decide what serves.
@Command(
    name = "promote",
    description = {
      "Makes a recorded version serve: forwards, or back to an earlier one.",
      "Its bundle is checked first; servers swap within a second."
    })
final class PromoteCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private HomeOptions options;

  @Parameters(paramLabel = "VERSION", description = "The version, as registry lists it.")
  private String version = "";

  @Option(names = "--why", paramLabel = "TEXT", description = "The reason, for the record.")
  private @Nullable String why;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (Evenkeel evenkeel = new Evenkeel(options.home(), options.settings(), Clock.systemUTC())) {
      Registry registry = evenkeel.registry();
      return switch (registry.promote(
          registry.serving().map(ServingVersion::version),
          version,
          why == null ? "promoted by hand" : "promoted by hand: " + why,
          "")) {
        case ChampionChange.Changed(var now) -> {
          out.println("serving " + now.version());
          yield 0;
        }
        case ChampionChange.Refused(String reason) -> {
          out.println("nothing changed: " + reason);
          yield 1;
        }
      };
    } finally {
      out.flush();
    }
  }
}
