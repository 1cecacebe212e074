package io.evenkeel.scenarios;

import io.evenkeel.app.Settings;
import io.evenkeel.simulator.Regime;
import java.time.Duration;

/// What the demo plays.
///
/// @param severity how hard the festival hits
/// @param seed of the world and its traffic
/// @param port that the server listens on; 0 for a free one
/// @param rate rows a second
public record DemoPlan(Severity severity, long seed, int port, double rate) {
  /// How long a phase may take before the demo gives up.
  static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final Duration LABEL_DELAY = Duration.ofSeconds(2);
  private static final Duration LABEL_MATURITY = Duration.ofSeconds(3);

  /// The festival of this severity.
  Regime regime() {
    return switch (severity) {
      case LOW -> Regime.low();
      case MEDIUM -> Regime.medium();
      case HIGH -> Regime.high();
    };
  }

  /// From the answer to a payment until its label is posted.
  Duration labelDelay() {
    return LABEL_DELAY;
  }

  /// The settings of a day that lasts a minute: checks every 15 seconds instead of five minutes,
  /// and labels that count after three seconds instead of a week. Every rule is the default.
  Settings settings() {
    return Settings.defaults()
        .listeningOn(port)
        .checkingEvery(Duration.ofSeconds(15))
        .labelsMatureAfter(LABEL_MATURITY)
        .actingEvery(Duration.ofMillis(250));
  }
}
