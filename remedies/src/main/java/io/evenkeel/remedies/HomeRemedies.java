package io.evenkeel.remedies;

import io.evenkeel.agent.KillSwitch;
import io.evenkeel.agent.Remedies;
import io.evenkeel.alerts.AlertChannel;
import io.evenkeel.events.EventReader;
import io.evenkeel.events.LabelRule;
import io.evenkeel.incident.LabelSupply;
import io.evenkeel.incident.MoneyAtRisk;
import io.evenkeel.incident.Outcome;
import io.evenkeel.incident.Remedy;
import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.model.BundleException;
import io.evenkeel.model.PairedComparison;
import io.evenkeel.model.TrainingException;
import io.evenkeel.model.TrainingProcess;
import io.evenkeel.monitor.CheckReport;
import io.evenkeel.monitor.DriftCheck;
import io.evenkeel.monitor.ReportStore;
import io.evenkeel.registry.Registry;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The remedies over one home: its events, its bundles, its ledger. Servers notice a changed
/// champion by themselves.
///
/// Holds no state of its own. Safe for use by many threads; that no two remedies run at once is the
/// agent's care.
public final class HomeRemedies implements Remedies {
  private static final Logger LOG = LoggerFactory.getLogger(HomeRemedies.class);

  private final Registry registry;

  private final KillSwitch killSwitch;
  private final FittingVersions fitting;
  private final Swap swap;
  private final LabelStock labels;
  private final Retraining retraining;
  private final Exposure exposure;
  private final Hindsight hindsight;
  private final Alarm alarm;
  private final Interrupted interrupted;

  /// @param registry the versions, and which one serves
  /// @param events the predictions and labels
  /// @param labels when a label counts
  /// @param check answers whether a version fits a window
  /// @param reports the reports, for an alert that must be repeated
  /// @param training fits challengers
  /// @param trustedHoldout quiet labelled rows that no version trains on, as CSV
  /// @param knownFrauds frauds that every version must catch, as CSV; need not exist
  /// @param alerts where people are told
  /// @param settings how challengers are made and judged
  /// @param killSwitch keeps the champion as it is, asked again right before each change
  /// @param clock the present
  /// @param pause lets time of that clock pass
  public HomeRemedies(
      Registry registry,
      EventReader events,
      LabelRule labels,
      DriftCheck check,
      ReportStore reports,
      TrainingProcess training,
      Path trustedHoldout,
      Path knownFrauds,
      AlertChannel alerts,
      RetrainSettings settings,
      KillSwitch killSwitch,
      Clock clock,
      Pause pause) {
    MatureRows rows = new MatureRows(events, labels, clock);
    this.registry = registry;
    this.killSwitch = killSwitch;
    this.fitting = new FittingVersions(registry, check, events, rows, settings.gate().frauds());
    this.swap = new Swap(registry, clock, pause);
    this.labels = new LabelStock(events, labels, settings, clock);
    this.retraining =
        new Retraining(
            registry,
            new RowsInWaiting(rows, settings, clock, pause),
            new TrustedHoldout(trustedHoldout),
            new KnownFraudsFile(knownFrauds),
            training,
            settings,
            swap,
            this::paused,
            this::held);
    this.hindsight = new Hindsight(registry, rows, settings.gate().labelCoverage());
    this.exposure =
        new Exposure(
            registry,
            events,
            labels,
            settings.gate().cost().amount(),
            settings.gate().frauds(),
            clock);
    this.alarm = new Alarm(alerts, reports, registry, killSwitch, exposure::of, clock);
    this.interrupted = new Interrupted(registry, swap, settings.trainingDeadline(), clock);
  }

  @Override
  public Optional<String> fittingVersion(CheckReport report) {
    return fitting.choose(report).best().map(Candidate::version);
  }

  @Override
  public Optional<MoneyAtRisk> moneyAtRisk(CheckReport report) {
    return Optional.of(exposure.of(report));
  }

  @Override
  public Optional<LabelSupply> labels(CheckReport report) {
    return labels.of(report);
  }

  @Override
  public Outcome perform(Remedy remedy, Order order) throws InterruptedException {
    try {
      return switch (remedy) {
        case Remedy.Alert _ -> alarm.sound(order);
        case Remedy.RollBack(Optional<String> target) -> rollBack(order, target);
        case Remedy.Retrain _ -> retraining.perform(order);
      };
    } catch (BundleException | TrainingException | UncheckedIOException e) {
      LOG.error("{} failed under {}", remedy.decision().code(), order.key(), e);
      return new Outcome.Failed(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public PairedComparison inHindsight(String serving, String before, Instant since, int needed) {
    return hindsight.compare(serving, before, since, needed);
  }

  @Override
  public Outcome reconcile(JournalEntry intent) {
    try {
      return switch (intent.step()) {
        case "retrain" -> interrupted.retrain(intent);
        case "rollback" -> interrupted.rollBack(intent);
        case "alert" -> alarm.repeat(intent);
        default -> new Outcome.Failed("no remedy is called " + intent.step());
      };
    } catch (BundleException | UncheckedIOException e) {
      LOG.error("cannot reconcile {}", intent.key(), e);
      return new Outcome.Failed(String.valueOf(e.getMessage()));
    }
  }

  /// Why nothing may be begun now.
  private Optional<String> paused() {
    return killSwitch.standing().or(registry::paused);
  }

  /// Why the champion stays as it is now.
  private Optional<String> held() {
    return killSwitch.holding().or(registry::paused);
  }

  /// @param measured the version that was measured to be better on the same rows, if one was
  private Outcome rollBack(Order order, Optional<String> measured) throws InterruptedException {
    CheckReport report = order.report();
    Optional<String> target = measured;
    String choice = measured.map(version -> version + " was measured better").orElse("");
    if (measured.isEmpty()) {
      FittingVersions.Choice found = fitting.choose(report);
      target = found.best().map(Candidate::version);
      choice = found.words();
    }
    if (target.isEmpty()) {
      return new Outcome.Refused(
          "no earlier version fits the current traffic" + (choice.isEmpty() ? "" : ": " + choice));
    }
    String version = target.get();
    Registry.Verified verified = registry.verified(version);
    LOG.info("going back to {} by {}", version, verified.source());
    String why = RollBackReason.of(order, choice);
    Outcome.Changed rolledBack = Changes.rolledBack(report.version(), verified.bundle());
    swap.settle();
    Optional<String> held = held();
    if (held.isPresent()) {
      return new Outcome.Refused(held.get());
    }
    return swap.to(report.version(), verified.bundle(), why, order.key(), rolledBack);
  }
}
