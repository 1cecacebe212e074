package io.evenkeel.alerts;

import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.DriftTest;
import io.evenkeel.drift.FeatureDrift;
import io.evenkeel.drift.QualityIssue;
import io.evenkeel.drift.Verdict;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Recommendation;
import java.time.Instant;
import java.util.List;

/// An alert to send.
final class TestingAlerts {
  static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private TestingAlerts() {}

  static Alert hourMoved(String key, Instant time) {
    DriftReport drift =
        new DriftReport(
            2_000,
            List.of(
                new FeatureDrift(
                    "amount", DriftTest.WASSERSTEIN, 0.1, new Verdict.Stable(0.02), 10_000, 2_000),
                new FeatureDrift(
                    "hour",
                    DriftTest.WASSERSTEIN,
                    0.1,
                    new Verdict.Drifted(0.4375),
                    10_000,
                    2_000)),
            List.of(new QualityIssue.Missing("receiver_age_days", 0.08)),
            new Verdict.Drifted(0.5));
    return new Alert(
        "inc-1",
        key,
        time,
        "v3",
        drift,
        new Recommendation(Decision.ALERT, 0.6875, "one feature\nmoved"),
        "Look at the callers that send at night.");
  }
}
