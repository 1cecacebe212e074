package io.evenkeel.monitor;

import io.evenkeel.drift.DataFault;
import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.DriftTest;
import io.evenkeel.drift.Estimate;
import io.evenkeel.drift.EstimatedPerformance;
import io.evenkeel.drift.FeatureDrift;
import io.evenkeel.drift.FeatureEvidence;
import io.evenkeel.drift.PerformanceMetric;
import io.evenkeel.drift.QualityIssue;
import io.evenkeel.drift.Realised;
import io.evenkeel.drift.RealisedPerformance;
import io.evenkeel.drift.Verdict;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Recommendation;
import io.evenkeel.model.RocAuc;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Made-up reports for tests.
final class CheckReports {
  static final Instant TIME = Instant.parse("2026-11-01T12:00:00.123456Z");

  private CheckReports() {}

  /// A report in which so many of eight features drifted.
  static CheckReport drifted(String id, int drifted, Decision decision) {
    List<FeatureDrift> features = new ArrayList<>();
    for (int f = 0; f < 8; f++) {
      Verdict verdict = f < drifted ? new Verdict.Drifted(0.1 + f) : new Verdict.Stable(0.01 * f);
      features.add(new FeatureDrift("f" + f, DriftTest.WASSERSTEIN, 0.1, verdict, 10_000, 2000));
    }
    Verdict whole = drifted > 0 ? new Verdict.Drifted(drifted / 8.0) : new Verdict.Stable(0);
    return new CheckReport(
        id,
        TIME,
        "v1",
        Optional.of(new Window(TIME.minusSeconds(300), TIME.minusSeconds(1), 2000)),
        new DriftReport(2000, features, List.of(), whole),
        true,
        drifted > 0 ? Optional.of(TIME.minusSeconds(200)) : Optional.empty(),
        new RocAuc.Measured(0.9712345678901234, 0.008, 61, 1939),
        new Recommendation(decision, 0.95, "Because \"it\" moved <much> & fast."),
        Duration.ofNanos(187_654_321));
  }

  /// A report with every kind of quality issue and a feature that could not be judged.
  static CheckReport troubled(String id) {
    List<FeatureDrift> features =
        List.of(
            new FeatureDrift(
                "amount", DriftTest.WASSERSTEIN, 0.1, new Verdict.Drifted(1.5), 5000, 90),
            new FeatureDrift(
                "<b>", DriftTest.JENSEN_SHANNON, 0.1, new Verdict.NotEnoughData(0, 50), 5000, 0));
    List<QualityIssue> issues =
        List.of(
            new QualityIssue.Missing("amount", 0.1),
            new QualityIssue.EntirelyMissing("<b>"),
            new QualityIssue.Constant("amount", 17),
            new QualityIssue.AlmostConstant("amount", 17.5, 0.98),
            new QualityIssue.Undeclared("amount", 4),
            new QualityIssue.Repeats(31, 0.31),
            new QualityIssue.OutOfRange("amount", 3),
            new QualityIssue.Rejections(40, 0.2857142857142857));
    return new CheckReport(
        id,
        TIME,
        "v7",
        Optional.of(new Window(TIME.minusSeconds(9), TIME, 100)),
        new DriftReport(100, features, issues, new Verdict.Drifted(0.5)),
        false,
        Optional.empty(),
        new RocAuc.NotEnoughData(3, 30),
        new Recommendation(Decision.ROLLBACK, 0.88, "Two lines\nof text"),
        Duration.ZERO);
  }

  /// A report with every kind of fault, an alarm of the watch and every measure of performance.
  static CheckReport faulty(String id) {
    CheckReport plain = drifted(id, 5, Decision.ALERT);
    Map<PerformanceMetric, Estimate> estimates = new EnumMap<>(PerformanceMetric.class);
    Map<PerformanceMetric, Realised> realised = new EnumMap<>(PerformanceMetric.class);
    for (PerformanceMetric metric : PerformanceMetric.values()) {
      estimates.put(metric, new Estimate.Estimated(0.625, 0.01, 0.595, 0.655, 0.8, 0.9, true));
      realised.put(metric, new Realised.Measured(0.65, 0.02));
    }
    return new CheckReport(
        plain.id(),
        plain.timestamp(),
        plain.version(),
        plain.window(),
        plain.drift(),
        List.of(
            new DataFault.SwappedColumns("f5", "f6"),
            new DataFault.UnitChange("f0", 100, 1),
            new DataFault.StuckValue("f1", 17.5, 0.6),
            new DataFault.NullBurst("f2", 0.4, 0.01),
            new DataFault.NewCategory("f3", 9, 0.125),
            new DataFault.ClockShift("f4", -5.5)),
        Optional.empty(),
        true,
        plain.onset(),
        Optional.of(
            new WatchFinding(
                TIME.minusSeconds(60),
                TIME.minusSeconds(90),
                2e7,
                1.3e7,
                List.of(new FeatureEvidence("f0", 17), new FeatureEvidence("f1", 2)))),
        true,
        plain.performance(),
        Optional.of(new EstimatedPerformance(2000, 0, 0, true, 0.4, estimates)),
        Optional.of(new RealisedPerformance(2000, 0, 61, 0.4, realised)),
        plain.recommendation(),
        plain.took());
  }

  /// A report of a window without rows.
  static CheckReport empty(String id, Instant time) {
    List<FeatureDrift> features =
        List.of(
            new FeatureDrift(
                "amount", DriftTest.JENSEN_SHANNON, 0.1, new Verdict.NotEnoughData(0, 50), 9, 0));
    return new CheckReport(
        id,
        time,
        "v1",
        Optional.empty(),
        new DriftReport(0, features, List.of(), new Verdict.NotEnoughData(0, 50)),
        true,
        Optional.empty(),
        new RocAuc.NotEnoughData(0, 30),
        new Recommendation(Decision.OK, 0, "Not enough data: 0 of 50 rows."),
        Duration.ofSeconds(3));
  }
}
