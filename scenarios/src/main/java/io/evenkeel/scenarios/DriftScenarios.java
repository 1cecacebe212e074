package io.evenkeel.scenarios;

import io.evenkeel.registry.ServingVersion;
import io.evenkeel.simulator.Regime;
import io.evenkeel.simulator.Transaction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Worlds that change: in their features, in what is fraud, or in the model that answers.
final class DriftScenarios {
  private static final Duration SOON = Duration.ofDays(1);

  /// Labels of 300 frauds have come, and a challenger was trained.
  static final Duration LEARNED = Duration.ofHours(56);

  private static final Regime NEW_HABITS = new Regime("new habits", 9.4, .45, 3.0, .8, .25, .6);
  private static final Regime BUSY = new Regime("busy", 8.5, 0, 2.2, 0, 0, 0);
  private static final int STEPS = 20;

  private DriftScenarios() {}

  static List<DrillScenario> all() {
    return List.of(
        new DrillScenario(
            "festival",
            "A festival begins and stays: five features move, half of the fraud is new.",
            DrillSetup.from(DrillStart.QUIET),
            new RightAction.Retrain(LEARNED),
            world -> become(world, Regime.high())),
        new DrillScenario(
            "festival-over",
            "The festival ends, for which the champion was made; v1 knows the quiet days.",
            DrillSetup.from(DrillStart.IN_A_FESTIVAL),
            new RightAction.RollBack("v1", SOON),
            world -> become(world, Regime.quiet())),
        new DrillScenario(
            "festival-returns",
            "A smaller festival begins, of which v1 was made: three features move.",
            DrillSetup.from(DrillStart.AFTER_A_SMALLER_FESTIVAL),
            new RightAction.RollBack("v1", SOON),
            world -> become(world, Regime.medium())),
        new DrillScenario(
            "slow-drift",
            "The festival comes bit by bit, over a day; in a long drill over ten days.",
            DrillSetup.from(DrillStart.QUIET),
            new RightAction.Retrain(Duration.ofDays(14)),
            DriftScenarios::slowly),
        new DrillScenario(
            "sudden-drift",
            "From one minute to the next people have new habits and new devices, for good.",
            DrillSetup.from(DrillStart.QUIET),
            new RightAction.Retrain(LEARNED),
            world -> become(world, NEW_HABITS)),
        new DrillScenario(
            "one-feature",
            "People pay more often within an hour; this one feature is of high impact.",
            DrillSetup.from(DrillStart.QUIET),
            new RightAction.Tell(SOON),
            world -> become(world, BUSY)),
        new DrillScenario(
            "fraud-ring",
            "A ring pays as honest people do: no feature moves, but what is fraud does.",
            DrillSetup.from(DrillStart.QUIET),
            new RightAction.Retrain(LEARNED),
            world -> world.at(Duration.ZERO, () -> world.traffic().truth(DriftScenarios::ring))),
        new DrillScenario(
            "bad-deploy",
            "Somebody promotes v2, trained on labels of other payments; its own hold-out is perfect.",
            DrillSetup.from(DrillStart.WITH_A_LEAKY_VERSION),
            new RightAction.RollBack("v1", Duration.ofDays(2)),
            world -> world.at(Duration.ZERO, () -> promote(world))));
  }

  static void become(DrillWorld world, Regime regime) {
    world.at(Duration.ZERO, () -> world.traffic().regime(_ -> regime));
  }

  private static void slowly(DrillWorld world) {
    Duration whole =
        world.length().compareTo(Duration.ofDays(14)) < 0
            ? Duration.ofDays(1)
            : Duration.ofDays(10);
    world.movesUntil(whole);
    world.at(
        Duration.ZERO,
        () ->
            world
                .traffic()
                .regime(at -> {
                  double part = (double) at.minus(world.onset()).toMinutes() / whole.toMinutes();
                  return between(Math.min(1, part));
                }));
  }

  /// So far on the way from the quiet days to the festival, in twenty steps.
  private static Regime between(double part) {
    double f = Math.rint(part * STEPS) / STEPS;
    Regime from = Regime.quiet();
    Regime to = Regime.high();
    return new Regime(
        "festival at " + f,
        from.logAmount() + f * (to.logAmount() - from.logAmount()),
        f * to.nightShare(),
        from.countMean() + f * (to.countMean() - from.countMean()),
        f * to.deviceShift(),
        f * to.newSenderShare(),
        f * to.newFraudShare());
  }

  /// One payment in sixty is the ring's: from the web, to two kinds of merchants, of middling
  /// amount. All other frauds are as before.
  private static Optional<Boolean> ring(Transaction payment, RandomGenerator random) {
    boolean byTheRing =
        payment.deviceType() == 1
            && (payment.merchantCat() == 4 || payment.merchantCat() == 5)
            && payment.amount() > 1_000
            && payment.amount() < 30_000
            && random.nextDouble() < .97;
    return Optional.of(byTheRing || payment.reported());
  }

  private static void promote(DrillWorld world) {
    Optional<String> before = world.evenkeel().registry().serving().map(ServingVersion::version);
    world
        .evenkeel()
        .registry()
        .promote(before, "v2", "promoted by hand: its figures are better", "");
  }
}
