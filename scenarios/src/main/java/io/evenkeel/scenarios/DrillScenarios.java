package io.evenkeel.scenarios;

import java.util.List;
import java.util.stream.Stream;

/// The scenarios of the drill.
final class DrillScenarios {
  private DrillScenarios() {}

  /// All of them, in the order in which they are played.
  static List<DrillScenario> all() {
    return Stream.of(
            QuietScenarios.all(), DriftScenarios.all(), DataScenarios.all(), OutsideScenarios.all())
        .flatMap(List::stream)
        .toList();
  }
}
