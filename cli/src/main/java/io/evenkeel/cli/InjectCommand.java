package io.evenkeel.cli;

import io.evenkeel.simulator.GeneratedWorld;
import io.evenkeel.simulator.Injection;
import io.evenkeel.simulator.Regime;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Changes the regime that running traffic follows, or writes drifted rows.
@Command(
    name = "inject",
    description = {
      "Sets the regime of running traffic, from any terminal, or writes drifted rows to a file."
    })
final class InjectCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private HomeOptions home;

  @Option(
      names = "--severity",
      required = true,
      paramLabel = "low|medium|high|off",
      description = "How hard the festival hits; off ends it.")
  private String severity;

  @Option(names = "--csv", paramLabel = "FILE", description = "Write labelled rows to this file.")
  private @Nullable Path csv;

  @Option(names = "--rows", defaultValue = "2000", paramLabel = "N", description = "Rows of --csv.")
  private int rows;

  @Option(names = "--seed", defaultValue = "7", description = "Seed of --csv.")
  private long seed;

  @Override
  public Integer call() {
    Regime regime =
        Regime.named(severity)
            .orElseThrow(() ->
                new ParameterException(
                    spec.commandLine(),
                    "--severity must be low, medium, high or off, was " + severity));
    PrintWriter out = spec.commandLine().getOut();
    if (csv != null) {
      GeneratedWorld.writeRows(csv, regime, rows, seed);
      out.printf("wrote %d rows of the %s regime to %s%n", rows, regime.name(), csv);
    } else {
      new Injection(home.home().create().root()).set(regime);
      out.printf("traffic over %s follows the %s regime%n", home.home().root(), regime.name());
    }
    return 0;
  }
}
