package io.evenkeel.monitor;

import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.PerformanceFall;
import java.time.Instant;
import java.util.Optional;

/// That the serving version is measured worse than it was, on the newest rows whose labels are
/// mature. Each look stands by itself: it needs no second window, and confirms none.
///
/// @param fall by how much
/// @param since the first of the rows that it was measured on
record PerformanceFinding(PerformanceFall fall, Instant since) {
  /// The report with what was found, if anything was.
  static DriftReport in(DriftReport report, Optional<PerformanceFinding> found) {
    return report.with(found.map(PerformanceFinding::fall));
  }

  /// Whether nothing else is wrong.
  static boolean alone(DriftReport report) {
    return report.fall().isPresent()
        && report.driftedFeatures().isEmpty()
        && report.qualityIssues().isEmpty();
  }
}
