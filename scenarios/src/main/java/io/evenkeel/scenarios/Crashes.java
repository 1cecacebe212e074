package io.evenkeel.scenarios;

import io.evenkeel.scenarios.CrashRemedies.Sabotage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The crash harness as a program; see `benchmarks/run crashes`.
///
/// Arguments: `--kills N` (1,000), `--seed N` (7), `--play NAME` (all), `--home DIR` (among the
/// temporary files), `--workers N` incidents at a time (1), `--sabotage NAME` (none). Exit code 1
/// when anything was duplicate, forgotten or half-promoted.
public final class Crashes {
  private Crashes() {}

  /// Runs the harness.
  ///
  /// @throws IOException when the directory for the homes cannot be made
  /// @throws InterruptedException never in practice: nobody interrupts it
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int kills = 1_000;
    long seed = 7;
    int workers = 1;
    List<CrashPlay> plays = List.of(CrashPlay.values());
    Sabotage sabotage = Sabotage.NONE;
    @Nullable Path directory = null;
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      String value = arguments[i + 1];
      switch (arguments[i]) {
        case "--kills" -> kills = Integer.parseInt(value);
        case "--seed" -> seed = Long.parseLong(value);
        case "--workers" -> workers = Integer.parseInt(value);
        case "--play" -> plays = List.of(CrashPlay.valueOf(value));
        case "--sabotage" -> sabotage = Sabotage.valueOf(value);
        case "--home" -> directory = Files.createDirectories(Path.of(value)).toAbsolutePath();
        default -> throw new IllegalArgumentException("unknown argument " + arguments[i]);
      }
    }
    if (directory == null) {
      directory = Files.createTempDirectory("evenkeel-crashes-");
    }
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    long begun = System.nanoTime();
    CrashTally total =
        CrashHarness.over(
                directory, new CrashHarness.Order(plays, kills, seed, sabotage), true, out)
            .run(workers);
    total.problems().forEach(out::println);
    out.println(total.line());
    out.printf(
        "seed %d, %d s; what was wrong is kept under %s%n",
        seed, Duration.ofNanos(System.nanoTime() - begun).toSeconds(), directory);
    System.exit(total.clean() ? 0 : 1);
  }
}
