package io.evenkeel.scenarios;

import io.evenkeel.simulator.UpiWorld;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/// Worlds in which nothing is to be done.
final class QuietScenarios {
  private QuietScenarios() {}

  static List<DrillScenario> all() {
    return List.of(
        new DrillScenario(
            "quiet-days",
            "Nothing happens.",
            DrillSetup.from(DrillStart.QUIET),
            new RightAction.Nothing(),
            _ -> {}),
        new DrillScenario(
            "seasonal-nights",
            "Payments come in the order of the day: nights are unlike days, as they always were.",
            DrillSetup.from(DrillStart.CLOCK),
            new RightAction.Nothing(),
            _ -> {}),
        new DrillScenario(
            "noise",
            "From hour to hour a third or twice as many pay, and amounts are off by up to 1 %.",
            DrillSetup.from(DrillStart.QUIET),
            new RightAction.Nothing(),
            QuietScenarios::noise));
  }

  private static void noise(DrillWorld world) {
    VirtualTraffic traffic = world.traffic();
    long seed = traffic.random().nextLong();
    traffic.rate(at -> DrillSettings.ROWS_PER_HOUR * (.33 + 1.34 * chance(seed, at)));
    traffic.spoil((row, random) -> {
      double off = 1 + .01 * (2 * random.nextDouble() - 1);
      row[0] = Math.max(.01, Math.min(200_000, Math.rint(100 * row[0] * off) / 100));
      return row;
    });
  }

  /// A number from 0 to 1 of an hour.
  private static double chance(long seed, Duration at) {
    RandomGenerator random = UpiWorld.randomOf(seed + at.toHours());
    return random.nextDouble();
  }
}
