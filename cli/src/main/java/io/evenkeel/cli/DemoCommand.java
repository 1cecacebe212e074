package io.evenkeel.cli;

import io.evenkeel.app.Home;
import io.evenkeel.scenarios.Demo;
import io.evenkeel.scenarios.DemoHome;
import io.evenkeel.scenarios.DemoPlan;
import io.evenkeel.scenarios.Narrator;
import io.evenkeel.scenarios.Scorecard;
import io.evenkeel.scenarios.Severity;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Plays one whole incident.
@Command(
    name = "demo",
    description = {
      "Plays one whole incident on embedded defaults, over real HTTP.",
      "A model is trained and served, quiet traffic runs, a festival begins, and the system deals",
      "with it alone. Exit code 1 if it did not recover."
    })
final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--severity",
      defaultValue = "HIGH",
      paramLabel = "low|medium|high",
      description = "How hard the festival hits (default: high).")
  private Severity severity;

  @Option(names = "--seed", defaultValue = "7", description = "Seed of the world (default: 7).")
  private long seed;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description =
          "Where to play; replaced if it is an earlier demo (default: ./evenkeel-home/demo).")
  private @Nullable Path directory;

  @Option(
      names = "--port",
      defaultValue = "8000",
      description = "Port of the server, 0 for a free one.")
  private int port;

  @Option(names = "--rate", defaultValue = "1000", description = "Rows a second.")
  private double rate;

  @Option(names = "--exit", description = "Do not stay open at the end.")
  private boolean exit;

  @Option(names = "--scorecard", paramLabel = "FILE", description = "Write the scorecard as JSON.")
  private @Nullable Path scorecard;

  @Override
  public Integer call() throws InterruptedException, IOException {
    PrintWriter out = spec.commandLine().getOut();
    Path place = directory == null ? Path.of("evenkeel-home", "demo") : directory;
    Home home = DemoHome.fresh(place);
    Clock clock = Clock.systemUTC();
    DemoPlan plan = new DemoPlan(severity, seed, port, rate);
    Demo demo = new Demo(plan, home, clock, new Narrator(out, clock));
    boolean staysOpen = false;
    try {
      Scorecard result = demo.run();
      out.print(result.describe());
      if (scorecard != null) {
        Files.writeString(scorecard, result.toJson());
      }
      out.printf("%nReports, events and the ledger are under %s%n", place);
      staysOpen = !exit;
      if (staysOpen) {
        out.printf("%s stays open until Ctrl-C: try curl -s %s/metrics%n", demo.url(), demo.url());
        out.flush();
        UntilShutdown.close(demo);
        new CountDownLatch(1).await();
      }
      out.flush();
      return result.recovered() ? 0 : 1;
    } finally {
      if (!staysOpen) {
        demo.close();
      }
    }
  }
}
