package io.evenkeel.scenarios;

import io.evenkeel.agent.Remedies;
import io.evenkeel.incident.LabelSupply;
import io.evenkeel.incident.MoneyAtRisk;
import io.evenkeel.incident.Outcome;
import io.evenkeel.incident.Remedy;
import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.model.PairedComparison;
import io.evenkeel.monitor.CheckReport;
import java.time.Instant;
import java.util.Optional;

/// The real remedies over the scratch home, but people are not told of what is only replayed.
///
/// @param real the remedies of the scratch home
record ReplayRemedies(Remedies real) implements Remedies {
  @Override
  public Optional<String> fittingVersion(CheckReport report) {
    return real.fittingVersion(report);
  }

  @Override
  public Optional<LabelSupply> labels(CheckReport report) {
    return real.labels(report);
  }

  @Override
  public Optional<MoneyAtRisk> moneyAtRisk(CheckReport report) {
    return real.moneyAtRisk(report);
  }

  @Override
  public PairedComparison inHindsight(String serving, String before, Instant since, int needed) {
    return real.inHindsight(serving, before, since, needed);
  }

  @Override
  public Outcome perform(Remedy remedy, Order order) throws InterruptedException {
    return switch (remedy) {
      case Remedy.Alert _ -> new Outcome.Delivered("people would have been told");
      case Remedy.RollBack _, Remedy.Retrain _ -> real.perform(remedy, order);
    };
  }

  @Override
  public Outcome reconcile(JournalEntry intent) {
    return new Outcome.Failed("a replay is not interrupted");
  }
}
