package io.evenkeel.cli;

import io.evenkeel.simulator.GeneratedWorld;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Makes a home that can serve.
@Command(
    name = "init",
    description = {
      "Makes a home that can serve: a made-up UPI world and a first version.",
      "A home that has a schema and data of its own keeps them and only gets its first version; one",
      "that has a champion is left as it is. May be run at every start."
    })
final class InitCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private HomeOptions options;

  @Option(names = "--seed", defaultValue = "7", description = "Seed of the world (default: 7).")
  private long seed;

  @Override
  public Integer call() throws InterruptedException {
    new FirstStart(
            options.home(),
            GeneratedWorld.ofDefaultSize(seed),
            options::settings,
            spec.commandLine().getOut())
        .run();
    return 0;
  }
}
