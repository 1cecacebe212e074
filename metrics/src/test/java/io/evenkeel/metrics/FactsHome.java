package io.evenkeel.metrics;

import io.evenkeel.agent.AgentFact;
import io.evenkeel.agent.Reasoner;
import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.DriftTest;
import io.evenkeel.drift.Estimate;
import io.evenkeel.drift.EstimatedPerformance;
import io.evenkeel.drift.FeatureDrift;
import io.evenkeel.drift.PerformanceMetric;
import io.evenkeel.drift.Verdict;
import io.evenkeel.incident.Autonomy;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.IncidentState;
import io.evenkeel.incident.MoneyAtRisk;
import io.evenkeel.incident.Recommendation;
import io.evenkeel.incident.Timeline;
import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.ledger.Ledger;
import io.evenkeel.model.Feature;
import io.evenkeel.model.FeatureSchema;
import io.evenkeel.model.Range;
import io.evenkeel.model.RocAuc;
import io.evenkeel.monitor.CheckReport;
import io.evenkeel.monitor.ReportStore;
import io.evenkeel.monitor.WatchStatus;
import io.evenkeel.monitor.Window;
import io.evenkeel.registry.Registry;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongFunction;

/// A home with a real ledger, whose journal states the facts that a test wants.
final class FactsHome implements AutoCloseable {
  static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
  static final FeatureSchema SCHEMA =
      new FeatureSchema(
          "is_fraud", .4, List.of(numeric("amount"), numeric("hour"), numeric("device_type")));

  final Ledger ledger;
  final ReportStore reports;
  final PrometheusRegistry registry = new PrometheusRegistry();
  private final Map<Long, AgentFact> facts = new HashMap<>();
  Optional<WatchStatus> watch = Optional.empty();
  boolean killSwitch;
  int read;

  FactsHome(Path home) {
    ledger = Ledger.open(home.resolve("ledger.db"), CLOCK);
    reports = new ReportStore(home.resolve("reports"));
    FactSources sources =
        new FactSources(
            ledger,
            new Registry(home.resolve("models"), ledger),
            reports,
            SCHEMA,
            Duration.ofMinutes(5),
            () -> watch,
            () -> killSwitch,
            Autonomy.FULL,
            "1.2.3",
            CLOCK);
    registry.register(new FactMetrics(sources, this::read));
  }

  private Optional<AgentFact> read(JournalEntry entry) {
    read++;
    if (entry.detail().equals("torn")) {
      throw new IllegalArgumentException("entry " + entry.sequence() + " is torn");
    }
    return Optional.ofNullable(facts.get(entry.sequence()));
  }

  /// Writes an entry that states a fact.
  FactsHome fact(LongFunction<AgentFact> fact) {
    ledger.journal().note("i1", "fact", "", "{}");
    long sequence = ledger.journal().after(0, 10_000).getLast().sequence();
    facts.put(sequence, fact.apply(sequence));
    return this;
  }

  FactsHome decided(Decision decision, String source) {
    return fact(n ->
        new AgentFact.Decided(
            n,
            NOON,
            "i1",
            decision,
            "r1",
            "v1",
            OptionalDouble.of(.625),
            List.of("hour"),
            .95,
            "hour moved",
            source));
  }

  FactsHome consulted(String result, Duration took) {
    return consulted(result, "", took);
  }

  FactsHome consulted(String result, String remark, Duration took) {
    return fact(n ->
        new AgentFact.Consulted(
            n, NOON, "i1", new Reasoner.Consultation("m", "p", "a", result, remark, took), "r1"));
  }

  FactsHome ended(Decision action, String code, Duration took) {
    return fact(n ->
        new AgentFact.Ended(
            n,
            NOON.plusSeconds(n),
            "i1",
            "i1/1/" + action.code(),
            action,
            code,
            "",
            "r1",
            took,
            Optional.empty()));
  }

  FactsHome moved(IncidentState state, Optional<Instant> onset, Duration after) {
    Optional<Instant> end =
        state == IncidentState.RESOLVED ? Optional.of(NOON.plus(after)) : Optional.empty();
    Timeline timeline =
        new Timeline(
            onset, NOON.plusSeconds(20), Optional.empty(), Optional.empty(), Optional.empty(), end);
    return fact(n ->
        new AgentFact.Moved(
            n, NOON.plus(after), "i1", state, "v1", List.of("hour"), Optional.of(timeline)));
  }

  FactsHome atRisk(MoneyAtRisk risk) {
    return fact(n -> new AgentFact.AtRisk(n, NOON, "i1", "r1", risk, ""));
  }

  /// A report about a version.
  static CheckReport report(String version, DriftReport drift, RocAuc performance) {
    return new CheckReport(
        "r1",
        NOON,
        version,
        Optional.of(new Window(NOON.minusSeconds(60), NOON, Math.toIntExact(drift.rows()))),
        drift,
        true,
        Optional.empty(),
        performance,
        new Recommendation(Decision.ALERT, .6875, "hour"),
        Duration.ofMillis(180));
  }

  /// A report about a version whose performance was estimated too.
  static CheckReport watched(String version, DriftReport drift, RocAuc performance) {
    CheckReport report = report(version, drift, performance);
    Map<PerformanceMetric, Estimate> estimates = new EnumMap<>(PerformanceMetric.class);
    for (PerformanceMetric metric : PerformanceMetric.values()) {
      estimates.put(metric, new Estimate.Estimated(.95, .01, .92, .98, .9, 1, false));
    }
    return new CheckReport(
        report.id(),
        report.timestamp(),
        report.version(),
        report.window(),
        report.drift(),
        report.faults(),
        report.confirmed(),
        report.onset(),
        Optional.empty(),
        report.performance(),
        Optional.of(new EstimatedPerformance(drift.rows(), 0, 0, true, .4, estimates)),
        Optional.empty(),
        report.recommendation(),
        report.took());
  }

  static FeatureDrift feature(String name, DriftTest test, Verdict verdict) {
    return new FeatureDrift(name, test, .1, verdict, 10_000, 2_000);
  }

  private static Feature numeric(String name) {
    return new Feature.Numeric(name, Range.any(), false, false, false, "");
  }

  /// What a scrape shows.
  String text() throws IOException {
    return text(registry);
  }

  static String text(PrometheusRegistry registry) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(out, registry.scrape());
    return out.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    ledger.close();
  }
}
