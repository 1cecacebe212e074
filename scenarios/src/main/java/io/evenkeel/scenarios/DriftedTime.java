package io.evenkeel.scenarios;

import io.evenkeel.monitor.CheckReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Adds up the time in which the latest check had found something. For one thread.
final class DriftedTime {
  private Optional<CheckReport> last = Optional.empty();
  private Duration sum = Duration.ZERO;

  void add(CheckReport report) {
    sum = sum.plus(until(report.timestamp()));
    // A check of too few rows says nothing new.
    if (report.conclusive() || !report.drift().qualityIssues().isEmpty()) {
      last = Optional.of(report);
    }
  }

  double minutes(Instant end) {
    return sum.plus(until(end)).toMillis() / 60_000.0;
  }

  private Duration until(Instant moment) {
    return last.filter(report ->
            !report.drift().driftedFeatures().isEmpty()
                || !report.drift().qualityIssues().isEmpty())
        .map(report -> Duration.between(report.timestamp(), moment))
        .filter(Duration::isPositive)
        .orElse(Duration.ZERO);
  }
}
