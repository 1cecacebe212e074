package io.evenkeel.incident;

import java.time.Duration;

/// The labels that a retrain could learn from: those there are, and those that may still come while
/// it waits.
///
/// @param frauds mature frauds since the onset
/// @param needed how many it takes
/// @param fraudsPerHour how many mature of the rows of an hour, as far as labels have come; 0 where
///   none were seen
/// @param ripening how long a stretch of rows becomes mature until a retrain gives up waiting
public record LabelSupply(int frauds, int needed, double fraudsPerHour, Duration ripening) {
  private static final double NANOS_PER_HOUR = 3.6e12;

  /// Rejects counts that cannot be.
  public LabelSupply {
    if (frauds < 0 || needed < 1 || !(fraudsPerHour >= 0) || ripening.isNegative()) {
      throw new IllegalArgumentException(
          "no supply of labels: %d of %d frauds, %s an hour for %s"
              .formatted(frauds, needed, fraudsPerHour, ripening));
    }
  }

  /// How many frauds there will be when a retrain gives up waiting.
  public double expected() {
    return frauds + fraudsPerHour * ripening.toNanos() / NANOS_PER_HOUR;
  }
}
