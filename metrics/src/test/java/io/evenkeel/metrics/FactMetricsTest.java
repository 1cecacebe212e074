package io.evenkeel.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.DriftTest;
import io.evenkeel.drift.QualityIssue;
import io.evenkeel.drift.Verdict;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.IncidentState;
import io.evenkeel.incident.MoneyAtRisk;
import io.evenkeel.model.RocAuc;
import io.evenkeel.registry.Rehearsal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FactMetricsTest {
  private static final RocAuc UNKNOWN = new RocAuc.NotEnoughData(3, 100);

  @TempDir private Path directory;

  private FactsHome home;

  @BeforeEach
  void open() {
    home = new FactsHome(directory);
  }

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void anEmptyHomeTellsZeroesAndMakesNothingUp() throws IOException {
    assertThat(home.text().lines())
        .contains(
            "agent_decisions_total{decision=\"ok\"} 0.0",
            "agent_decisions_total{decision=\"retrain\"} 0.0",
            "agent_retrains_total 0.0",
            "agent_refusals_total{guard=\"policy\"} 0.0",
            "agent_llm_requests_total{result=\"answered\"} 0.0",
            "agent_incidents_open{state=\"open\"} 0.0",
            "agent_incident_time_to_recover_seconds_count 0",
            "agent_action_in_progress{action=\"retrain\"} 0.0",
            "agent_kill_switch 0.0",
            "agent_observe_only 0.0",
            "agent_shadow 0.0",
            "drift_check_interval_seconds 300.0",
            "ledger_intents_open 0.0",
            "ledger_outbox_pending{queue=\"mlflow\"} 0.0",
            "registry_foreign_alias 0.0",
            "evenkeel_build_info{java=\"25\",version=\"1.2.3\"} 1");
    assertThat(home.text())
        .doesNotContain("model_")
        .doesNotContain("drift_check_last")
        .doesNotContain("heartbeat");
  }

  @Test
  void decisionsAreCountedByKindAndByWhoDecided() throws IOException {
    home.decided(Decision.OK, "rules")
        .consulted("answered", Duration.ofSeconds(2))
        .decided(Decision.RETRAIN, "llm")
        .consulted("timeout", Duration.ofSeconds(10))
        .decided(Decision.RETRAIN, "rules")
        .consulted("not_allowed", Duration.ofSeconds(1))
        .decided(Decision.ALERT, "rules")
        .consulted("a new result", Duration.ofSeconds(1))
        .decided(Decision.ALERT, "somebody");
    assertThat(home.text().lines())
        .contains(
            "agent_decisions_total{decision=\"ok\"} 1.0",
            "agent_decisions_total{decision=\"alert\"} 2.0",
            "agent_decisions_total{decision=\"retrain\"} 2.0",
            "agent_decisions_total{decision=\"rollback\"} 0.0",
            "agent_decision_source_total{result=\"not_asked\",source=\"rules\"} 1.0",
            "agent_decision_source_total{result=\"answered\",source=\"llm\"} 1.0",
            "agent_decision_source_total{result=\"timeout\",source=\"rules\"} 1.0",
            "agent_decision_source_total{result=\"other\",source=\"other\"} 1.0",
            "agent_llm_requests_total{result=\"timeout\"} 1.0",
            "agent_llm_requests_total{result=\"other\"} 1.0",
            "agent_llm_duration_seconds_bucket{result=\"answered\",le=\"1.0\"} 0",
            "agent_llm_duration_seconds_bucket{result=\"answered\",le=\"2.0\"} 1",
            "agent_llm_duration_seconds_sum{result=\"timeout\"} 10.0",
            "agent_refusals_total{guard=\"policy\"} 1.0");
  }

  @Test
  void itIsCountedHowOftenALanguageModelAgreesWithTheRules() throws IOException {
    assertThat(home.text().lines())
        .contains(
            "agent_llm_agreement_total{result=\"agrees\"} 0.0",
            "agent_llm_agreement_total{result=\"differs\"} 0.0",
            "agent_llm_requests_total{result=\"withheld\"} 0.0");
    home.consulted("answered", "", Duration.ofSeconds(1))
        .consulted("answered", "", Duration.ofSeconds(1))
        .consulted("answered", "the rules say RETRAIN", Duration.ofSeconds(1))
        .consulted("timeout", "no whole answer", Duration.ofSeconds(6))
        .consulted("rejected", "", Duration.ofSeconds(1))
        .consulted("withheld", "not asked", Duration.ZERO);
    assertThat(home.text().lines())
        .contains(
            "agent_llm_agreement_total{result=\"agrees\"} 2.0",
            "agent_llm_agreement_total{result=\"differs\"} 1.0",
            "agent_llm_requests_total{result=\"withheld\"} 1.0")
        .noneMatch(line -> line.startsWith("agent_llm_requests_total{result=\"other\"}"));
  }

  @Test
  void theEndOfEachActionIsCountedAndTheLastRetrainRemembered() throws IOException {
    home.ended(Decision.RETRAIN, "promoted", Duration.ofSeconds(7));
    assertThat(home.text()).contains("model_last_retrain_promoted 1.0");
    home.ended(Decision.RETRAIN, "refused", Duration.ofSeconds(3))
        .ended(Decision.RETRAIN, "kill_switch", Duration.ZERO)
        .ended(Decision.ROLLBACK, "cooldown", Duration.ZERO)
        .ended(Decision.RETRAIN, "a_guard_of_tomorrow", Duration.ZERO)
        .ended(Decision.ALERT, "delivered", Duration.ofMillis(4));
    assertThat(home.text().lines())
        .contains(
            "agent_retrains_total 2.0",
            "model_last_retrain_promoted 0.0",
            "model_last_retrain_timestamp_seconds 1.795176002E9",
            "agent_refusals_total{guard=\"retrain\"} 1.0",
            "agent_refusals_total{guard=\"rollback\"} 0.0",
            "agent_refusals_total{guard=\"kill_switch\"} 1.0",
            "agent_refusals_total{guard=\"cooldown\"} 1.0",
            "agent_refusals_total{guard=\"other\"} 1.0",
            "agent_action_duration_seconds_sum{action=\"retrain\",outcome=\"promoted\"} 7.0",
            "agent_action_duration_seconds_bucket{action=\"retrain\",outcome=\"promoted\",le=\"5.0\"}"
                + " 0",
            "agent_action_duration_seconds_bucket{action=\"retrain\",outcome=\"promoted\",le=\"10.0\"}"
                + " 1",
            "agent_action_duration_seconds_count{action=\"alert\",outcome=\"delivered\"} 1");
  }

  @Test
  void theTimesOfAnIncidentBeginAtItsOnsetWhereThatIsKnown() throws IOException {
    Optional<Instant> onset = Optional.of(FactsHome.NOON);
    home.moved(IncidentState.OPEN, onset, Duration.ofSeconds(20))
        .moved(IncidentState.MITIGATING, onset, Duration.ofSeconds(30))
        .moved(IncidentState.MITIGATED, onset, Duration.ofSeconds(50))
        .moved(IncidentState.RESOLVED, onset, Duration.ofSeconds(80))
        .moved(IncidentState.OPEN, Optional.empty(), Duration.ofSeconds(20))
        .moved(IncidentState.RESOLVED, Optional.empty(), Duration.ofSeconds(120));
    assertThat(home.text().lines())
        .contains(
            "agent_incident_time_to_detect_seconds_count 1",
            "agent_incident_time_to_detect_seconds_sum 20.0",
            "agent_incident_time_to_mitigate_seconds_sum 50.0",
            "agent_incident_time_to_recover_seconds_count 2",
            "agent_incident_time_to_recover_seconds_sum 180.0");
  }

  @Test
  void theStandingOfTheLedgerIsTold() throws IOException {
    home.ledger.journal().intend("i2", "retrain", "i2/1/retrain", "{}");
    home.ledger.incidents().open("i1", "MITIGATED", "{}");
    home.ledger.incidents().open("i2", "open", "{}");
    home.ledger.incidents().open("i0", "resolved", "{}");
    home.ledger.outbox().put("slack", "k1", "i1", "notice", "{}");
    home.ledger.outbox().put("slack", "k2", "i1", "notice", "{}");
    home.ledger.outbox().head("slack").ifPresent(m -> home.ledger.outbox().refused(m, "no"));
    home.ledger.heartbeats().beat("agent");
    home.ledger.journal().note("", "registry", "foreign", "{}");
    home.killSwitch = true;
    assertThat(home.text().lines())
        .contains(
            "agent_incidents_open{state=\"mitigated\"} 1.0",
            "agent_incidents_open{state=\"open\"} 1.0",
            "agent_incidents_open{state=\"reopened\"} 0.0",
            "agent_action_in_progress{action=\"retrain\"} 1.0",
            "agent_action_in_progress{action=\"alert\"} 0.0",
            "ledger_intents_open 1.0",
            "ledger_outbox_pending{queue=\"slack\"} 1.0",
            "ledger_outbox_refused_total{queue=\"slack\"} 1.0",
            "agent_heartbeat_timestamp_seconds 1.795176E9",
            "process_heartbeat_timestamp_seconds{process=\"agent\"} 1.795176E9",
            "registry_foreign_alias 1.0",
            "agent_kill_switch 1.0");

    home.ledger.journal().done("i2/1/retrain", "promoted", "{}");
    home.ledger.journal().note("", "registry", "settled", "{}");
    assertThat(home.text().lines())
        .contains(
            "agent_action_in_progress{action=\"retrain\"} 0.0",
            "ledger_intents_open 0.0",
            "registry_foreign_alias 0.0");
  }

  @Test
  void theLatestRehearsalAndTheMoneyAtRiskAreTold() throws IOException {
    assertThat(home.text()).doesNotContain("registry_versions_lost", "agent_money");
    new Rehearsal(
            List.of(
                new Rehearsal.Found("v1", Rehearsal.Condition.LOST, "gone"),
                new Rehearsal.Found("v2", Rehearsal.Condition.INTACT, "")))
        .note(home.ledger.journal());
    home.atRisk(new MoneyAtRisk.Known("v1", 1_200.5, 90_000, 1, "INR", 0));
    assertThat(home.text().lines())
        .contains(
            "registry_versions_intact 1.0",
            "registry_versions_lost 1.0",
            "registry_rehearsal_timestamp_seconds 1.795176E9",
            "agent_money_missed_per_hour 1200.5",
            "agent_money_scored_per_hour 90000.0",
            "ledger_unreadable_entries_total 0.0");
  }

  @Test
  void eachEntryIsReadOnce() throws IOException {
    for (int i = 0; i < 1_001; i++) {
      home.ledger.journal().note("", "decision", "ok", "{}");
    }
    home.text();
    assertThat(home.read).isEqualTo(1_001);
    home.decided(Decision.OK, "rules");
    assertThat(home.text()).contains("agent_decisions_total{decision=\"ok\"} 1.0");
    assertThat(home.read).isEqualTo(1_002);
  }

  @Test
  void scrapesAtTheSameTimeCountEachEntryOnce() throws Exception {
    for (int i = 0; i < 20; i++) {
      home.decided(Decision.OK, "rules");
    }
    try (ExecutorService scrapers = Executors.newFixedThreadPool(4)) {
      for (Future<String> text :
          scrapers.invokeAll(Collections.<Callable<String>>nCopies(12, home::text))) {
        assertThat(text.get()).contains("agent_decisions_total{decision=\"ok\"} 20.0");
      }
    }
    assertThat(home.read).isEqualTo(20);
  }

  @Test
  void anEntryThatCannotBeReadIsCountedAndPassedOver() throws IOException {
    home.ledger.journal().note("", "decision", "ok", "torn");
    home.decided(Decision.OK, "rules");
    home.text();
    assertThat(home.text().lines())
        .contains(
            "ledger_unreadable_entries_total 1.0", "agent_decisions_total{decision=\"ok\"} 1.0");
  }

  @Test
  void theLatestReportIsToldFeatureByFeature() throws IOException {
    home.reports.write(
        FactsHome.report(
            "v1",
            new DriftReport(
                2_000,
                List.of(
                    FactsHome.feature("hour", DriftTest.WASSERSTEIN, new Verdict.Drifted(.44)),
                    FactsHome.feature(
                        "device_type", DriftTest.JENSEN_SHANNON, new Verdict.Stable(.02)),
                    FactsHome.feature(
                        "amount", DriftTest.WASSERSTEIN, new Verdict.NotEnoughData(3, 50))),
                List.of(
                    new QualityIssue.Missing("amount", .9), new QualityIssue.Missing("hour", .1)),
                new Verdict.Drifted(1 / 3.0)),
            new RocAuc.Measured(.9, .01, 300, 9_000)));
    String text = home.text();
    assertThat(text.lines())
        .contains(
            "model_drift_score 0.3333333333333333",
            "drift_feature_score{feature=\"hour\",test=\"wasserstein\"} 0.44",
            "drift_feature_score{feature=\"device_type\",test=\"jensenshannon\"} 0.02",
            "drift_feature_limit{feature=\"hour\",test=\"wasserstein\"} 0.1",
            "drift_feature_verdict{feature=\"hour\",verdict=\"drifted\"} 1.0",
            "drift_feature_verdict{feature=\"hour\",verdict=\"stable\"} 0.0",
            "drift_feature_verdict{feature=\"amount\",verdict=\"not_enough_data\"} 1.0",
            "drift_check_last_success_timestamp_seconds 1.795176E9",
            "# TYPE drift_check_duration_seconds gauge",
            "drift_check_duration_seconds 0.18",
            "realised_roc_auc{maturity=\"mature\"} 0.9",
            "data_quality_issues{kind=\"missing\"} 2.0",
            "data_quality_issues{kind=\"constant\"} 0.0");
    assertThat(text).doesNotContain("feature=\"amount\",test").doesNotContain("model_accuracy");
  }

  @Test
  void aFeatureThatTheSchemaDoesNotHaveBecomesNoLabel() throws IOException {
    home.reports.write(
        FactsHome.report(
            "v1",
            new DriftReport(
                2_000,
                List.of(FactsHome.feature("made_up", DriftTest.WASSERSTEIN, new Verdict.Stable(0))),
                List.of(),
                new Verdict.Stable(0)),
            UNKNOWN));
    assertThat(home.text()).contains("model_drift_score 0.0").doesNotContain("made_up");
  }

  @Test
  void tooLittleDataIsNotAScoreOfZero() throws IOException {
    home.reports.write(
        FactsHome.report(
            "v1",
            new DriftReport(7, List.of(), List.of(), new Verdict.NotEnoughData(7, 50)),
            UNKNOWN));
    assertThat(home.text())
        .contains("drift_check_last_success_timestamp_seconds")
        .doesNotContain("model_drift_score")
        .doesNotContain("drift_feature");
  }

  @Test
  void whatCannotBeReadIsLeftOutAndTheRestIsTold() throws IOException {
    home.reports.write(
        FactsHome.report(
            "v1", new DriftReport(2_000, List.of(), List.of(), new Verdict.Stable(0)), UNKNOWN));
    home.ledger.versions().record("v2", "a".repeat(64), Optional.empty(), "");
    home.ledger.aliases().compareAndSet("champion", Optional.empty(), "v2", "first", "");
    assertThat(home.text())
        .contains("model_info{digest=\"aaaaaaaaaaaa\",version=\"v2\"} 1", "agent_decisions_total")
        .doesNotContain("model_accuracy");

    home.close();
    assertThat(home.text())
        .contains("model_drift_score 0.0", "agent_kill_switch 0.0")
        .doesNotContain("agent_decisions")
        .doesNotContain("ledger_")
        .doesNotContain("model_info");
  }
}
