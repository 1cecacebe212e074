package io.evenkeel.metrics;

import io.evenkeel.incident.Decision;
import io.evenkeel.incident.IncidentState;
import io.evenkeel.ledger.Ledger;
import io.evenkeel.model.RocAuc;
import io.evenkeel.monitor.CheckReport;
import io.evenkeel.monitor.ReportStore;
import io.evenkeel.registry.Registry;
import io.evenkeel.registry.ServingVersion;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the ledger, the registry and the latest report say, as Prometheus metrics. Each scrape
/// reads them anew and once, so that every process over the same home tells the same, also of what
/// others did.
///
/// A source that cannot be read is logged and its metrics are left out: an absent metric can raise
/// an alarm, a stale or made-up zero cannot. Register it with `PrometheusRegistry.register`. Safe
/// for use by many threads.
public final class FactMetrics implements MultiCollector {
  private static final Logger LOG = LoggerFactory.getLogger(FactMetrics.class);
  private static final Duration ANY_AGE = Duration.ofDays(36_500);

  private final Supplier<LedgerFacts> ledger;
  private final Supplier<Optional<ServingVersion>> serving;
  private final ToDoubleFunction<String> holdoutRocAuc;
  private final Supplier<ReportStore.Reading> reports;
  private final Map<String, Double> knownRocAucs = new ConcurrentHashMap<>();
  private final Map<String, String> troubles = new ConcurrentHashMap<>();

  /// Reads these at every scrape.
  ///
  /// @param ledger decisions, retrains, incidents and open intents
  /// @param registry the serving version and its hold-out
  /// @param reports the latest report, however old
  /// @param clock the present, for the age of the report
  public FactMetrics(Ledger ledger, Registry registry, ReportStore reports, Clock clock) {
    this(
        () -> LedgerFacts.read(ledger),
        registry::serving,
        version -> registry.open(version).metadata().rocAuc(),
        () -> reports.latest(clock.instant(), ANY_AGE));
  }

  FactMetrics(
      Supplier<LedgerFacts> ledger,
      Supplier<Optional<ServingVersion>> serving,
      ToDoubleFunction<String> holdoutRocAuc,
      Supplier<ReportStore.Reading> reports) {
    this.ledger = ledger;
    this.serving = serving;
    this.holdoutRocAuc = holdoutRocAuc;
    this.reports = reports;
  }

  @Override
  public MetricSnapshots collect() {
    Families families = new Families();
    read("the ledger", ledger).ifPresent(facts -> addLedger(families, facts));
    Optional<CheckReport> report = read("the latest report", reports).flatMap(this::sound);
    report.ifPresent(latest -> ReportMetrics.add(families, latest));
    read("the serving version", () -> accuracy(report))
        .ifPresent(accuracy ->
            accuracy.ifPresent(value ->
                families.gauge(
                    "model_accuracy",
                    "ROC-AUC of the serving version: live, as the latest check measured it,"
                        + " or on the version's own hold-out until there is such a check.",
                    value)));
    return families.build();
  }

  private static void addLedger(Families families, LedgerFacts facts) {
    CounterSnapshot.Builder decisions =
        Families.counters("agent_decisions", "Decisions of the agent, by kind.");
    for (Decision decision : Decision.values()) {
      decisions.dataPoint(
          Families.count(
              facts.decisions().getOrDefault(decision.code(), 0L),
              Labels.of("decision", decision.code())));
    }
    families.counter(decisions);
    families.counter(
        "agent_retrains",
        "Retrains that have ended: promoted, refused by the gate, or failed.",
        facts.retrains());
    facts
        .lastRetrain()
        .ifPresent(end -> {
          families.gauge(
              "model_last_retrain_timestamp_seconds",
              "When the last retrain ended, in Unix time.",
              seconds(end.time()));
          families.gauge(
              "model_last_retrain_promoted",
              "1 if the last retrain ended with a promotion, else 0.",
              end.code().equals("promoted") ? 1 : 0);
        });
    GaugeSnapshot.Builder incidents =
        Families.gauges("agent_incidents_open", "Incidents that are not resolved, by state.");
    for (IncidentState state : IncidentState.values()) {
      if (state != IncidentState.RESOLVED) {
        incidents.dataPoint(
            Families.value(
                facts.incidents().getOrDefault(state.code(), 0L),
                Labels.of("state", state.code())));
      }
    }
    families.gauge(incidents);
    families.gauge(
        "ledger_intents_open",
        "Effects that were announced and are neither done nor failed.",
        (double) facts.openIntents());
  }

  /// Live performance counts only for the version that serves now: right after a promotion the
  /// latest report is still about the one before.
  private OptionalDouble accuracy(Optional<CheckReport> report) {
    Optional<ServingVersion> champion = serving.get();
    if (champion.isEmpty()) {
      return OptionalDouble.empty();
    }
    String version = champion.get().version();
    if (report.isPresent()
        && report.get().version().equals(version)
        && report.get().performance() instanceof RocAuc.Measured measured) {
      return OptionalDouble.of(measured.value());
    }
    return OptionalDouble.of(knownRocAucs.computeIfAbsent(version, holdoutRocAuc::applyAsDouble));
  }

  private Optional<CheckReport> sound(ReportStore.Reading reading) {
    return switch (reading) {
      case ReportStore.Reading.Sound(CheckReport report) -> {
        troubles.remove("the latest report");
        yield Optional.of(report);
      }
      case ReportStore.Reading.Missing _ -> Optional.empty();
      case ReportStore.Reading.Stale(Duration age, _) -> {
        trouble("the latest report", "it is " + age + " old");
        yield Optional.empty();
      }
      case ReportStore.Reading.Malformed(String reason) -> {
        trouble("the latest report", reason);
        yield Optional.empty();
      }
    };
  }

  private <T> Optional<T> read(String what, Supplier<T> source) {
    try {
      T value = source.get();
      troubles.remove(what + " (unreadable)");
      return Optional.of(value);
    } catch (RuntimeException e) {
      trouble(what + " (unreadable)", String.valueOf(e));
      return Optional.empty();
    }
  }

  /// Logs a trouble once, not at every scrape.
  private void trouble(String what, String reason) {
    if (!reason.equals(troubles.put(what, reason))) {
      LOG.warn("metrics leave out {}: {}", what, reason);
    }
  }

  static double seconds(Instant time) {
    return time.toEpochMilli() / 1_000.0;
  }
}
