package io.evenkeel.cli;

import io.evenkeel.simulator.GeneratedWorld;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Writes a made-up UPI world into a home.
@Command(
    name = "generate",
    description =
        "Writes a made-up UPI world into the home: schema, reference, hold-out, production.")
final class GenerateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private HomeOptions home;

  @Option(names = "--seed", defaultValue = "7", description = "The same seed gives the same files.")
  private long seed;

  @Option(names = "--reference-rows", defaultValue = "10000", paramLabel = "N")
  private int referenceRows;

  @Option(names = "--holdout-rows", defaultValue = "10000", paramLabel = "N")
  private int holdoutRows;

  @Option(names = "--production-rows", defaultValue = "2000", paramLabel = "N")
  private int productionRows;

  @Option(
      names = "--schema",
      defaultValue = "upi",
      paramLabel = "NAME",
      description =
          "upi, or upi-clock: the hour is a clock, for traffic --clock; give it 100000 reference"
              + " rows.")
  private String schema;

  @Option(names = "--force", description = "Overwrite the data of a home that is in use.")
  private boolean force;

  @Override
  public Integer call() {
    Path root = home.home().create().root();
    world()
        .writeTo(root, force)
        .forEach(file -> spec.commandLine().getOut().println("wrote " + file));
    return 0;
  }

  private GeneratedWorld world() {
    if (!schema.equals("upi") && !schema.equals("upi-clock")) {
      throw new ParameterException(
          spec.commandLine(), "--schema must be upi or upi-clock, was " + schema);
    }
    try {
      return new GeneratedWorld(
          referenceRows, holdoutRows, productionRows, seed, schema.equals("upi-clock"));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
