package io.evenkeel.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.QualityIssue;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.IncidentState;
import io.evenkeel.incident.Outcome;
import io.evenkeel.incident.Recommendation;
import io.evenkeel.incident.Repair;
import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.monitor.CheckReport;
import io.evenkeel.monitor.ReportStore.Reading;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentGraphTest {
  @TempDir Path directory;
  private TestingHome home;

  @BeforeEach
  void open() {
    home = new TestingHome(directory);
  }

  @AfterEach
  void close() {
    home.close();
  }

  private AgentRun run() throws InterruptedException {
    return home.responder().once();
  }

  private List<String> effects() {
    return home.remedies.effects.stream().map(key -> key.replaceAll("^[^/]*/", "")).toList();
  }

  @Test
  void aReportThatIsMissingStaleOrMalformedIsAnError() throws InterruptedException {
    home.reports = Reading.Missing::new;
    assertThat(run().lines()).containsExactly("Error: there is no report: run the monitor first");
    home.reports = () -> new Reading.Stale(Duration.ofMinutes(15), Duration.ofMinutes(10));
    assertThat(run().lines().getFirst()).contains("900 s old and may be 600 s");
    home.reports = () -> new Reading.Malformed("unexpected end");
    AgentRun run = run();
    assertThat(run.failed()).isTrue();
    assertThat(run.lines().getFirst()).contains("cannot be read: unexpected end");
    assertThat(home.ledger.incidents().all()).isEmpty();
  }

  @Test
  void anUnconfirmedReportIsNotActedOnAndLeavesNothing() throws InterruptedException {
    home.reported("v1", TestingReports.drift(5), false);
    assertThat(run().lines())
        .containsExactly(
            "Nothing to do: a finding is suspected, waiting for a second window to confirm it");
    assertThat(home.ledger.journal().counts("decision", JournalEntry.Phase.NOTE)).isEmpty();
    assertThat(home.ledger.incidents().all()).isEmpty();
  }

  @Test
  void anOkIsRecordedOnceAndOpensNothing() throws InterruptedException {
    CheckReport report = home.reported(0);
    assertThat(run().lines())
        .startsWith("Decision: OK", "Confidence: 0.99")
        .endsWith("Action taken: none");
    assertThat(run().lines())
        .containsExactly("Nothing to do: report " + report.id() + " was already acted on");
    assertThat(home.decisions("ok")).isEqualTo(1);
    assertThat(home.incidents()).isEmpty();
    home.reported(0);
    run();
    assertThat(home.decisions("ok")).isEqualTo(2);
  }

  @Test
  void tooLittleDataIsNoDecision() throws InterruptedException {
    home.reported("v1", TestingReports.tooFew(31), true);
    assertThat(run().lines()).containsExactly("Nothing to do: Not enough data: 31 of 50 rows.");
    assertThat(home.decisions("ok")).isZero();
    home.reported("v1", TestingReports.tooFew(3, new QualityIssue.Rejections(500, 0.99)), true);
    assertThat(run()).isInstanceOf(AgentRun.Acted.class);
    assertThat(home.incident().cause()).containsExactly("rejections");
  }

  @Test
  void aRemedyThatWorksIsHandedToVerification() throws InterruptedException {
    home.reported(5);
    AgentRun run = run();
    assertThat(run.failed()).isFalse();
    assertThat(run.lines())
        .startsWith("Decision: RETRAIN", "Confidence: 0.95")
        .contains("Action taken: promoted | version=v2", "Incident: inc-20261101T120001Z-v1");
    assertThat(home.journal())
        .containsExactly(
            "NOTE incident open",
            "NOTE decision retrain",
            "INTENT retrain",
            "DONE retrain promoted",
            "NOTE incident mitigating");
    assertThat(home.incident().state()).isEqualTo(IncidentState.MITIGATING);
    assertThat(home.incident().repair()).isInstanceOf(Repair.Changed.class);
    assertThat(effects()).containsExactly("1/retrain");
  }

  @Test
  void theJournalSaysWhatWasDecidedAndWhatChanged() throws InterruptedException {
    CheckReport report = home.reported(5);
    run();
    JournalEntry decision =
        home.ledger.journal().newest("decision", JournalEntry.Phase.NOTE).orElseThrow();
    JsonFields fields = JsonFields.parse("decision", decision.detail());
    assertThat(fields.text("report")).isEqualTo(report.id());
    assertThat(fields.text("version")).isEqualTo("v1");
    assertThat(fields.texts("drifted")).isEqualTo(report.drift().driftedFeatures());
    assertThat(fields.number("drift_score")).isEqualTo(0.625);
    assertThat(fields.number("confidence")).isEqualTo(0.95);
    assertThat(fields.text("reasoning")).contains("5 of 8 features drifted");
    assertThat(fields.text("source")).isEqualTo("rules");
    assertThat(fields.text("incident")).isEqualTo(home.incident().id());
    fields.end();
    JournalEntry done =
        home.ledger.journal().end(home.incident().id() + "/1/retrain").orElseThrow();
    JsonFields change = JsonFields.parse("done", done.detail());
    assertThat(change.text("from")).isEqualTo("v1");
    assertThat(change.text("to")).isEqualTo("v2");
    assertThat(change.number("roc_auc")).isEqualTo(0.95);
    assertThat(change.text("describe")).isEqualTo("promoted | version=v2");
  }

  @Test
  void whatFailsIsDowngradedUntilPeopleAreTold() throws InterruptedException {
    home.remedies.on(Decision.RETRAIN, _ -> new Outcome.Refused("too few labels"));
    home.reported(5);
    AgentRun.Acted run = (AgentRun.Acted) run();
    assertThat(run.failures())
        .containsExactly(
            new AgentRun.Failure(Decision.RETRAIN, "too few labels"),
            new AgentRun.Failure(Decision.ROLLBACK, "no earlier version fits"));
    assertThat(run.recommendation().decision()).isEqualTo(Decision.ALERT);
    assertThat(run.recommendation().confidence()).isCloseTo(0.50, within(1e-12));
    assertThat(run.lines()).contains("Retries: 2", "Action taken: alert written");
    assertThat(home.journal())
        .containsExactly(
            "NOTE incident open",
            "NOTE decision retrain",
            "INTENT retrain",
            "FAILED retrain refused",
            "NOTE decision rollback",
            "INTENT rollback",
            "FAILED rollback refused",
            "NOTE decision alert",
            "INTENT alert",
            "DONE alert delivered");
    assertThat(effects()).containsExactly("3/alert");
    assertThat(home.incident().state()).isEqualTo(IncidentState.OPEN);
    assertThat(home.incident().decision()).isEqualTo(Decision.RETRAIN);
  }

  @Test
  void anExceptionFromARemedyIsAFailureAndNotLost() throws InterruptedException {
    home.remedies.on(
        Decision.RETRAIN,
        _ -> {
          throw new IllegalStateException("the child process died");
        });
    home.reported(5);
    AgentRun run = run();
    assertThat(run.lines().getFirst()).contains("the child process died");
    assertThat(home.journal()).contains("FAILED retrain failed", "DONE alert delivered");
  }

  @Test
  void whenEvenTheAlertFailsTheRunFailsAndTheIncidentIsEscalated() throws InterruptedException {
    home.remedies.on(Decision.ALERT, _ -> new Outcome.Failed("disk full"));
    home.reported(1);
    AgentRun run = run();
    assertThat(run.failed()).isTrue();
    assertThat(run.lines().getLast()).contains("nobody could be told").contains("disk full");
    assertThat(home.journal()).contains("FAILED alert failed");
    assertThat(home.incident().escalated()).isTrue();
  }

  @Test
  void afterALongFailureTheEvidenceIsLookedAtAnew() throws InterruptedException {
    home.remedies.on(
        Decision.RETRAIN,
        _ -> {
          home.clock.advance(Duration.ofMinutes(11));
          home.reported(3);
          return new Outcome.Failed("timed out");
        });
    home.reported(5);
    AgentRun.Acted run = (AgentRun.Acted) run();
    assertThat(home.remedies.orders)
        .extracting(order -> order.report().id())
        .containsExactly("report-0001", "report-0002", "report-0002");
    assertThat(run.failures()).hasSize(2);
    assertThat(home.incidents()).hasSize(1);
  }

  @Test
  void afterALongFailureWithoutNewEvidencePeopleAreTold() throws InterruptedException {
    home.remedies.on(
        Decision.RETRAIN,
        _ -> {
          home.clock.advance(Duration.ofMinutes(11));
          home.reports = Reading.Missing::new;
          return new Outcome.Failed("timed out");
        });
    home.reported(5);
    AgentRun run = run();
    assertThat(effects()).containsExactly("2/alert");
    assertThat(run.lines()).contains("Decision: ALERT", "Retries: 1");
  }

  @Test
  void afterALongFailureANewestReportThatFindsNothingDoesNotHideTheFailure()
      throws InterruptedException {
    afterALongFailurePeopleAreToldAlthough(TestingReports.drift(0));
  }

  @Test
  void afterALongFailureANewestReportOfTooFewRowsDoesNotHideTheFailure()
      throws InterruptedException {
    afterALongFailurePeopleAreToldAlthough(TestingReports.tooFew(31));
  }

  private void afterALongFailurePeopleAreToldAlthough(DriftReport newest)
      throws InterruptedException {
    home.remedies.on(
        Decision.RETRAIN,
        _ -> {
          home.clock.advance(Duration.ofMinutes(11));
          home.reported("v1", newest, true);
          return new Outcome.Failed("timed out");
        });
    CheckReport first = home.reported(5);
    AgentRun run = run();
    assertThat(effects()).containsExactly("2/alert");
    assertThat(run.lines()).contains("Decision: ALERT", "Retries: 1");
    assertThat(home.remedies.orders.getLast().report()).isEqualTo(first);
  }

  @Test
  void aReportAboutAVersionThatNoLongerServesIsNotActedOn() throws InterruptedException {
    home.reported(5);
    home.remedies.promote("", "v2");
    assertThat(run().lines())
        .containsExactly(
            "Nothing to do: the latest report is about v1, which no longer serves; v2 does");
    assertThat(home.incidents()).isEmpty();
  }

  @Test
  void aReportIsActedOnOnceWhoeverReadsIt() throws InterruptedException {
    home.reported(1);
    run();
    assertThat(run().lines().getFirst()).contains("already acted on");
    assertThat(home.remedies.effects).hasSize(1);
  }

  @Test
  void aVersionThatFitsIsAskedForOnlyWhereItMatters() throws InterruptedException {
    home.reported(0);
    run();
    home.reported(1);
    run();
    assertThat(home.remedies.fittingAsked).isZero();
    home.remedies.fitting = Optional.of("v0");
    home.remedies.on(Decision.ROLLBACK, order -> home.remedies.promote(order, "v0"));
    home.reported(5);
    AgentRun run = run();
    assertThat(home.remedies.fittingAsked).isEqualTo(1);
    assertThat(run.lines()).startsWith("Decision: ROLLBACK", "Confidence: 0.88");
    assertThat(home.journal()).contains("DONE rollback rolled_back");
  }

  @Test
  void aDecisionThatIsNotAllowedIsVetoed() throws InterruptedException {
    home.remedies.on(Decision.RETRAIN, _ -> new Outcome.Failed("no"));
    home.reasoner =
        _ ->
            new Reasoner.Answer(
                new Recommendation(Decision.RETRAIN, 1, "always retrain"),
                "stubborn",
                Optional.empty());
    home.reported(5);
    AgentRun.Acted run = (AgentRun.Acted) run();
    assertThat(run.failures()).hasSize(2);
    assertThat(home.remedies.orders)
        .extracting(order -> order.recommendation().decision())
        .containsExactly(Decision.RETRAIN, Decision.ROLLBACK, Decision.ALERT);
  }

  @Test
  void anEffectThatWasAnnouncedBySomebodyElseIsNotPerformed() throws InterruptedException {
    home.reported(1);
    home.listener =
        event -> {
          if (event instanceof AgentEvent.Decided decided) {
            String key = decided.incident() + "/1/alert";
            home.ledger.journal().intend(decided.incident(), "alert", key, "{}");
          }
        };
    assertThat(run().lines().getFirst()).contains("was announced by somebody else");
    home.listener = AgentListener.silent();
    assertThat(run()).isInstanceOf(AgentRun.Idle.class);
    assertThat(home.remedies.orders).isEmpty();
  }

  @Test
  void anIncidentThatSomebodyElseChangesMeanwhileIsLeftToTheNextRun() throws InterruptedException {
    home.reported(1);
    home.listener =
        event -> {
          if (event instanceof AgentEvent.Decided decided) {
            var fact = home.ledger.incidents().find(decided.incident()).orElseThrow();
            home.ledger.incidents().change(fact.id(), fact.revision(), fact.state(), fact.detail());
          }
        };
    assertThat(run().lines().getFirst()).contains("was changed by somebody else");
    assertThat(home.remedies.orders).isEmpty();
    home.listener = AgentListener.silent();
    assertThat(run()).isInstanceOf(AgentRun.Acted.class);
    assertThat(home.remedies.effects).hasSize(1);
  }

  @Test
  void anInterruptionLeavesTheIntentOpenAndIsPassedOn() {
    home.remedies.on(
        Decision.RETRAIN,
        _ -> {
          throw new InterruptedException("ending");
        });
    home.reported(5);
    assertThatThrownBy(this::run).isInstanceOf(InterruptedException.class).hasMessage("ending");
    assertThat(home.ledger.journal().openIntents())
        .extracting(JournalEntry::key)
        .containsExactly(home.incident().id() + "/1/retrain");
  }
}
