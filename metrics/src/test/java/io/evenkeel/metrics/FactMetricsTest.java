package io.evenkeel.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.DriftTest;
import io.evenkeel.drift.FeatureDrift;
import io.evenkeel.drift.QualityIssue;
import io.evenkeel.drift.Verdict;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Recommendation;
import io.evenkeel.ledger.Ledger;
import io.evenkeel.model.BundleException;
import io.evenkeel.model.RocAuc;
import io.evenkeel.monitor.CheckReport;
import io.evenkeel.monitor.ReportStore;
import io.evenkeel.registry.ServingVersion;
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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FactMetricsTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final RocAuc UNKNOWN = new RocAuc.NotEnoughData(3, 100);
  private static final Recommendation ALERT = new Recommendation(Decision.ALERT, .6875, "hour");

  @TempDir Path home;

  @Test
  void aLedgerWithFactsIsTold() throws IOException {
    try (Ledger ledger = ledger()) {
      ledger.journal().note("i1", "decision", "retrain", "{}");
      ledger.journal().note("i1", "decision", "retrain", "{}");
      ledger.journal().note("", "decision", "ok", "{}");
      ledger.journal().note("i1", "verify", "retrain", "{}");
      ledger.journal().intend("i1", "retrain", "i1/1/retrain", "{}");
      ledger.journal().failed("i1/1/retrain", "refused", "{}");
      ledger.journal().intend("i1", "retrain", "i1/2/retrain", "{}");
      ledger.journal().done("i1/2/retrain", "promoted", "{}");
      ledger.journal().intend("i2", "alert", "i2/1/alert", "{}");
      ledger.incidents().open("i1", "mitigated", "{}");
      ledger.incidents().open("i2", "open", "{}");
      ledger.incidents().open("i0", "resolved", "{}");

      assertThat(text(metrics(ledger, Optional.empty(), new ReportStore.Reading.Missing())))
          .isEqualTo(
              """
              # HELP agent_decisions_total Decisions of the agent, by kind.
              # TYPE agent_decisions_total counter
              agent_decisions_total{decision="alert"} 0.0
              agent_decisions_total{decision="ok"} 1.0
              agent_decisions_total{decision="retrain"} 2.0
              agent_decisions_total{decision="rollback"} 0.0
              # HELP agent_incidents_open Incidents that are not resolved, by state.
              # TYPE agent_incidents_open gauge
              agent_incidents_open{state="acknowledged"} 0.0
              agent_incidents_open{state="mitigated"} 1.0
              agent_incidents_open{state="mitigating"} 0.0
              agent_incidents_open{state="open"} 1.0
              agent_incidents_open{state="reopened"} 0.0
              # HELP agent_retrains_total Retrains that have ended: promoted, refused by the gate, or failed.
              # TYPE agent_retrains_total counter
              agent_retrains_total 2.0
              # HELP ledger_intents_open Effects that were announced and are neither done nor failed.
              # TYPE ledger_intents_open gauge
              ledger_intents_open 1.0
              # HELP model_last_retrain_promoted 1 if the last retrain ended with a promotion, else 0.
              # TYPE model_last_retrain_promoted gauge
              model_last_retrain_promoted 1.0
              # HELP model_last_retrain_timestamp_seconds When the last retrain ended, in Unix time.
              # TYPE model_last_retrain_timestamp_seconds gauge
              model_last_retrain_timestamp_seconds 1.795176E9
              """);
    }
  }

  @Test
  void aRefusedRetrainIsTheLastOneToo() throws IOException {
    try (Ledger ledger = ledger()) {
      ledger.journal().intend("i1", "retrain", "i1/1/retrain", "{}");
      ledger.journal().done("i1/1/retrain", "promoted", "{}");
      ledger.journal().intend("i1", "retrain", "i1/2/retrain", "{}");
      ledger.journal().failed("i1/2/retrain", "refused", "{}");
      assertThat(text(metrics(ledger, Optional.empty(), new ReportStore.Reading.Missing())))
          .contains("model_last_retrain_promoted 0.0", "agent_retrains_total 2.0");
    }
  }

  @Test
  void theLatestReportIsToldFeatureByFeature() throws IOException {
    try (Ledger ledger = ledger()) {
      DriftReport drift =
          new DriftReport(
              2_000,
              List.of(
                  feature("hour", DriftTest.WASSERSTEIN, new Verdict.Drifted(.44)),
                  feature("device_type", DriftTest.JENSEN_SHANNON, new Verdict.Stable(.02)),
                  feature("amount", DriftTest.WASSERSTEIN, new Verdict.NotEnoughData(3, 50))),
              List.of(new QualityIssue.Missing("amount", .9), new QualityIssue.Missing("hour", .1)),
              new Verdict.Drifted(.125));
      String text = text(metrics(ledger, Optional.empty(), sound("v1", drift, UNKNOWN)));
      assertThat(text.lines())
          .contains(
              "model_drift_score 0.125",
              "drift_feature_score{feature=\"hour\",test=\"wasserstein\"} 0.44",
              "drift_feature_score{feature=\"device_type\",test=\"jensenshannon\"} 0.02",
              "drift_feature_limit{feature=\"hour\",test=\"wasserstein\"} 0.1",
              "drift_check_last_success_timestamp_seconds 1.795176E9",
              "# TYPE drift_check_duration_seconds gauge",
              "drift_check_duration_seconds 0.18",
              "data_quality_issues{kind=\"missing\"} 2.0",
              "data_quality_issues{kind=\"constant\"} 0.0");
      assertThat(text).doesNotContain("feature=\"amount\"").doesNotContain("model_accuracy");
    }
  }

  @Test
  void tooLittleDataIsNotAScoreOfZero() throws IOException {
    try (Ledger ledger = ledger()) {
      DriftReport drift =
          new DriftReport(7, List.of(), List.of(), new Verdict.NotEnoughData(7, 50));
      assertThat(text(metrics(ledger, Optional.empty(), sound("v1", drift, UNKNOWN))))
          .contains("drift_check_last_success_timestamp_seconds")
          .doesNotContain("model_drift_score")
          .doesNotContain("drift_feature");
    }
  }

  @Test
  void accuracyIsLiveForTheVersionThatServesElseOfItsHoldout() throws IOException {
    Optional<ServingVersion> v2 = Optional.of(new ServingVersion("v2", 2, NOON, "retrain"));
    DriftReport quiet = new DriftReport(2_000, List.of(), List.of(), new Verdict.Stable(0));
    RocAuc live = new RocAuc.Measured(.9, .01, 300, 9_000);
    try (Ledger ledger = ledger()) {
      assertThat(text(metrics(ledger, v2, sound("v2", quiet, live))))
          .contains("model_accuracy 0.9\n");
      assertThat(text(metrics(ledger, v2, sound("v2", quiet, UNKNOWN))))
          .contains("model_accuracy 0.97\n");
      assertThat(text(metrics(ledger, v2, sound("v1", quiet, live))))
          .contains("model_accuracy 0.97\n");
      assertThat(text(metrics(ledger, v2, new ReportStore.Reading.Missing())))
          .contains("model_accuracy 0.97\n");
    }
  }

  @Test
  void theBundleIsOpenedOnceAVersion() throws IOException {
    AtomicInteger opened = new AtomicInteger();
    Optional<ServingVersion> v2 = Optional.of(new ServingVersion("v2", 2, NOON, "retrain"));
    try (Ledger ledger = ledger()) {
      FactMetrics metrics =
          new FactMetrics(
              () -> LedgerFacts.read(ledger),
              () -> v2,
              _ -> {
                opened.incrementAndGet();
                return .97;
              },
              ReportStore.Reading.Missing::new);
      text(metrics);
      text(metrics);
      assertThat(opened).hasValue(1);
    }
  }

  @Test
  void whatCannotBeReadIsLeftOutAndTheRestIsTold() throws IOException {
    Optional<ServingVersion> v2 = Optional.of(new ServingVersion("v2", 2, NOON, "retrain"));
    Ledger ledger = ledger();
    ledger.close();
    DriftReport quiet = new DriftReport(2_000, List.of(), List.of(), new Verdict.Stable(0));
    FactMetrics metrics =
        new FactMetrics(
            () -> LedgerFacts.read(ledger),
            () -> v2,
            version -> {
              throw new BundleException(version + " was altered");
            },
            () -> sound("v1", quiet, UNKNOWN));
    assertThat(text(metrics))
        .contains("model_drift_score 0.0")
        .doesNotContain("agent_")
        .doesNotContain("ledger_")
        .doesNotContain("model_accuracy");

    try (Ledger open = ledger()) {
      assertThat(text(metrics(open, v2, new ReportStore.Reading.Malformed("torn"))))
          .contains("agent_retrains_total 0.0", "model_accuracy")
          .doesNotContain("drift")
          .doesNotContain("last_retrain");
    }
  }

  private Ledger ledger() {
    return Ledger.open(home.resolve("ledger.db"), Clock.fixed(NOON, ZoneOffset.UTC));
  }

  private static FactMetrics metrics(
      Ledger ledger, Optional<ServingVersion> serving, ReportStore.Reading report) {
    return new FactMetrics(() -> LedgerFacts.read(ledger), () -> serving, _ -> .97, () -> report);
  }

  private static ReportStore.Reading sound(String version, DriftReport drift, RocAuc performance) {
    return new ReportStore.Reading.Sound(
        new CheckReport(
            "r1",
            NOON,
            version,
            Optional.empty(),
            drift,
            true,
            Optional.empty(),
            performance,
            ALERT,
            Duration.ofMillis(180)));
  }

  private static FeatureDrift feature(String name, DriftTest test, Verdict verdict) {
    return new FeatureDrift(name, test, .1, verdict, 10_000, 2_000);
  }

  private static String text(FactMetrics metrics) throws IOException {
    PrometheusRegistry registry = new PrometheusRegistry();
    registry.register(metrics);
    return text(registry);
  }

  private static String text(PrometheusRegistry registry) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(out, registry.scrape());
    return out.toString(StandardCharsets.UTF_8);
  }
}
