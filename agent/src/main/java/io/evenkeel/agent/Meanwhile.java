package io.evenkeel.agent;

import io.evenkeel.incident.Decision;
import io.evenkeel.incident.MoneyAtRisk;
import io.evenkeel.ledger.Journal;
import io.evenkeel.monitor.CheckReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notes what holds while a repair is not there yet, and what that costs an hour. A retrain may
/// wait for labels for as long as they take, and an alert for a person.
record Meanwhile(Remedies remedies, Journal journal) {
  private static final Logger LOG = LoggerFactory.getLogger(Meanwhile.class);

  /// Notes it, before the decision, so that whoever tells of the decision knows it. A failure keeps
  /// nothing from being done.
  void note(CheckReport report, String incident, Decision decision) {
    if (decision == Decision.OK) {
      return;
    }
    try {
      remedies.moneyAtRisk(report).ifPresent(risk -> note(report, incident, decision, risk));
    } catch (RuntimeException e) {
      LOG.error("could not say what is at risk in {}", incident, e);
    }
  }

  private void note(CheckReport report, String incident, Decision decision, MoneyAtRisk risk) {
    String describe = holds(decision, report.version()) + "; meanwhile " + risk.describe();
    journal.note(
        incident, Details.MEANWHILE, decision.code(), Details.meanwhile(report, risk, describe));
  }

  private static String holds(Decision decision, String version) {
    return switch (decision) {
      case OK -> "nothing is wrong";
      case ALERT -> version + " serves until somebody acts";
      case ROLLBACK -> version + " serves until a version that fits is swapped in";
      case RETRAIN -> version + " serves until a challenger has passed the gate";
    };
  }
}
