package io.evenkeel.cli;

import io.evenkeel.app.Evenkeel;
import io.evenkeel.app.Home;
import io.evenkeel.model.ExtraColumns;
import io.evenkeel.model.LabelledTable;
import io.evenkeel.model.TableFile;
import io.evenkeel.registry.ChampionChange;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Accepts what somebody did in MLflow.
@Command(
    name = "adopt",
    description = {
      "Makes the version serve that the alias champion in MLflow names, also one that Python logged.",
      "Such a version answers for data/reference.csv of the home and is measured on data/holdout.csv.",
      "Afterwards the agent promotes and rolls back by itself again."
    })
final class AdoptCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private HomeOptions options;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Home home = options.home();
    try (Evenkeel evenkeel = new Evenkeel(home, options.settings(), Clock.systemUTC())) {
      return switch (evenkeel
          .adoption()
          .adopt(table(evenkeel, home.referenceData()), table(evenkeel, home.trustedHoldout()))) {
        case ChampionChange.Changed(var now) -> {
          out.printf("serving %s: %s%n", now.version(), now.why());
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

  private static LabelledTable table(Evenkeel evenkeel, Path file) {
    return TableFile.readLabelled(file, evenkeel.schema(), ExtraColumns.REJECT);
  }
}
