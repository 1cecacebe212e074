package io.evenkeel.scenarios;

import io.evenkeel.app.Home;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Plays whole incidents on a virtual clock and holds what was done against the one right action
/// that each scenario states beforehand.
///
/// Everything but time, HTTP and people is real: rows are scored by the real model and go through
/// the real event log; watch, checks, agent and remedies are the product's; challengers are really
/// trained; effects are in a real ledger. The same seed gives the same scorecard.
public final class Drill {
  private static final Duration EARLY = Duration.ofHours(12);
  private static final Duration LATE = Duration.ofDays(3);
  private static final int LONG = 10;

  private Drill() {}

  /// The names of the scenarios, in the order in which they are played.
  public static List<String> names() {
    return DrillScenarios.all().stream().map(DrillScenario::name).toList();
  }

  /// The names with what happens and what is right, for people; a line a scenario.
  public static List<String> stories() {
    return DrillScenarios.all().stream()
        .map(scenario ->
            "%-24s %-16s %s"
                .formatted(scenario.name(), scenario.right().describe(), scenario.story()))
        .toList();
  }

  /// Plays scenarios.
  ///
  /// @param progress is told a line a drill, by one thread at a time
  /// @throws IllegalArgumentException when a name is unknown, or a home to keep is there already;
  ///   nothing was played then
  /// @throws InterruptedException when the process is ending
  public static DrillScorecard play(DrillPlan plan, Consumer<String> progress)
      throws InterruptedException {
    List<Future<DrillScorecard.Played>> drills = new ArrayList<>();
    List<DrillScenario> chosen = plan.scenarios().stream().map(Drill::named).toList();
    Consumer<String> inTurn = oneAtATime(progress);
    try (DrillHomes homes = new DrillHomes(plan.keep());
        ExecutorService jobs = Executors.newFixedThreadPool(plan.jobs())) {
      for (DrillScenario scenario : chosen) {
        for (long seed : plan.seeds()) {
          homes.requireFree(name(scenario, seed));
        }
      }
      for (DrillScenario scenario : chosen) {
        for (long seed : plan.seeds()) {
          drills.add(jobs.submit(() -> timed(scenario, homes, plan.days(), seed, inTurn)));
        }
      }
      try {
        return new DrillScorecard(plan.days(), all(drills));
      } finally {
        jobs.shutdownNow();
      }
    }
  }

  /// What the home of a drill is called.
  private static String name(DrillScenario scenario, long seed) {
    return scenario.name() + "-" + seed;
  }

  /// Waits for all, or for the first that breaks off.
  private static List<DrillScorecard.Played> all(List<Future<DrillScorecard.Played>> drills)
      throws InterruptedException {
    List<DrillScorecard.Played> played = new ArrayList<>();
    for (Future<DrillScorecard.Played> drill : drills) {
      try {
        played.add(drill.get());
      } catch (ExecutionException e) {
        throw new IllegalStateException("a drill broke off: " + e.getCause(), e.getCause());
      }
    }
    return played;
  }

  private static Consumer<String> oneAtATime(Consumer<String> progress) {
    Lock turn = new ReentrantLock();
    return line -> {
      turn.lock();
      try {
        progress.accept(line);
      } finally {
        turn.unlock();
      }
    };
  }

  private static DrillScorecard.Played timed(
      DrillScenario scenario, DrillHomes homes, int days, long seed, Consumer<String> progress)
      throws InterruptedException {
    long begun = System.nanoTime();
    DrillScorecard.Played drill = play(scenario, homes, days, seed);
    progress.accept(
        String.format(
            Locale.ROOT,
            "%-24s seed %d  %-6s %d false actions, in %.0f s",
            scenario.name(),
            seed,
            drill.right() ? "right" : "WRONG",
            drill.falseActions(),
            (System.nanoTime() - begun) / 1e9));
    return drill;
  }

  private static DrillScenario named(String name) {
    return DrillScenarios.all().stream()
        .filter(scenario -> scenario.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "no scenario is called %s; there are %s"
                    .formatted(name, String.join(", ", names()))));
  }

  private static DrillScorecard.Played play(
      DrillScenario scenario, DrillHomes homes, int days, long seed) throws InterruptedException {
    if (!scenario.setup().liar()) {
      return play(scenario, homes, days, seed, scenario.setup().settings());
    }
    try (LyingModel liar = LyingModel.start()) {
      return play(scenario, homes, days, seed, liar.settings());
    }
  }

  private static DrillScorecard.Played play(
      DrillScenario scenario, DrillHomes homes, int days, long seed, String settings)
      throws InterruptedException {
    Home home =
        homes.copy(
            name(scenario, seed), scenario.setup().start(), seed, DrillSettings.yaml(settings));
    Duration onset = days < LONG ? EARLY : LATE;
    try (DrillWorld world =
        new DrillWorld(scenario.setup(), home, seed, onset, Duration.ofDays(days))) {
      scenario.plot().lay(world);
      DrillRecord record = world.play();
      DrillVerdict verdict = DrillJudge.judge(scenario.right(), record);
      return new DrillScorecard.Played(
          scenario.name(),
          seed,
          scenario.right().describe(),
          verdict.right(),
          verdict.reasons().stream().map(reason -> inHome(reason, home)).toList(),
          verdict.falseActions(),
          verdict.duplicates(),
          record.crashes(),
          verdict.toDetect(),
          verdict.toAct(),
          verdict.toRecover(),
          record.endings().stream()
              .map(ending ->
                  "%s %s %s: %s"
                      .formatted(
                          ending.time(), ending.action().code(), ending.code(), ending.describe()))
              .map(line -> inHome(line, home))
              .toList());
    } finally {
      homes.discard(home);
    }
  }

  /// Without the place of the home, which differs from run to run.
  private static String inHome(String text, Home home) {
    return text.replace(home.root() + "/", "");
  }
}
