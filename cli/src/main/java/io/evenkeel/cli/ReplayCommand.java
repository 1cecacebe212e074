package io.evenkeel.cli;

import io.evenkeel.app.Settings;
import io.evenkeel.app.SettingsReader;
import io.evenkeel.scenarios.PolicyReplay;
import io.evenkeel.scenarios.ReplayResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Runs a policy over what was recorded.
@Command(
    name = "replay",
    description = {
      "Says what a policy would have done over what a home has recorded.",
      "It runs over the predictions, labels and reports, and shows what would have been done beside",
      "what was done, with money and minutes. Reads only."
    })
final class ReplayCommand implements Callable<Integer> {
  private static final Set<String> SECTIONS = Set.of("policy", "agent", "retrain", "labels");

  @Spec private CommandSpec spec;
  @Mixin private HomeOptions options;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "Where to begin, as 2026-11-01T00:00:00Z (default: with the oldest report that is kept).")
  private @Nullable Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Where to end, inclusive (default: now).")
  private @Nullable Instant to;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description =
          "Settings on top of those of the home; the sections policy, agent, retrain and labels"
              + " (default: those of the home as they are).")
  private @Nullable Path policy;

  @Option(
      names = "--amount",
      defaultValue = "amount",
      paramLabel = "FEATURE",
      description = "The feature that is money (default: amount).")
  private String amount;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON too.")
  private @Nullable Path json;

  @Override
  public Integer call() throws InterruptedException, IOException {
    Settings settings =
        policy == null
            ? options.settings()
            : SettingsReader.readWith(options.home().settings(), System.getenv(), policy, SECTIONS);
    ReplayResult result =
        PolicyReplay.run(
            new PolicyReplay.Order(
                options.home(),
                settings,
                from == null ? Instant.EPOCH : from,
                to == null ? Clock.systemUTC().instant() : to,
                amount));
    if (json != null) {
      Files.writeString(json, result.toJson());
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(result.describe());
    out.flush();
    return 0;
  }
}
