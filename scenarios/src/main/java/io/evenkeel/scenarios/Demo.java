package io.evenkeel.scenarios;

import io.evenkeel.app.Evenkeel;
import io.evenkeel.app.Home;
import io.evenkeel.app.RunningSystem;
import io.evenkeel.app.Settings;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Outcome;
import io.evenkeel.incident.Recommendation;
import io.evenkeel.model.RocAuc;
import io.evenkeel.registry.ServingVersion;
import io.evenkeel.scenarios.LiveQuality.Phase;
import io.evenkeel.simulator.Injection;
import io.evenkeel.simulator.Regime;
import io.evenkeel.simulator.Traffic;
import io.evenkeel.simulator.TrafficPlan;
import io.evenkeel.simulator.TrafficResult;
import io.evenkeel.simulator.UpiWorld;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;

/// One whole incident in one process, over real HTTP: the world is made, a model trained and
/// served, quiet traffic runs, a festival begins, and the system deals with it alone.
///
/// After [#run] the server stays open until the demo is closed. Owned by one thread.
public final class Demo implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(100);

  /// More than are needed: the figure at the end is the one that is judged.
  private static final int FRAUDS_AFTER = 450;

  private final DemoPlan plan;
  private final Home home;
  private final Clock clock;
  private final Narrator narrator;
  private final Evenkeel evenkeel;
  private final IncidentRecord record;
  private final Injection injection;
  private Optional<RunningSystem> system = Optional.empty();

  /// Makes the world.
  ///
  /// @param plan what to play
  /// @param home an unused home
  /// @param clock the present
  /// @param narrator tells each step
  public Demo(DemoPlan plan, Home home, Clock clock, Narrator narrator) {
    this.plan = plan;
    this.home = home;
    this.clock = clock;
    this.narrator = narrator;
    DemoWorld.generate(home, plan.seed(), narrator);
    evenkeel = new Evenkeel(home, plan.settings(), clock);
    record =
        new IncidentRecord(
            narrator,
            clock,
            () -> evenkeel.registry().serving().map(ServingVersion::why).orElse("nothing serves"));
    injection = new Injection(home.root());
  }

  /// Plays the incident to its end.
  ///
  /// @return what it came to
  /// @throws InterruptedException when the process is ending
  public Scorecard run() throws InterruptedException {
    String before = DemoWorld.trainVersions(evenkeel, home, plan.severity(), plan.seed(), narrator);
    Settings settings = plan.settings();
    RunningSystem running =
        RunningSystem.start(evenkeel, settings.agentInterval(), record, record, _ -> {});
    system = Optional.of(running);
    narrator.tell("serve", "%s serves on %s".formatted(before, url()));
    LiveQuality quality = new LiveQuality(before);
    Traffic traffic = traffic(quality);
    FutureTask<TrafficResult> sending = start(traffic::run);
    try {
      return play(before, quality, traffic, sending);
    } finally {
      traffic.stop();
    }
  }

  /// Where the server listens.
  public URI url() {
    return URI.create("http://127.0.0.1:" + system.orElseThrow().port());
  }

  private Scorecard play(
      String before, LiveQuality quality, Traffic traffic, FutureTask<TrafficResult> sending)
      throws InterruptedException {
    narrator.tell("traffic", "quiet, %.0f rows/s, labels after %s".formatted(plan.rate(), "2 s"));
    await(sending, () -> measured(quality, Phase.BEFORE));
    int calm = record.calmChecks();
    boolean checkedOk = await(sending, () -> record.calmChecks() > calm);
    boolean quietOk = checkedOk && record.alarmed().isEmpty();

    injection.set(plan.regime());
    Instant injected = clock.instant();
    narrator.tell("inject", "the %s festival begins".formatted(plan.regime().name()));
    await(sending, () -> record.outcome().isPresent() && measured(quality, Phase.DURING));
    if (plan.severity() == Severity.LOW) {
      injection.set(Regime.quiet());
      quality.shiftPassed();
      narrator.tell("inject", "the festival is over");
    }
    boolean resolved = await(sending, () -> record.resolved().isPresent());
    await(sending, () -> !resolved || quality.frauds(Phase.AFTER) >= FRAUDS_AFTER);
    traffic.stop();
    TrafficResult sent = result(sending);
    narrator.tell(
        "traffic", "ends: %,d rows, %d requests failed".formatted(sent.rows(), sent.failed()));
    return scorecard(before, injected, quality, sent, quietOk);
  }

  private Scorecard scorecard(
      String before, Instant injected, LiveQuality quality, TrafficResult sent, boolean quietOk) {
    Optional<IncidentRecord.Decided> decided = record.decided();
    Optional<Instant> confirmed = decided.map(d -> d.report().timestamp());
    // Whichever came first: a check may find what the watch has not.
    Instant detected =
        record
            .alarmed()
            .filter(alarm -> confirmed.map(alarm::isBefore).orElse(true))
            .or(() -> confirmed)
            .orElse(injected);
    RocAuc qualityBefore = quality.measure(Phase.BEFORE);
    RocAuc qualityDuring = quality.measure(Phase.DURING);
    RocAuc qualityAfter = quality.measure(Phase.AFTER);
    return new Scorecard(
        plan.severity(),
        plan.seed(),
        decided.map(d -> d.report().drift().driftScore()).orElse(0.0),
        decided.map(d -> d.report().drift().driftedFeatures()).orElse(List.of()),
        decided
            .map(IncidentRecord.Decided::recommendation)
            .map(Recommendation::decision)
            .orElse(Decision.OK)
            .code(),
        decided.map(d -> d.recommendation().confidence()).orElse(0.0),
        record.outcome().map(Outcome::describe).orElse("none"),
        before,
        evenkeel.registry().serving().map(ServingVersion::version).orElse("none"),
        qualityBefore,
        qualityDuring,
        qualityAfter,
        new Scorecard.Timing(
            Duration.between(injected, detected),
            Duration.between(detected, confirmed.orElse(detected)),
            Duration.between(
                confirmed.orElse(detected),
                decided.map(IncidentRecord.Decided::at).orElse(confirmed.orElse(detected))),
            Duration.between(injected, record.resolved().orElse(clock.instant()))),
        sent.predictions().sent() + sent.labelPosts().sent(),
        sent.failed(),
        Expectations.judge(
            plan.severity(),
            quietOk,
            record,
            qualityBefore,
            qualityDuring,
            qualityAfter,
            sent.failed()));
  }

  private Traffic traffic(LiveQuality quality) {
    TrafficPlan sending =
        TrafficPlan.to(url(), "demo-" + plan.seed() + "-")
            .atRate(plan.rate())
            .labelledAfter(plan.labelDelay());
    return new Traffic(sending, UpiWorld.mixed(plan.seed() + 2), injection::current, quality);
  }

  private static boolean measured(LiveQuality quality, Phase phase) {
    return quality.frauds(phase) >= phase.fraudsNeeded();
  }

  /// Waits for a condition, but not for ever, and not when traffic has broken off.
  private boolean await(FutureTask<TrafficResult> sending, BooleanSupplier condition)
      throws InterruptedException {
    Instant deadline = clock.instant().plus(DemoPlan.PATIENCE);
    while (!condition.getAsBoolean()) {
      if (sending.isDone() || clock.instant().isAfter(deadline)) {
        return false;
      }
      Thread.sleep(LOOK);
    }
    return true;
  }

  private static FutureTask<TrafficResult> start(Callable<TrafficResult> work) {
    FutureTask<TrafficResult> task = new FutureTask<>(work);
    Thread.ofPlatform().name("traffic").daemon().start(task);
    return task;
  }

  private static TrafficResult result(FutureTask<TrafficResult> task) throws InterruptedException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the traffic broke off: " + e.getCause(), e.getCause());
    }
  }

  @Override
  public void close() {
    system.ifPresent(RunningSystem::close);
    evenkeel.close();
  }
}
