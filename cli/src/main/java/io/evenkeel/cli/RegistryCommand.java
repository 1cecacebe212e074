package io.evenkeel.cli;

import io.evenkeel.app.Evenkeel;
import io.evenkeel.registry.Registry;
import io.evenkeel.registry.ServingVersion;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Shows which versions there are, which one serves, and what served before.
@Command(
    name = "registry",
    description = "Shows the versions, the champion, and what has served since when and why.",
    subcommands = {PromoteCommand.class, AdoptCommand.class})
final class RegistryCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private HomeOptions options;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (Evenkeel evenkeel = new Evenkeel(options.home(), options.settings(), Clock.systemUTC())) {
      Registry registry = evenkeel.registry();
      Optional<String> champion = registry.serving().map(ServingVersion::version);
      registry.paused().ifPresent(paused -> out.println("Paused: " + paused));
      out.println("Versions");
      registry
          .versions()
          .forEach(version ->
              out.printf(
                  "  %s %-5s recorded %s  parent %-5s  %s%n",
                  champion.filter(version.name()::equals).isPresent() ? "*" : " ",
                  version.name(),
                  version.recorded(),
                  version.parent().orElse("-"),
                  version.digest().substring(0, 12)));
      out.println("Served");
      registry
          .history()
          .forEach(served ->
              out.printf("  %s  %-5s  %s%n", served.since(), served.version(), served.why()));
    }
    return 0;
  }
}
