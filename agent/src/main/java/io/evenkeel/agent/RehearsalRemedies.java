package io.evenkeel.agent;

import io.evenkeel.incident.Outcome;
import io.evenkeel.incident.Remedy;
import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.monitor.CheckReport;
import java.util.Optional;

/// Remedies that say what they would do, and do nothing: for made-up reports.
public final class RehearsalRemedies implements Remedies {
  @Override
  public Optional<String> fittingVersion(CheckReport report) {
    return Optional.empty();
  }

  @Override
  public Outcome perform(Remedy remedy, Order order) {
    return new Outcome.Delivered(
        switch (remedy) {
          case Remedy.Alert _ -> "rehearsal | would alert people";
          case Remedy.RollBack _ ->
              "rehearsal | would roll back to the newest earlier version that fits";
          case Remedy.Retrain _ ->
              "rehearsal | would train a challenger and promote it if the evidence allows";
        });
  }

  @Override
  public Outcome reconcile(JournalEntry intent) {
    return new Outcome.Failed("rehearsal | nothing was done for " + intent.key());
  }
}
