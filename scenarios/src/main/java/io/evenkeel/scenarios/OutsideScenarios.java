package io.evenkeel.scenarios;

import io.evenkeel.simulator.Regime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

/// Worlds in which a thing is to be done while what it takes is broken: services, disk, clock, the
/// process itself.
final class OutsideScenarios {
  /// Nobody listens there.
  private static final String NOBODY = "http://127.0.0.1:9";

  private static final String MLFLOW = "mlflow:\n  tracking-uri: " + NOBODY + "\n";
  private static final String SLACK = "alerts:\n  slack-webhook-url: " + NOBODY + "/hook\n";

  /// Around the change of the world, in a short drill and in a long one.
  private static final String HOLD =
      """
      policy:
        planned:
          - {name: upgrade, from: "2026-01-05T12:00:00Z", to: "2026-01-06T12:00:00Z", effect: hold}
          - {name: upgrade, from: "2026-01-08T00:00:00Z", to: "2026-01-09T00:00:00Z", effect: hold}
      """;

  private static final Duration WINDOW = Duration.ofDays(1);
  private static final Duration SOON = Duration.ofDays(1);

  private OutsideScenarios() {}

  static List<DrillScenario> all() {
    return List.of(
        festival(
            "registry-down",
            "A festival begins, and MLflow cannot be reached.",
            usual().with(MLFLOW).tellingPeople(),
            _ -> {}),
        new DrillScenario(
            "slack-down",
            "Nulls come in a burst, and Slack cannot be reached.",
            usual().with(SLACK).tellingPeople(),
            new RightAction.Tell(SOON),
            world -> DataScenarios.passing(world, DataScenarios::withoutReceiver)),
        festival(
            "llm-down",
            "A festival begins; a language model is to decide, and it cannot be reached.",
            usual().with(LyingModel.settings(NOBODY)),
            _ -> {}),
        new DrillScenario(
            "llm-lying",
            "Nulls come in a burst, and the language model says whatever comes to its mind.",
            usual().askingALiar(),
            new RightAction.Tell(SOON),
            world -> DataScenarios.passing(world, DataScenarios::withoutReceiver)),
        festival(
            "disk-full",
            "A festival begins, and for a day no bundle can be written.",
            usual(),
            world -> {
              world.at(Duration.ZERO, () -> world.diskFull(true));
              world.at(Duration.ofDays(1), () -> world.diskFull(false));
            }),
        festival(
            "clock-jump",
            "The clock is set back by three hours, and forward again; then a festival begins.",
            usual(),
            world -> {
              world.at(Duration.ofHours(-6), () -> world.clock().set(Duration.ofHours(-3)));
              world.at(Duration.ofHours(-3), () -> world.clock().set(Duration.ofHours(3)));
            }),
        festival(
            "two-agents",
            "A festival begins; the agent dies at its work, and a second one takes over.",
            usual().withAgents(2),
            world -> {
              world.at(Duration.ofHours(10), () -> world.crashing(1));
              world.at(Duration.ofHours(11), () -> world.crashing(0));
            }),
        festival(
            "frozen-agent",
            "A festival begins; the agent's machine stands still at its work, a second one takes over.",
            usual().withAgents(2),
            world -> {
              world.at(Duration.ofHours(10), () -> world.freezing(true));
              world.at(Duration.ofHours(20), () -> world.freezing(false));
            }),
        festival(
            "crash-storm",
            "A festival begins, and for 18 hours the process of the agent dies again and again.",
            usual(),
            world -> {
              world.at(Duration.ZERO, () -> world.crashing(.1));
              world.at(Duration.ofHours(18), () -> world.crashing(0));
            }),
        new DrillScenario(
            "planned-hold",
            "A festival begins in a maintenance window of a day, in which the champion is to stay.",
            usual().with(HOLD),
            new RightAction.Retrain(WINDOW, DriftScenarios.LEARNED),
            world -> DriftScenarios.become(world, Regime.high())),
        new DrillScenario(
            "kill-switch",
            "A festival begins while the kill switch is on.",
            usual(),
            new RightAction.Tell(SOON),
            world -> {
              world.at(Duration.ofHours(-1), () -> stop(world));
              DriftScenarios.become(world, Regime.high());
            }));
  }

  private static DrillSetup usual() {
    return DrillSetup.from(DrillStart.QUIET);
  }

  private static DrillScenario festival(
      String name, String story, DrillSetup setup, DrillScenario.Plot more) {
    return new DrillScenario(
        name,
        story,
        setup,
        new RightAction.Retrain(DriftScenarios.LEARNED),
        world -> {
          DriftScenarios.become(world, Regime.high());
          more.lay(world);
        });
  }

  private static void stop(DrillWorld world) {
    try {
      Files.createFile(world.home().killSwitch());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot throw the kill switch", e);
    }
  }
}
