package io.evenkeel.scenarios;

import io.evenkeel.incident.Decision;
import io.evenkeel.model.RocAuc;
import java.util.ArrayList;
import java.util.List;

/// What must hold for an incident to count as recovered.
final class Expectations {
  private static final double TOLERANCE = 0.04;
  private static final double HARM = 0.05;

  private Expectations() {}

  static Scorecard.ScenarioOutcome judge(
      Severity severity,
      boolean quietOk,
      IncidentRecord record,
      RocAuc before,
      RocAuc during,
      RocAuc after,
      long failed) {
    List<String> reasons = new ArrayList<>();
    Decision expected =
        switch (severity) {
          case LOW -> Decision.ALERT;
          case MEDIUM -> Decision.ROLLBACK;
          case HIGH -> Decision.RETRAIN;
        };
    Decision decision =
        record.decided().map(d -> d.recommendation().decision()).orElse(Decision.OK);
    require(quietOk, "quiet traffic was not found OK", reasons);
    require(
        decision == expected,
        "the decision was %s, not %s".formatted(decision.code(), expected.code()),
        reasons);
    require(record.resolved().isPresent(), "the incident was not resolved", reasons);
    require(failed == 0, failed + " requests failed", reasons);
    if (before instanceof RocAuc.Measured b
        && during instanceof RocAuc.Measured d
        && after instanceof RocAuc.Measured a) {
      require(
          severity != Severity.HIGH || d.value() <= b.value() - HARM,
          "the festival did no harm: ROC-AUC was %.4f before and %.4f during"
              .formatted(b.value(), d.value()),
          reasons);
      require(
          a.value() >= b.value() - TOLERANCE,
          "ROC-AUC ended at %.4f, %.4f below where it began"
              .formatted(a.value(), b.value() - a.value()),
          reasons);
    } else {
      reasons.add("there were too few frauds to measure ROC-AUC before, during and after");
    }
    return reasons.isEmpty()
        ? new Scorecard.ScenarioOutcome.Recovered()
        : new Scorecard.ScenarioOutcome.NotRecovered(List.copyOf(reasons));
  }

  private static void require(boolean holds, String reason, List<String> reasons) {
    if (!holds) {
      reasons.add(reason);
    }
  }
}
