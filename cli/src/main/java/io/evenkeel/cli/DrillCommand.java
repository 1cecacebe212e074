package io.evenkeel.cli;

import io.evenkeel.scenarios.Drill;
import io.evenkeel.scenarios.DrillPlan;
import io.evenkeel.scenarios.DrillScorecard;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Plays whole incidents on a virtual clock.
@Command(
    name = "drill",
    description = {
      "Plays whole incidents on a virtual clock and judges what was done.",
      "Homes are thrown away; each scenario states the one right action beforehand.",
      "Exit code 1 if it was taken in less than 95 %% of the drills, or an effect was had twice."
    })
final class DrillCommand implements Callable<Integer> {
  private static final double ENOUGH = 0.95;

  @Spec private CommandSpec spec;

  @Option(names = "--all", description = "Play all scenarios.")
  private boolean all;

  @Option(
      names = "--scenario",
      split = ",",
      paramLabel = "NAME",
      description = "Play this one; several with commas, or the option again.")
  private List<String> scenarios = List.of();

  @Option(names = "--list", description = "Say what the scenarios are, and play none.")
  private boolean list;

  @Option(
      names = "--days",
      defaultValue = "30",
      description = "Virtual days of each drill, at least 3 (default: 30).")
  private int days;

  @Option(
      names = "--seeds",
      defaultValue = "1",
      description = "Worlds of each scenario (default: 1).")
  private int seeds;

  @Option(
      names = "--first-seed",
      defaultValue = "1",
      paramLabel = "SEED",
      description = "The seed of the first world; the others follow it (default: 1).")
  private long firstSeed;

  @Option(
      names = "--jobs",
      defaultValue = "1",
      description = "How many drills are played at once (default: 1).")
  private int jobs;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "Keep the homes there, to look into their ledgers.")
  private @Nullable Path keep;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the scorecard as JSON.")
  private @Nullable Path json;

  @Override
  public Integer call() throws InterruptedException, IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (list) {
      Drill.stories().forEach(out::println);
      return 0;
    }
    if (all == !scenarios.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "say --all, or --scenario with a name; --list tells the names");
    }
    try {
      DrillScorecard card =
          Drill.play(
              new DrillPlan(
                  all ? Drill.names() : scenarios,
                  days,
                  firstSeed,
                  seeds,
                  jobs,
                  Optional.ofNullable(keep)),
              line -> {
                out.println(line);
                out.flush();
              });
      out.print(card.describe());
      out.flush();
      if (json != null) {
        Files.writeString(json, card.toJson());
      }
      return card.shareRight() >= ENOUGH && card.duplicates() == 0 ? 0 : 1;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
