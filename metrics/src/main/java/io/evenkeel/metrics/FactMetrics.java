package io.evenkeel.metrics;

import io.evenkeel.agent.AgentFact;
import io.evenkeel.agent.AgentJournal;
import io.evenkeel.incident.Autonomy;
import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.ledger.Versions;
import io.evenkeel.model.RocAuc;
import io.evenkeel.monitor.CheckReport;
import io.evenkeel.monitor.ReportStore;
import io.evenkeel.registry.ServingVersion;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the ledger, the registry and the latest report say, as Prometheus metrics: every process
/// over the same home tells the same, also of what others did. Of the journal a scrape reads what
/// is new since the last one; counts are those of the whole journal, also after a restart.
///
/// A source that cannot be read is logged and its metrics are left out: an absent metric can raise
/// an alarm, a stale or made-up zero cannot. Register it with `PrometheusRegistry.register`. Safe
/// for use by many threads: one scrape at a time, under one lock.
public final class FactMetrics implements MultiCollector {
  private static final Logger LOG = LoggerFactory.getLogger(FactMetrics.class);
  private static final Duration ANY_AGE = Duration.ofDays(36_500);
  private static final int DIGEST_CHARACTERS = 12;
  private static final String REPORT = "the latest report";

  private final FactSources sources;
  private final JournalTally journal;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Double> knownRocAucs = new HashMap<>();
  private final Map<String, String> troubles = new HashMap<>();

  /// Follows these.
  public FactMetrics(FactSources sources) {
    this(sources, new AgentJournal(sources.ledger().journal())::read);
  }

  FactMetrics(FactSources sources, Function<JournalEntry, Optional<AgentFact>> reader) {
    this.sources = sources;
    this.journal = new JournalTally(sources.ledger().journal(), reader);
  }

  @Override
  public MetricSnapshots collect() {
    lock.lock();
    try {
      Families families = new Families();
      families.info(
          "evenkeel_build",
          "The program and the Java that runs it.",
          Labels.of(
              "version",
              sources.programVersion(),
              "java",
              String.valueOf(Runtime.version().feature())));
      families.gauge(
          "drift_check_interval_seconds",
          "The time between two drift checks, as it is set.",
          sources.checkInterval().toNanos() / 1e9);
      families.gauge(
          "agent_observe_only",
          "1 while the agent may only say what it would do, else 0.",
          sources.autonomy() == Autonomy.OBSERVE ? 1 : 0);
      families.gauge(
          "agent_shadow",
          "1 while the agent trains and judges but promotes nothing, else 0.",
          sources.autonomy() == Autonomy.SHADOW ? 1 : 0);
      read("the kill switch", () -> sources.killSwitch().getAsBoolean())
          .ifPresent(on ->
              families.gauge(
                  "agent_kill_switch",
                  "1 while the kill switch stops automatic actions, else 0.",
                  on ? 1 : 0));
      read("the journal", journal::catchUp).ifPresent(tally -> tally.tell(families));
      read("the ledger", () -> LedgerMetrics.read(sources.ledger()))
          .ifPresent(facts -> facts.tell(families));
      Optional<CheckReport> report =
          read(REPORT, () -> sources.reports().latest(sources.clock().instant(), ANY_AGE))
              .flatMap(this::sound);
      read("the watch", () -> sources.watch().get())
          .flatMap(found -> found)
          .ifPresent(status -> WatchMetrics.tell(families, status));
      report.ifPresent(latest -> ReportMetrics.tell(families, latest, sources.schema()));
      model(families, report);
      return families.build();
    } finally {
      lock.unlock();
    }
  }

  private void model(Families families, Optional<CheckReport> report) {
    Optional<ServingVersion> champion =
        read("the serving version", () -> sources.registry().serving()).flatMap(found -> found);
    if (champion.isEmpty()) {
      return;
    }
    String version = champion.get().version();
    read("the digest of " + version, () -> sources.ledger().versions().find(version))
        .flatMap(found -> found)
        .map(Versions.Fact::digest)
        .ifPresent(digest ->
            families.info(
                "model",
                "The version that serves and the beginning of its digest, from the registry.",
                Labels.of(
                    "version",
                    version,
                    "digest",
                    digest.substring(0, Math.min(DIGEST_CHARACTERS, digest.length())))));
    read("the ROC-AUC of " + version, () -> accuracy(version, report))
        .ifPresent(value ->
            families.gauge(
                "model_accuracy",
                "ROC-AUC of the serving version: live, as the latest check measured it,"
                    + " or on the version's own hold-out until there is such a check.",
                value));
  }

  /// Live performance counts only for the version that serves now: right after a promotion the
  /// latest report is still about the one before.
  private double accuracy(String version, Optional<CheckReport> report) {
    OptionalDouble live =
        report.isPresent()
                && report.get().version().equals(version)
                && report.get().performance() instanceof RocAuc.Measured measured
            ? OptionalDouble.of(measured.value())
            : OptionalDouble.empty();
    return live.orElseGet(() ->
        knownRocAucs.computeIfAbsent(
            version, name -> sources.registry().open(name).metadata().rocAuc()));
  }

  private Optional<CheckReport> sound(ReportStore.Reading reading) {
    return switch (reading) {
      case ReportStore.Reading.Sound(CheckReport report) -> {
        troubles.remove(REPORT);
        yield Optional.of(report);
      }
      case ReportStore.Reading.Missing _ -> Optional.empty();
      case ReportStore.Reading.Stale(Duration age, _) -> {
        trouble(REPORT, "it is " + age + " old");
        yield Optional.empty();
      }
      case ReportStore.Reading.Malformed(String reason) -> {
        trouble(REPORT, reason);
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
