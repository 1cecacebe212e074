package io.evenkeel.scenarios;

import io.evenkeel.agent.Remedies;
import io.evenkeel.incident.LabelSupply;
import io.evenkeel.incident.MoneyAtRisk;
import io.evenkeel.incident.Outcome;
import io.evenkeel.incident.Remedy;
import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.model.PairedComparison;
import io.evenkeel.monitor.CheckReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// The real remedies in a world where the process may die before and after each effect, and the
/// disk may be full.
///
/// @param real what does the work
/// @param dies asked at each place where the process could die
/// @param diskFull whether nothing can be written now
record FragileRemedies(Remedies real, BooleanSupplier dies, BooleanSupplier diskFull)
    implements Remedies {
  /// The end of a process, as `kill -9` makes it: nothing that follows is done.
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash() {
      super("the process of the agent dies");
    }
  }

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
    perhapsDie();
    switch (remedy) {
      case Remedy.Alert _, Remedy.RollBack _ -> {}
      case Remedy.Retrain _ -> {
        if (diskFull.getAsBoolean()) {
          throw new UncheckedIOException(
              "cannot write a bundle", new IOException("No space left on device"));
        }
      }
    }
    Outcome outcome = real.perform(remedy, order);
    perhapsDie();
    return outcome;
  }

  @Override
  public Outcome reconcile(JournalEntry intent) {
    perhapsDie();
    Outcome outcome = real.reconcile(intent);
    perhapsDie();
    return outcome;
  }

  void perhapsDie() {
    if (dies.getAsBoolean()) {
      throw new Crash();
    }
  }
}
