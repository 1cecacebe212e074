package io.evenkeel.agent;

import io.evenkeel.incident.Decision;
import io.evenkeel.incident.LabelSupply;
import io.evenkeel.incident.MoneyAtRisk;
import io.evenkeel.incident.Outcome;
import io.evenkeel.incident.Remedy;
import io.evenkeel.ledger.Aliases;
import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.ledger.Ledger;
import io.evenkeel.model.PairedComparison;
import io.evenkeel.monitor.CheckReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Remedies that do what the test says, on the real aliases of the ledger. Owned by the test's
/// thread.
final class ScriptedRemedies implements Remedies {
  /// What one kind of remedy does.
  interface Script {
    Outcome perform(Order order) throws InterruptedException;
  }

  final List<Order> orders = new ArrayList<>();
  final List<String> effects = new ArrayList<>();
  final List<Remedy> performed = new ArrayList<>();
  final List<String> hindsights = new ArrayList<>();
  PairedComparison hindsight = new PairedComparison.NotEnoughData(0, 100);
  Optional<String> fitting = Optional.empty();
  Supplier<Optional<MoneyAtRisk>> atRisk = Optional::empty;
  Optional<LabelSupply> labels = Optional.of(new LabelSupply(1000, 200, 0, Duration.ZERO));
  int fittingAsked;
  private final Map<Decision, Script> scripts = new EnumMap<>(Decision.class);
  private final Ledger ledger;

  ScriptedRemedies(Ledger ledger) {
    this.ledger = ledger;
    on(Decision.ALERT, this::deliver);
    on(Decision.ROLLBACK, _ -> new Outcome.Refused("no earlier version fits"));
    on(Decision.RETRAIN, order -> promote(order, "v2"));
  }

  void on(Decision decision, Script script) {
    scripts.put(decision, script);
  }

  Outcome deliver(Order order) {
    effects.add(order.key());
    return new Outcome.Delivered("alert written");
  }

  Outcome promote(Order order, String version) {
    return promote(order.key(), version);
  }

  Outcome promote(String key, String version) {
    Optional<String> serving = ledger.aliases().current("champion").map(fact -> fact.version());
    ledger.versions().record(version, "digest", Optional.empty(), key);
    if (ledger.aliases().compareAndSet("champion", serving, version, "test", key).isEmpty()) {
      throw new IllegalStateException("somebody else changed the champion");
    }
    effects.add(key);
    return new Outcome.Changed(
        serving.orElse("none"), version, 0.95, 0.01, "promoted | version=" + version);
  }

  @Override
  public Optional<String> fittingVersion(CheckReport report) {
    fittingAsked++;
    return fitting;
  }

  @Override
  public Optional<MoneyAtRisk> moneyAtRisk(CheckReport report) {
    return atRisk.get();
  }

  @Override
  public PairedComparison inHindsight(String serving, String before, Instant since, int needed) {
    hindsights.add("%s against %s since %s".formatted(serving, before, since));
    return hindsight;
  }

  @Override
  public Optional<LabelSupply> labels(CheckReport report) {
    return labels;
  }

  @Override
  public Outcome perform(Remedy remedy, Order order) throws InterruptedException {
    orders.add(order);
    performed.add(remedy);
    Script script = scripts.get(remedy.decision());
    if (script == null) {
      throw new IllegalStateException("no script for " + remedy);
    }
    return script.perform(order);
  }

  /// Looks whether the effect of the key is there.
  @Override
  public Outcome reconcile(JournalEntry intent) {
    if (!effects.contains(intent.key())) {
      return new Outcome.Interrupted("nothing was done");
    }
    return intent.step().equals("alert")
        ? new Outcome.Delivered("alert written")
        : changed(ledger.aliases().history("champion"), intent.key());
  }

  private static Outcome changed(List<Aliases.Fact> history, String key) {
    for (int i = 1; i < history.size(); i++) {
      if (history.get(i).key().equals(key)) {
        String to = history.get(i).version();
        return new Outcome.Changed(
            history.get(i - 1).version(), to, 0.95, 0.01, "promoted | version=" + to);
      }
    }
    throw new IllegalStateException(key + " changed nothing");
  }
}
