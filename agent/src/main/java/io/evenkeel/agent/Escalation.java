package io.evenkeel.agent;

import io.evenkeel.agent.Casebook.Case;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Outcome;
import io.evenkeel.incident.Recommendation;
import io.evenkeel.incident.Remedy;
import io.evenkeel.model.RocAuc;
import io.evenkeel.monitor.CheckReport;
import io.evenkeel.monitor.DriftCheck;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What verification does when a repair does not hold: it goes through the same door, on evidence
/// that it has just measured.
record Escalation(Checks checks, GuardedDoor door, Settlement settlement, Clock clock) {
  private static final Logger LOG = LoggerFactory.getLogger(Escalation.class);
  private static final double MEASURED = 0.95;

  Case rollBack(Case subject, String version, RocAuc live, String reason)
      throws InterruptedException {
    return perform(
        subject,
        new Remedy.RollBack(),
        version,
        live,
        new Recommendation(Decision.ROLLBACK, MEASURED, reason));
  }

  Case alert(Case subject, String version, RocAuc live, String reason) throws InterruptedException {
    return perform(
        subject,
        new Remedy.Alert(),
        version,
        live,
        new Recommendation(Decision.ALERT, MEASURED, reason));
  }

  private Case perform(
      Case subject, Remedy remedy, String version, RocAuc live, Recommendation recommendation)
      throws InterruptedException {
    CheckReport evidence = evidence(subject, version, live, recommendation);
    return switch (door.insist(subject, remedy, evidence, recommendation)) {
      case GuardedDoor.Passage.Contended(String incident) ->
          throw new IllegalStateException("somebody else changed incident " + incident);
      case GuardedDoor.Passage.Announced(_, String key) ->
          throw new IllegalStateException("somebody else announced " + key);
      case GuardedDoor.Passage.Performed(Case performed, Outcome outcome) -> {
        if (remedy instanceof Remedy.Alert && !(outcome instanceof Outcome.Delivered)) {
          LOG.error(
              "nobody could be told of incident {}: {} ({})",
              subject.incident().id(),
              recommendation.reasoning(),
              outcome.describe());
        }
        yield settlement.settle(performed, outcome);
      }
    };
  }

  private CheckReport evidence(
      Case subject, String version, RocAuc live, Recommendation recommendation) {
    DriftCheck.Finding finding = checks.newest(version);
    Instant now = clock.instant();
    return new CheckReport(
        Remedies.Order.verification(subject.incident().id(), subject.incident().attempt() + 1),
        now,
        version,
        finding.window(),
        finding.drift(),
        true,
        Optional.empty(),
        live,
        recommendation,
        Duration.ZERO);
  }
}
