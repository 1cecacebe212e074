package io.evenkeel.scenarios;

import io.evenkeel.model.FeatureSchema;
import io.evenkeel.simulator.Regime;
import io.evenkeel.simulator.Transaction;
import io.evenkeel.simulator.UpiWorld;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Worlds whose data is broken, on the way to the model or among the labels.
final class DataScenarios {
  private static final FeatureSchema SCHEMA = UpiWorld.schema();
  private static final Duration SOON = Duration.ofDays(1);
  private static final Duration FAULT = Duration.ofHours(18);
  private static final String LOUD = "load-test";
  private static final Duration NEVER = Duration.ofDays(365);

  private DataScenarios() {}

  static List<DrillScenario> all() {
    return List.of(
        fault(
            "null-burst",
            "For 18 hours two payments in five come without the age of the receiver.",
            DataScenarios::withoutReceiver),
        fault(
            "rupees-to-paise",
            "For 18 hours amounts come in paise; four in five are refused as too large.",
            (row, _) -> {
              row[column("amount")] *= 100;
              return row;
            }),
        fault(
            "stuck-sensor",
            "For 18 hours the number of payments of the last hour is always 1.",
            (row, _) -> {
              row[column("txn_count_1h")] = 1;
              return row;
            }),
        fault(
            "new-category",
            "For 18 hours one payment in ten goes to a kind of merchant that the schema lacks.",
            (row, random) -> {
              if (random.nextDouble() < .1) {
                row[column("merchant_cat")] = 10;
              }
              return row;
            }),
        new DrillScenario(
            "one-client",
            "For 18 hours one client, of three payments in ten, sends what its test programs make up.",
            DrillSetup.from(DrillStart.QUIET),
            new RightAction.Tell(SOON),
            world -> {
              world.at(
                  world.onset().negated(),
                  () ->
                      world
                          .traffic()
                          .clients(number -> number % 10 < 3 ? LOUD : "app" + number % 5));
              passing(world, ((VirtualTraffic.Spoil) DataScenarios::rubbish).of(LOUD));
            }),
        new DrillScenario(
            "label-delay",
            "A festival begins, and from then on no label comes.",
            DrillSetup.from(DrillStart.QUIET),
            new RightAction.Tell(DriftScenarios.LEARNED),
            world -> {
              DriftScenarios.become(world, Regime.high());
              world.at(Duration.ZERO, () -> world.traffic().labelDelay(NEVER));
            }),
        new DrillScenario(
            "label-poisoning",
            "Four frauds in five are reported honest, and customers of one shop as fraudsters.",
            DrillSetup.from(DrillStart.QUIET),
            new RightAction.Tell(DriftScenarios.LEARNED),
            world ->
                world.at(Duration.ZERO, () -> world.traffic().truth(DataScenarios::poisoned))));
  }

  static double[] withoutReceiver(double[] row, RandomGenerator random) {
    if (random.nextDouble() < .4) {
      row[column("receiver_age_days")] = Double.NaN;
    }
    return row;
  }

  /// A fault that passes.
  static void passing(DrillWorld world, VirtualTraffic.Spoil spoil) {
    world.at(Duration.ZERO, () -> world.traffic().spoil(spoil));
    world.calmAfter(FAULT, () -> world.traffic().spoil((row, _) -> row));
  }

  /// Large, late, often, and from new accounts: as a festival would look.
  private static double[] rubbish(double[] row, RandomGenerator random) {
    row[column("amount")] = Math.min(200_000, Math.rint(1 + row[column("amount")] * 20));
    row[column("hour")] = random.nextInt(6);
    row[column("sender_age_days")] = random.nextInt(30);
    row[column("txn_count_1h")] += 6;
    return row;
  }

  private static DrillScenario fault(String name, String story, VirtualTraffic.Spoil spoil) {
    return new DrillScenario(
        name,
        story,
        DrillSetup.from(DrillStart.QUIET),
        new RightAction.Tell(SOON),
        world -> passing(world, spoil));
  }

  private static Optional<Boolean> poisoned(Transaction payment, RandomGenerator random) {
    if (payment.reported()) {
      return Optional.of(random.nextDouble() < .2);
    }
    return Optional.of(
        payment.merchantCat() == 0 && payment.deviceType() == 1 && payment.sameDevice());
  }

  private static int column(String feature) {
    return SCHEMA
        .position(feature)
        .orElseThrow(() -> new IllegalStateException("the world has no " + feature));
  }
}
