package io.evenkeel.monitor;

import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.DriftTest;
import io.evenkeel.drift.FeatureDrift;
import io.evenkeel.drift.Verdict;
import java.util.List;

/// Puts what the last whole day said of the clock feature into the reports of windows, which cannot
/// say anything of it themselves: within a window the clock shows a few of its values.
final class ClockVerdict {
  /// The nominal limit of a day.
  private static final double LIMIT = 0.1;

  private ClockVerdict() {}

  /// The report with the day's verdict on the clock; as it is where the window had too little data.
  ///
  /// @param clock the name of the clock feature
  /// @param day what the last whole day said
  static DriftReport in(DriftReport report, String clock, Verdict day) {
    if (report.verdict() instanceof Verdict.NotEnoughData) {
      return report;
    }
    List<FeatureDrift> features =
        report.features().stream()
            .map(feature -> feature.feature().equals(clock) ? judged(feature, day) : feature)
            .toList();
    long drifted = features.stream().filter(FeatureDrift::drifted).count();
    double score = (double) drifted / features.size();
    return new DriftReport(
        report.rows(),
        features,
        report.qualityIssues(),
        drifted > 0 ? new Verdict.Drifted(score) : new Verdict.Stable(score));
  }

  /// Whether a report holds the verdict of a day: by itself a window never has one on its clock.
  static boolean holds(DriftReport report, String clock) {
    return report.features().stream()
        .anyMatch(feature ->
            feature.feature().equals(clock)
                && !(feature.verdict() instanceof Verdict.NotEnoughData));
  }

  /// Whether nothing but the day's verdict is wrong.
  static boolean alone(DriftReport report, String clock) {
    return report.driftedFeatures().equals(List.of(clock)) && report.qualityIssues().isEmpty();
  }

  private static FeatureDrift judged(FeatureDrift clock, Verdict day) {
    double limit =
        switch (day) {
          // A day of few rows has a wider limit.
          case Verdict.Stable(double score) -> Math.max(LIMIT, score);
          case Verdict.Drifted _ -> LIMIT;
          case Verdict.NotEnoughData _ -> clock.threshold();
        };
    return new FeatureDrift(
        clock.feature(),
        DriftTest.JENSEN_SHANNON,
        limit,
        day,
        clock.referenceRows(),
        clock.currentRows());
  }
}
