package io.evenkeel.metrics;

import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;

/// How long drift checks take; kept by the process that makes them.
///
/// Safe for use by many threads.
public final class CheckDuration {
  private final Histogram histogram;

  /// Registers the histogram.
  ///
  /// @throws IllegalArgumentException when the registry has it already
  public CheckDuration(PrometheusRegistry registry) {
    histogram =
        Histogram.builder()
            .name("drift_check_duration_seconds")
            .help("How long a drift check took, from reading the window to the written report.")
            .classicOnly()
            .classicUpperBounds(.01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30)
            .register(registry);
  }

  /// Counts one check.
  public void observe(Duration duration) {
    histogram.observe(duration.toNanos() / 1e9);
  }
}
