package io.evenkeel.scenarios;

import java.time.Duration;

/// The settings of a drill's home, and the pace of its world.
///
/// Every threshold, window, budget and rule is the product's default. What differs is the pace: a
/// world of 500 payments an hour is checked every four hours, so that an interval holds a window,
/// and what the defaults say in minutes, the drill says in as many intervals.
final class DrillSettings {
  static final double ROWS_PER_HOUR = 500;
  static final Duration SLICE = Duration.ofMinutes(1);

  /// Payments come all at once, so far apart: 41 or 42 in one slice, then none for four.
  static final Duration TICK = Duration.ofMinutes(5);

  /// Time between two looks of the watch, the checks and the agent.
  static final Duration STEP = Duration.ofMinutes(30);

  /// From a payment to its label.
  static final Duration LABEL_DELAY = Duration.ofHours(2);

  private static final String YAML =
      """
      labels:
        maturity: 6h
      events:
        segment-age: 12h
        retention-age: 4d
      monitor:
        interval: 4h
        slice: 1m
      agent:
        retry-after: 1d
        reopen-within: 2d
      retrain:
        patience: 12h
        label-deadline: 2d
        poll-interval: 1h
        training-deadline: 1h
      """;

  private DrillSettings() {}

  /// The text of the settings file.
  ///
  /// @param more further sections
  static String yaml(String more) {
    return YAML + more;
  }
}
