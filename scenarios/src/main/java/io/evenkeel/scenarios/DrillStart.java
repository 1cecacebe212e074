package io.evenkeel.scenarios;

import io.evenkeel.simulator.Regime;
import io.evenkeel.simulator.UpiWorld;

/// What was trained, and what serves, when a drill begins.
enum DrillStart {
  /// `v1`, trained on quiet days, serves.
  QUIET,
  /// The same, with the hour declared as a clock and traffic in the order of the days.
  CLOCK,
  /// `v1`, trained on quiet days, has served; `v2`, trained in the festival, serves.
  IN_A_FESTIVAL,
  /// `v1`, trained in a smaller festival, has served; `v2`, trained on quiet days, serves.
  AFTER_A_SMALLER_FESTIVAL,
  /// `v1`, trained on quiet days, serves; `v2` is recorded, trained on labels of other payments
  /// that one column tells.
  WITH_A_LEAKY_VERSION;

  /// Payments as they come before anything changes.
  Regime regime() {
    return switch (this) {
      case QUIET, CLOCK, AFTER_A_SMALLER_FESTIVAL, WITH_A_LEAKY_VERSION -> Regime.quiet();
      case IN_A_FESTIVAL -> Regime.high();
    };
  }

  /// A source of payments.
  UpiWorld world(long seed) {
    int rowsPerDay = (int) (24 * DrillSettings.ROWS_PER_HOUR);
    return this == CLOCK
        ? UpiWorld.inClockOrder(UpiWorld.randomOf(seed), rowsPerDay)
        : UpiWorld.mixed(seed);
  }
}
