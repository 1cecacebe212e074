package io.evenkeel.monitor;

import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.FeatureDrift;
import io.evenkeel.drift.Verdict;
import java.util.Optional;

/// What must hold within every report, so that an altered file shows.
final class ReportRules {
  private ReportRules() {}

  /// The first rule that a report breaks, in words, if there is one.
  static Optional<String> broken(CheckReport report) {
    DriftReport drift = report.drift();
    long rows = report.window().map(Window::rows).orElse(0);
    if (rows != drift.rows()) {
      return Optional.of("rows is %d, but the window has %d".formatted(drift.rows(), rows));
    }
    for (FeatureDrift feature : drift.features()) {
      boolean fits =
          switch (feature.verdict()) {
            case Verdict.Drifted(double score) -> excess(feature, score) >= 0;
            case Verdict.Stable(double score) -> excess(feature, score) <= 0;
            case Verdict.NotEnoughData _ -> true;
          };
      if (!fits) {
        return Optional.of(
            "%s is %s at a threshold of %s"
                .formatted(feature.feature(), feature.verdict(), feature.threshold()));
      }
    }
    Optional<WatchFinding> later =
        report.watch().filter(finding -> finding.alarm().isAfter(report.timestamp()));
    if (later.isPresent()) {
      return Optional.of("the watch alarmed at %s, after the check".formatted(later.get().alarm()));
    }
    int drifted = drift.driftedFeatures().size();
    double share = drift.features().isEmpty() ? 0 : (double) drifted / drift.features().size();
    boolean fits =
        switch (drift.verdict()) {
          case Verdict.Drifted(double score) -> drifted > 0 && Math.abs(score - share) < 1e-9;
          case Verdict.Stable(double score) -> drifted == 0 && score == 0;
          case Verdict.NotEnoughData _ -> drifted == 0;
        };
    return fits
        ? Optional.empty()
        : Optional.of(
            "the verdict is %s, but %d of %d features drifted"
                .formatted(drift.verdict(), drifted, drift.features().size()));
  }

  /// How far a score lies beyond its limit, in the direction of drift. A score at its limit is
  /// drift by some tests and none by others.
  private static double excess(FeatureDrift feature, double score) {
    return switch (feature.test().scale()) {
      case DISTANCE -> score - feature.threshold();
      case P_VALUE -> feature.threshold() - score;
    };
  }
}
