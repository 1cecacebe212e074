package io.evenkeel.scenarios;

import io.evenkeel.app.Evenkeel;
import io.evenkeel.app.Home;
import io.evenkeel.registry.ServingVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// A play that is ready to be died in: its home up to the report, and what an undisturbed life of
/// it looks like.
///
/// @param play the play
/// @param template its home, which is copied for each incident
/// @param first the version that serves when the report is made
/// @param before changes of champion that were made before
/// @param undisturbed the life of a process that nobody killed
/// @param tally what became of that incident
record CrashStage(
    CrashPlay play,
    Home template,
    String first,
    int before,
    CrashRun undisturbed,
    CrashTally tally) {
  /// Prepares a play.
  ///
  /// @param directory an empty place for its homes
  /// @param command starts the processes
  static CrashStage set(Path directory, CrashPlay play, long seed, CrashRun.Command command)
      throws InterruptedException {
    Home template = CrashHome.make(directory.resolve("template"), play, seed);
    String first;
    int before;
    try (Evenkeel evenkeel = CrashHome.open(template)) {
      first = evenkeel.registry().serving().map(ServingVersion::version).orElseThrow();
      before = evenkeel.registry().history().size();
    }
    Home home = CrashHome.copy(template, directory.resolve("undisturbed"));
    Path asked = home.root().resolve("asked");
    CrashRun run =
        CrashRun.of(
            command,
            home,
            arguments(home, play, first, 0, asked, CrashRemedies.Sabotage.NONE),
            new KillPlan.Never());
    CrashTally tally = CrashOracle.judge(home, play, before, asked, run.exit() == 0);
    return new CrashStage(play, template, first, before, run, tally);
  }

  static List<String> arguments(
      Home home,
      CrashPlay play,
      String first,
      int boundary,
      Path asked,
      CrashRemedies.Sabotage sabotage) {
    return List.of(
        home.root().toString(),
        play.name(),
        first,
        Integer.toString(boundary),
        asked.toString(),
        sabotage.name());
  }

  /// Every boundary and every change on disk of the undisturbed life, each once.
  List<KillPlan> each() {
    List<KillPlan> plans = new ArrayList<>();
    for (int i = 1; i <= undisturbed.boundaries().size(); i++) {
      plans.add(new KillPlan.AtBoundary(i));
    }
    for (int i = 1; i <= undisturbed.changes(); i++) {
      plans.add(new KillPlan.AfterChange(i));
    }
    return plans;
  }

  /// A boundary, a change or a moment by chance.
  KillPlan any(RandomGenerator random) {
    return switch (random.nextInt(4)) {
      case 0 -> new KillPlan.AtBoundary(1 + random.nextInt(undisturbed.boundaries().size()));
      case 1 -> new KillPlan.AfterChange(1 + random.nextInt(Math.max(1, undisturbed.changes())));
      default ->
          new KillPlan.After(Duration.ofNanos(random.nextLong(undisturbed.took().toNanos())));
    };
  }
}
