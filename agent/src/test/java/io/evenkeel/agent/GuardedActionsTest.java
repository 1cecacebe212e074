package io.evenkeel.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.evenkeel.drift.DataFault;
import io.evenkeel.drift.DriftReport;
import io.evenkeel.incident.Autonomy;
import io.evenkeel.incident.Culprit;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.GuardLimits;
import io.evenkeel.incident.IncidentState;
import io.evenkeel.incident.LabelSupply;
import io.evenkeel.incident.Outcome;
import io.evenkeel.incident.PlannedEvent;
import io.evenkeel.incident.Policy;
import io.evenkeel.model.RocAuc;
import io.evenkeel.monitor.CheckReport;
import io.evenkeel.monitor.ReportStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardedActionsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(31);

  @TempDir private Path directory;
  private TestingHome home;

  @BeforeEach
  void open() {
    home = new TestingHome(directory);
  }

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void whatAGuardRefusesIsNotedWithItsReasonAndEndsInAnAlert() throws InterruptedException {
    home.remedies.labels = Optional.of(new LabelSupply(12, 200, 0, Duration.ZERO));
    List<String> lines = reported(5).lines();
    assertThat(lines)
        .contains(
            "Action taken: alert written", "Action failed: rollback | no earlier version fits");
    assertThat(home.journal())
        .containsSubsequence(
            "NOTE guard few_labels",
            "NOTE decision rollback",
            "FAILED rollback refused",
            "NOTE decision alert",
            "DONE alert delivered")
        .doesNotContain("INTENT retrain");
    assertThat(reason("few_labels"))
        .isEqualTo(
            "12 mature frauds since the onset, and 12 by the time a retrain would give up; 200 are"
                + " needed");
    assertThat(home.remedies.orders.getFirst().recommendation().reasoning())
        .contains("Retrain is not possible now, so rollback.", "Guard few_labels: 12 mature");
  }

  @Test
  void whenLabelsHaveComeTheRetrainIsMadeAfterAll() throws InterruptedException {
    home.remedies.labels = Optional.empty();
    reported(5);
    assertThat(reason("few_labels")).isEqualTo("the mature labels cannot be counted");
    home.remedies.labels = Optional.of(new LabelSupply(200, 200, 0, Duration.ZERO));
    assertThat(reported(5).lines()).contains("Decision: RETRAIN");
    assertThat(effects()).containsExactly("2/alert", "3/retrain");
  }

  @Test
  void anObservingAgentSaysWhatItWouldDoAndTellsPeople() throws InterruptedException {
    home.autonomy(Autonomy.OBSERVE);
    assertThat(reported(5).lines()).contains("Decision: ALERT", "Action taken: alert written");
    assertThat(home.journal()).contains("NOTE guard observe_only", "DONE alert delivered");
    assertThat(effects()).containsExactly("1/alert");
    assertThat(home.remedies.orders.getLast().recommendation().reasoning())
        .contains("agent.autonomy is observe: with full it would retrain now");
  }

  @Test
  void anObservingAgentKnowsThatAnEarlierVersionFits() throws InterruptedException {
    home.autonomy(Autonomy.OBSERVE);
    home.remedies.fitting = Optional.of("v0");
    reported(5);
    assertThat(reason("observe_only"))
        .isEqualTo("agent.autonomy is observe: with full it would roll back now");
  }

  @Test
  void anAgentInTheShadowTrainsAndGoesBackToNothing() throws InterruptedException {
    home.autonomy(Autonomy.SHADOW);
    home.remedies.on(Decision.RETRAIN, _ -> new Outcome.Refused("held back after the gate"));
    assertThat(reported(5).lines()).contains("Action taken: alert written");
    assertThat(home.journal())
        .contains("INTENT retrain", "NOTE guard shadow")
        .doesNotContain("INTENT rollback");
  }

  @Test
  void theSameIsNotDoneAgainBeforeItHasCooledDown() throws InterruptedException {
    reported(5);
    home.reported("v2", TestingReports.drift(5), true);
    home.responder().once();
    assertThat(effects()).containsExactly("1/retrain", "3/alert");
    assertThat(home.journal()).contains("NOTE guard cooldown");
    home.clock.advance(Duration.ofMinutes(10));
    home.remedies.on(Decision.RETRAIN, order -> home.remedies.promote(order, "v3"));
    home.reported("v2", TestingReports.drift(5), true);
    home.responder().once();
    assertThat(effects()).containsExactly("1/retrain", "3/alert", "4/retrain");
  }

  @Test
  void threeFailuresLeaveItToPeopleAlsoAfterARestartUntilSomebodyLetsItActAnew()
      throws InterruptedException {
    home.remedies.on(Decision.RETRAIN, _ -> new Outcome.Refused("no better than the champion"));
    for (int i = 0; i < 3; i++) {
      reported(5);
      home.clock.advance(PATIENCE);
    }
    assertThat(retrains()).isEqualTo(3);
    reported(5);
    assertThat(retrains()).isEqualTo(3);
    assertThat(reason("failures"))
        .startsWith("3 attempts to retrain failed in a row: it is left to people for another 23.5");
    assertThat(effects()).last().asString().endsWith("alert");

    home.clock.advance(PATIENCE);
    new Pauses(home.ledger.journal()).resumed("asha", "labels are repaired");
    reported(5);
    assertThat(retrains()).isEqualTo(4);
  }

  @Test
  void inconclusiveThreeTimesEndsInAnAlertOnly() throws InterruptedException {
    // Promoted each time, quiet never, and never measured: no samples are no success.
    for (int i = 0; i < 3; i++) {
      String next = "v" + (i + 2);
      home.remedies.on(Decision.RETRAIN, order -> home.remedies.promote(order, next));
      home.reported("v" + (i + 1), TestingReports.drift(5), true);
      home.responder().once();
      home.clock.advance(Duration.ofHours(3));
      home.responder().once();
      home.clock.advance(PATIENCE);
    }
    assertThat(retrains()).isEqualTo(3);
    assertThat(home.journal().stream().filter("NOTE verify deadline"::equals)).hasSize(3);
    home.reported("v4", TestingReports.drift(5), true);
    home.responder().once();
    assertThat(retrains()).isEqualTo(3);
    assertThat(home.journal()).contains("NOTE guard failures");
    assertThat(effects()).last().asString().endsWith("alert");
  }

  @Test
  void aFaultThatComesBackAgainAndAgainIsLeftToPeopleThoughEachRepairHeld()
      throws InterruptedException {
    for (int i = 0; i < 4; i++) {
      reported(1);
      resolve();
      home.clock.advance(Duration.ofMinutes(30));
    }
    reported(5);
    assertThat(retrains()).isZero();
    assertThat(reason("recurrence"))
        .isEqualTo("5 incidents were opened or reopened within 4 h, 5 are left to people");
  }

  @Test
  void aChangeThatWasMeasuredWorseIsUndoneWithoutCoolingDown() throws InterruptedException {
    mitigatedAfterRollback();
    home.remedies.on(Decision.ROLLBACK, order -> home.remedies.promote(order, "v1"));
    home.checks.performance = new RocAuc.Measured(0.6, 0.01, 200, 4000);
    home.clock.advance(Duration.ofSeconds(1));
    home.responder().once();
    assertThat(effects()).containsExactly("1/rollback", "2/rollback", "3/alert");
    assertThat(home.remedies.orders.get(1).byVerification()).isTrue();
  }

  @Test
  void aPlannedHoldStopsEvenThatAndPeopleAreTold() throws InterruptedException {
    mitigatedAfterRollback();
    Instant now = home.clock.instant();
    plan(new PlannedEvent("freeze", now, now.plus(PATIENCE), PlannedEvent.Effect.HOLD));
    home.checks.performance = new RocAuc.Measured(0.6, 0.01, 200, 4000);
    home.clock.advance(Duration.ofSeconds(1));
    home.responder().once();
    assertThat(effects()).containsExactly("1/rollback", "3/alert");
    assertThat(home.incident().state()).isEqualTo(IncidentState.REOPENED);
    assertThat(reason("planned_hold")).startsWith("the planned event freeze holds the champion");
  }

  @Test
  void aPlannedFestivalRaisesTheBudgetAndNeverHidesAnAlert() throws InterruptedException {
    home.limit(limits ->
        new GuardLimits(
            Duration.ZERO,
            1,
            limits.failures(),
            limits.ineffective(),
            limits.hold(),
            limits.recurrence(),
            limits.recurrenceWithin(),
            limits.backoff()));
    reported(5);
    home.reported("v2", TestingReports.drift(5), true);
    home.responder().once();
    assertThat(home.journal()).contains("NOTE guard daily_budget");
    assertThat(effects()).containsExactly("1/retrain", "2/alert");
    Instant now = home.clock.instant();
    plan(new PlannedEvent("Diwali", now, now.plus(PATIENCE), PlannedEvent.Effect.MORE_BUDGET));
    home.remedies.on(Decision.RETRAIN, order -> home.remedies.promote(order, "v3"));
    home.reported("v2", TestingReports.drift(5), true);
    home.responder().once();
    assertThat(effects()).containsExactly("1/retrain", "2/alert", "3/retrain");
  }

  @Test
  void oneClientsDoingIsToldByNameAndNoModelIsTouched() throws InterruptedException {
    blamed(TestingReports.drift(5));
    assertThat(home.responder().once().lines())
        .contains("Decision: ALERT", "Action taken: alert written")
        .anyMatch(line -> line.contains("without the client acme"));
    assertThat(home.journal()).contains("NOTE guard one_client").doesNotContain("INTENT retrain");
  }

  @Test
  void anAlertNamesTheClientToo() throws InterruptedException {
    blamed(TestingReports.drift(1));
    assertThat(home.responder().once().lines())
        .contains("Decision: ALERT")
        .anyMatch(line -> line.contains("without the client acme"));
    assertThat(home.journal()).noneMatch(line -> line.startsWith("NOTE guard"));
  }

  @Test
  void aGuardsRefusalIsAFactThatWasNeverAnnounced() throws InterruptedException {
    home.reported(
        "v1", TestingReports.drift(5), List.of(new DataFault.UnitChange("amount", 100, 1)), true);
    home.responder().once();
    AgentJournal reader = new AgentJournal(home.ledger.journal());
    List<AgentFact.Ended> refused =
        home.ledger.journal().of(home.incident().id()).stream()
            .flatMap(entry -> reader.read(entry).stream())
            .filter(AgentFact.Ended.class::isInstance)
            .map(AgentFact.Ended.class::cast)
            .filter(ended -> !ended.announced())
            .toList();
    assertThat(refused)
        .extracting(AgentFact.Ended::code, AgentFact.Ended::action, AgentFact.Ended::key)
        .containsExactly(
            tuple("data_fault", Decision.RETRAIN, ""), tuple("data_fault", Decision.ROLLBACK, ""));
  }

  private void blamed(DriftReport drift) {
    CheckReport made = home.reported("v1", drift, true);
    CheckReport report =
        new CheckReport(
            made.id(),
            made.timestamp(),
            made.version(),
            made.window(),
            made.drift(),
            made.faults(),
            Optional.of(new Culprit("acme", 0.3)),
            made.confirmed(),
            made.onset(),
            made.watch(),
            made.answers(),
            made.performance(),
            made.estimated(),
            made.realised(),
            made.recommendation(),
            made.took());
    home.reports = () -> new ReportStore.Reading.Sound(report);
  }

  /// v2 serves after a rollback, and two windows were quiet.
  private void mitigatedAfterRollback() throws InterruptedException {
    home.remedies.on(Decision.ROLLBACK, order -> home.remedies.promote(order, "v2"));
    reported(3);
    home.checks.windows.add(TestingReports.drift(0));
    home.checks.windows.add(TestingReports.drift(0));
    home.clock.advance(Duration.ofSeconds(1));
    home.responder().once();
    assertThat(home.incident().state()).isEqualTo(IncidentState.MITIGATED);
  }

  private void plan(PlannedEvent event) {
    Policy policy = home.policy;
    home.policy =
        new Policy(
            policy.alertAbove(),
            policy.rollbackAbove(),
            policy.retrainAbove(),
            policy.highImpact(),
            List.of(event));
  }

  private void resolve() throws InterruptedException {
    home.checks.windows.add(TestingReports.drift(0));
    home.checks.windows.add(TestingReports.drift(0));
    home.clock.advance(Duration.ofSeconds(1));
    home.responder().once();
    home.clock.advance(Duration.ofSeconds(1));
    home.responder().once();
    assertThat(home.incident().state()).isEqualTo(IncidentState.RESOLVED);
  }

  private AgentRun reported(int drifted) throws InterruptedException {
    home.reported(drifted);
    return home.responder().once();
  }

  private long retrains() {
    return home.remedies.orders.stream().filter(o -> o.key().endsWith("/retrain")).count();
  }

  private List<String> effects() {
    return home.remedies.effects.stream().map(key -> key.replaceAll("^[^/]*/", "")).toList();
  }

  /// The reason of the newest refusal by a guard.
  private String reason(String guard) {
    return home.ledger.journal().of(home.incidents().getLast().id()).stream()
        .filter(entry -> entry.step().equals("guard") && entry.code().equals(guard))
        .reduce((_, later) -> later)
        .map(entry -> JsonFields.parse("entry", entry.detail()).text("describe"))
        .orElseThrow();
  }
}
