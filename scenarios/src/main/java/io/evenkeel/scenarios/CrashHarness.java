package io.evenkeel.scenarios;

import io.evenkeel.app.Home;
import io.evenkeel.scenarios.CrashRemedies.Sabotage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Kills the agent with SIGKILL, at every step boundary, after every change that it makes on disk
/// and at random moments, starts it again, and counts the effects in the world.
///
/// Safe for use by many threads once it is prepared.
final class CrashHarness {
  /// So often the next kill strikes in the same incident again.
  private static final double AGAIN = 0.7;

  private static final int MOST_IN_ONE_INCIDENT = 8;
  private static final int TOLD_EVERY = 20;

  private final Path directory;
  private final List<CrashStage> stages;
  private final CrashRun.Command command;
  private final Order order;
  private final PrintWriter out;
  private final Random strikes;
  private final Deque<Strike> waiting = new ArrayDeque<>();
  private CrashTally total = CrashTally.none();
  private int begun;

  private CrashHarness(
      Path directory,
      List<CrashStage> stages,
      CrashRun.Command command,
      Order order,
      PrintWriter out) {
    this.directory = directory;
    this.stages = List.copyOf(stages);
    this.command = command;
    this.order = order;
    this.out = out;
    this.strikes = new Random(order.seed());
  }

  /// What is killed how often.
  ///
  /// @param plays the incidents
  /// @param kills so many kills at least
  /// @param seed of the worlds and of the moments
  /// @param sabotage what is broken on purpose
  record Order(List<CrashPlay> plays, int kills, long seed, Sabotage sabotage) {}

  /// The first kill of an incident.
  private record Strike(int number, CrashStage stage, KillPlan plan, Sabotage sabotage) {}

  /// Prepares the plays.
  ///
  /// @param directory an empty directory; homes in which something was wrong stay there
  /// @param cached whether the processes start from a cache of classes, which takes its time to
  ///   make
  static CrashHarness over(Path directory, Order order, boolean cached, PrintWriter out)
      throws InterruptedException {
    List<String> java = cached ? FastStart.packed(directory) : FastStart.plain();
    Path log = directory.resolve("processes.log");
    List<CrashStage> stages = new ArrayList<>();
    for (CrashPlay play : order.plays()) {
      Path place = directory.resolve(play.name().toLowerCase(Locale.ROOT));
      if (cached && stages.isEmpty()) {
        Path cache = directory.resolve("classes.aot");
        CrashStage.set(
            directory.resolve("recorded"),
            play,
            order.seed(),
            new CrashRun.Command(FastStart.recording(java, cache), log));
        java = FastStart.from(java, cache);
      }
      CrashStage stage = CrashStage.set(place, play, order.seed(), new CrashRun.Command(java, log));
      stages.add(stage);
      out.printf(
          "%s: undisturbed %d ms, %d boundaries, %d changes on disk, %s%n",
          play,
          stage.undisturbed().took().toMillis(),
          stage.undisturbed().boundaries().size(),
          stage.undisturbed().changes(),
          stage.tally().clean() ? "clean" : stage.tally().problems());
      out.flush();
    }
    return new CrashHarness(directory, stages, new CrashRun.Command(java, log), order, out);
  }

  /// Kills until there were enough kills.
  ///
  /// @param workers incidents at a time
  CrashTally run(int workers) throws InterruptedException {
    List<FutureTask<Void>> tasks = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      FutureTask<Void> task =
          new FutureTask<>(() -> {
            work();
            return null;
          });
      tasks.add(task);
      Thread.ofPlatform().name("killer-" + i).start(task);
    }
    for (FutureTask<Void> task : tasks) {
      try {
        task.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("a killer broke off: " + e.getCause(), e.getCause());
      }
    }
    return tally();
  }

  /// What there is so far.
  synchronized CrashTally tally() {
    return total;
  }

  List<CrashStage> stages() {
    return stages;
  }

  private void work() throws InterruptedException {
    while (tally().kills() < order.kills()) {
      add(incident(next()));
    }
  }

  private synchronized void add(CrashTally tally) {
    total = total.plus(tally);
    if (total.incidents() % TOLD_EVERY == 0) {
      out.println(total.line());
      out.flush();
    }
  }

  private synchronized Strike next() {
    if (waiting.isEmpty()) {
      waiting.addAll(sweep());
    }
    return waiting.removeFirst();
  }

  /// Every boundary and change of every play once, and as many random moments, in random order.
  private List<Strike> sweep() {
    List<Strike> sweep = new ArrayList<>();
    for (CrashStage stage : stages) {
      for (KillPlan plan : stage.each()) {
        sweep.add(new Strike(++begun, stage, plan, order.sabotage()));
        sweep.add(new Strike(++begun, stage, stage.any(strikes), order.sabotage()));
      }
    }
    Collections.shuffle(sweep, strikes);
    return sweep;
  }

  /// One incident, whose agent is killed once.
  CrashTally incident(CrashStage stage, KillPlan plan, Sabotage sabotage)
      throws InterruptedException {
    Strike strike;
    synchronized (this) {
      strike = new Strike(++begun, stage, plan, sabotage);
    }
    return incident(strike, 1);
  }

  private CrashTally incident(Strike strike) throws InterruptedException {
    return incident(strike, MOST_IN_ONE_INCIDENT);
  }

  private CrashTally incident(Strike strike, int most) throws InterruptedException {
    CrashStage stage = strike.stage();
    Random random = new Random(order.seed() * 31 + strike.number());
    Path place = directory.resolve("incident-" + strike.number());
    Home home = CrashHome.copy(stage.template(), place);
    Path asked = place.resolve("asked");
    List<String> lives = new ArrayList<>();
    int kills = 0;
    KillPlan plan = strike.plan();
    CrashRun run = live(strike, home, asked, plan);
    while (run.killed()) {
      kills++;
      lives.add(describe(plan, run));
      boolean again = kills < most && random.nextDouble() < AGAIN;
      plan = again ? stage.any(random) : new KillPlan.Never();
      run = live(strike, home, asked, plan);
    }
    CrashTally tally =
        CrashOracle.judge(home, stage.play(), stage.before(), asked, run.exit() == 0)
            .withKills(kills);
    if (tally.clean()) {
      DemoHome.delete(place);
    } else {
      note(place, lives, run, tally);
    }
    return tally;
  }

  private CrashRun live(Strike strike, Home home, Path asked, KillPlan plan)
      throws InterruptedException {
    CrashStage stage = strike.stage();
    int boundary = plan instanceof KillPlan.AtBoundary(int number) ? number : 0;
    return CrashRun.of(
        command,
        home,
        CrashStage.arguments(home, stage.play(), stage.first(), boundary, asked, strike.sabotage()),
        plan);
  }

  private static String describe(KillPlan plan, CrashRun run) {
    String last = run.boundaries().isEmpty() ? "the start" : run.boundaries().getLast();
    return "killed %s, after '%s'".formatted(plan, last);
  }

  private void note(Path place, List<String> lives, CrashRun last, CrashTally tally) {
    List<String> lines = new ArrayList<>(lives);
    lines.add("last life: exit code " + last.exit() + ", " + last.boundaries());
    lines.addAll(tally.problems());
    out.println(place.getFileName() + ": " + String.join("; ", lines));
    out.flush();
    try {
      Files.write(place.resolve("story"), lines);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the story of an incident", e);
    }
  }
}
