package io.evenkeel.agent;

import io.evenkeel.drift.DataFault;
import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.DriftTest;
import io.evenkeel.drift.FeatureDrift;
import io.evenkeel.drift.QualityIssue;
import io.evenkeel.drift.Verdict;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Recommendation;
import io.evenkeel.model.RocAuc;
import io.evenkeel.monitor.CheckReport;
import io.evenkeel.monitor.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reports as tests need them.
final class TestingReports {
  private static final List<String> FEATURES =
      List.of(
          "merchant_cat",
          "hour",
          "device_type",
          "same_device",
          "amount",
          "txn_count_1h",
          "sender_age_days",
          "receiver_age_days");

  private TestingReports() {}

  /// A report whose first features have drifted: 0 asks for ok, 1 for alert, 3 for rollback, 5 for
  /// retrain.
  static CheckReport report(String id, String version, int drifted, Instant time) {
    return report(id, version, drift(drifted), List.of(), true, time);
  }

  static CheckReport report(
      String id,
      String version,
      DriftReport drift,
      List<DataFault> faults,
      boolean confirmed,
      Instant time) {
    return new CheckReport(
        id,
        time,
        version,
        Optional.of(new Window(time.minusSeconds(4), time, 2000)),
        drift,
        faults,
        confirmed,
        Optional.of(time.minusSeconds(10)),
        Optional.empty(),
        new RocAuc.NotEnoughData(0, 100),
        Optional.empty(),
        Optional.empty(),
        new Recommendation(Decision.OK, 0, "not asked"),
        Duration.ZERO);
  }

  static DriftReport drift(int drifted) {
    List<FeatureDrift> features = new ArrayList<>();
    for (int i = 0; i < FEATURES.size(); i++) {
      features.add(
          new FeatureDrift(
              FEATURES.get(i),
              DriftTest.WASSERSTEIN,
              0.1,
              i < drifted ? new Verdict.Drifted(0.4) : new Verdict.Stable(0.02),
              10_000,
              2000));
    }
    double score = drifted / 8.0;
    return new DriftReport(
        2000,
        features,
        List.of(),
        drifted == 0 ? new Verdict.Stable(score) : new Verdict.Drifted(score));
  }

  static DriftReport tooFew(int seen, QualityIssue... issues) {
    return new DriftReport(seen, List.of(), List.of(issues), new Verdict.NotEnoughData(seen, 50));
  }
}
