package io.evenkeel.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.drift.PerformanceFall;
import io.evenkeel.drift.QualityIssue;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Incident;
import io.evenkeel.incident.IncidentState;
import io.evenkeel.incident.Outcome;
import io.evenkeel.incident.Repair;
import io.evenkeel.model.RocAuc;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationTest {
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

  /// A fresh agent each time: how far verification has come must be in the ledger.
  private void step() throws InterruptedException {
    home.clock.advance(Duration.ofSeconds(1));
    home.responder().once();
  }

  private void retrained() throws InterruptedException {
    home.reported(5);
    step();
    assertThat(home.incident().state()).isEqualTo(IncidentState.MITIGATING);
  }

  private void mitigated() throws InterruptedException {
    retrained();
    quietWindows(2);
    step();
    assertThat(home.incident().state()).isEqualTo(IncidentState.MITIGATED);
  }

  private void quietWindows(int count) {
    for (int i = 0; i < count; i++) {
      home.checks.windows.add(TestingReports.drift(0));
    }
  }

  private static RocAuc live(double value, double error, int frauds) {
    return new RocAuc.Measured(value, error, frauds, 4000);
  }

  private Repair.Watch watch() {
    return switch (home.incident().repair()) {
      case Repair.None _ -> throw new AssertionError("nothing is watched");
      case Repair.Told told -> told.watch();
      case Repair.Changed changed -> changed.watch();
    };
  }

  @Test
  void twoQuietWindowsInARowMitigate() throws InterruptedException {
    retrained();
    Instant since = watch().cursor();
    step();
    assertThat(watch()).isEqualTo(new Repair.Watch(since, 0));
    quietWindows(1);
    step();
    assertThat(watch()).isEqualTo(new Repair.Watch(since.plusSeconds(4), 1));
    assertThat(home.incident().state()).isEqualTo(IncidentState.MITIGATING);
    quietWindows(1);
    step();
    assertThat(home.incident().state()).isEqualTo(IncidentState.MITIGATED);
    assertThat(home.checks.versions).containsOnly("v2");
    assertThat(home.checks.cursors).contains(since, since.plusSeconds(4));
    assertThat(home.journal()).contains("NOTE verify quiet_window", "NOTE incident mitigated");
  }

  @Test
  void aDriftedWindowBeginsTheCountAnew() throws InterruptedException {
    retrained();
    quietWindows(1);
    home.checks.windows.add(TestingReports.drift(1));
    step();
    assertThat(watch().quiet()).isZero();
    quietWindows(1);
    step();
    assertThat(watch().quiet()).isEqualTo(1);
    assertThat(home.incident().state()).isEqualTo(IncidentState.MITIGATING);
    assertThat(home.journal()).contains("NOTE verify drifted_window");
  }

  @Test
  void afterAFindingOnlyRowsFromNowOnCount() throws InterruptedException {
    retrained();
    home.checks.windows.add(TestingReports.drift(1));
    home.clock.advance(Duration.ofMinutes(3));
    step();
    assertThat(watch().cursor()).isEqualTo(home.clock.instant());
  }

  @Test
  void rejectionsBeginTheCountAnewHoweverFewRowsThereAre() throws InterruptedException {
    retrained();
    quietWindows(1);
    step();
    home.checks.windows.add(TestingReports.tooFew(3, new QualityIssue.Rejections(90, 0.9)));
    step();
    assertThat(watch().quiet()).isZero();
  }

  @Test
  void provenPerformanceResolves() throws InterruptedException {
    mitigated();
    step();
    assertThat(home.incident().state()).isEqualTo(IncidentState.MITIGATED);
    home.checks.performance = live(0.95, 0.01, 120);
    step();
    Incident incident = home.incident();
    assertThat(incident.state()).isEqualTo(IncidentState.RESOLVED);
    assertThat(incident.timeline().resolved()).contains(home.clock.instant());
    assertThat(home.journal()).contains("NOTE verify recovered", "NOTE incident resolved");
    assertThat(home.remedies.effects).hasSize(1);
  }

  @Test
  void quietAndProvenInOneStepResolves() throws InterruptedException {
    retrained();
    quietWindows(2);
    home.checks.performance = live(0.95, 0.01, 120);
    step();
    assertThat(home.incident().state()).isEqualTo(IncidentState.RESOLVED);
  }

  @Test
  void measuredWorseIsRolledBackAndToldAndVerifiedAgain() throws InterruptedException {
    home.remedies.on(Decision.ROLLBACK, order -> home.remedies.promote(order, "v1"));
    mitigated();
    home.checks.performance = live(0.80, 0.02, 120);
    step();
    Incident incident = home.incident();
    assertThat(incident.state()).isEqualTo(IncidentState.MITIGATING);
    assertThat(incident.repair())
        .isInstanceOfSatisfying(
            Repair.Changed.class, change -> assertThat(change.to()).isEqualTo("v1"));
    assertThat(incident.escalated()).isFalse();
    assertThat(home.remedies.effects)
        .containsExactly(
            incident.id() + "/1/retrain",
            incident.id() + "/2/rollback",
            incident.id() + "/3/alert");
    assertThat(home.journal())
        .containsSubsequence(
            "NOTE verify worse",
            "INTENT rollback",
            "DONE rollback rolled_back",
            "INTENT alert",
            "DONE alert delivered");
    assertThat(home.remedies.orders.getLast().recommendation().reasoning())
        .contains("0.8000")
        .contains("120 live frauds")
        .contains("rolled back");
  }

  @Test
  void measuredWorseIsUndoneAlthoughTheDetectorIsNotQuiet() throws InterruptedException {
    home.remedies.on(Decision.ROLLBACK, order -> home.remedies.promote(order, "v1"));
    retrained();
    home.checks.windows.add(TestingReports.drift(1));
    home.checks.performance = live(0.80, 0.02, 120);
    step();
    assertThat(home.ledger.aliases().current("champion").map(fact -> fact.version()))
        .contains("v1");
    assertThat(home.incident().state()).isEqualTo(IncidentState.MITIGATING);
    assertThat(home.journal())
        .containsSubsequence("NOTE verify worse", "DONE rollback rolled_back", "INTENT alert");
  }

  @Test
  void goodPerformanceAloneDoesNotMakeTheDetectorQuiet() throws InterruptedException {
    retrained();
    home.checks.windows.add(TestingReports.drift(1));
    home.checks.performance = live(0.95, 0.01, 120);
    step();
    assertThat(home.incident().state()).isEqualTo(IncidentState.MITIGATING);
    quietWindows(2);
    step();
    assertThat(home.incident().state()).isEqualTo(IncidentState.RESOLVED);
  }

  @Test
  void measuredWorseAndNotUndoneIsReopenedAndWaitsForPeople() throws InterruptedException {
    mitigated();
    home.checks.performance = live(0.80, 0.02, 120);
    step();
    assertThat(home.incident().state()).isEqualTo(IncidentState.REOPENED);
    assertThat(home.incident().escalated()).isTrue();
    assertThat(home.remedies.effects.getLast()).endsWith("/3/alert");
    quietWindows(4);
    step();
    step();
    assertThat(home.incident().state()).isEqualTo(IncidentState.REOPENED);
    assertThat(home.remedies.effects).hasSize(2);
  }

  @Test
  void inconclusiveIsLookedAtAgainOnlyWithMoreFrauds() throws InterruptedException {
    mitigated();
    home.checks.performance = live(0.92, 0.02, 100);
    step();
    assertThat(home.journal()).contains("NOTE verify inconclusive");
    home.checks.performance = live(0.80, 0.01, 140);
    step();
    assertThat(home.incident().state()).isEqualTo(IncidentState.MITIGATED);
    home.checks.performance = live(0.95, 0.01, 150);
    step();
    assertThat(home.incident().state()).isEqualTo(IncidentState.RESOLVED);
  }

  @Test
  void notProvenAtTheDeadlineIsToldOnceAndNotReverted() throws InterruptedException {
    mitigated();
    home.clock.advance(Duration.ofHours(3));
    step();
    step();
    Incident incident = home.incident();
    assertThat(incident.state()).isEqualTo(IncidentState.MITIGATED);
    assertThat(incident.escalated()).isTrue();
    assertThat(home.remedies.effects)
        .containsExactly(incident.id() + "/1/retrain", incident.id() + "/2/alert");
    assertThat(home.remedies.orders.getLast().recommendation().reasoning())
        .contains("not proven")
        .contains("12 of 100 frauds");
    home.checks.performance = live(0.95, 0.01, 120);
    step();
    assertThat(home.incident().state()).isEqualTo(IncidentState.RESOLVED);
  }

  @Test
  void inconclusiveAtTheDeadlineIsTold() throws InterruptedException {
    mitigated();
    home.checks.performance = live(0.92, 0.02, 100);
    step();
    home.clock.advance(Duration.ofHours(3));
    step();
    assertThat(home.incident().escalated()).isTrue();
    assertThat(home.remedies.effects.getLast()).endsWith("/2/alert");
  }

  @Test
  void aDetectorThatIsNotQuietAtTheDeadlineIsTold() throws InterruptedException {
    retrained();
    home.clock.advance(Duration.ofHours(3));
    home.checks.windows.add(TestingReports.drift(1));
    step();
    assertThat(home.incident().state()).isEqualTo(IncidentState.MITIGATING);
    assertThat(home.incident().escalated()).isTrue();
    assertThat(home.remedies.effects.getLast()).endsWith("/2/alert");
  }

  @Test
  void anAlertThatCannotBeDeliveredIsNotRepeatedForever() throws InterruptedException {
    mitigated();
    home.remedies.on(Decision.ALERT, _ -> new Outcome.Failed("disk full"));
    home.clock.advance(Duration.ofHours(3));
    step();
    step();
    assertThat(home.journal()).containsOnlyOnce("FAILED alert failed");
    assertThat(home.incident().escalated()).isTrue();
  }

  @Test
  void anAlertedIncidentIsResolvedByAQuietDetector() throws InterruptedException {
    home.reported(1);
    step();
    assertThat(home.incident().state()).isEqualTo(IncidentState.OPEN);
    home.checks.windows.add(TestingReports.drift(1));
    step();
    quietWindows(1);
    step();
    assertThat(home.incident().state()).isEqualTo(IncidentState.OPEN);
    quietWindows(1);
    step();
    assertThat(home.incident().state()).isEqualTo(IncidentState.RESOLVED);
    assertThat(home.checks.versions).containsOnly("v1");
  }

  @Test
  void anIncidentOfPerformanceAloneIsNotOverWhileThePerformanceIsAsBad()
      throws InterruptedException {
    Optional<PerformanceFall> fall = Optional.of(new PerformanceFall(0.7, 0.02, 0.93, 0.015, 100));
    home.remedies.on(Decision.RETRAIN, _ -> new Outcome.Refused("the gain is not proven"));
    home.reported("v1", TestingReports.drift(0).with(fall), true);
    step();
    assertThat(home.incident().cause()).containsExactly("performance");
    assertThat(home.remedies.effects.getLast()).endsWith("/alert");

    home.checks.fall = fall;
    quietWindows(2);
    step();
    step();
    assertThat(home.incident().state()).isEqualTo(IncidentState.OPEN);
    home.checks.fall = Optional.empty();
    quietWindows(2);
    step();
    assertThat(home.incident().state()).isEqualTo(IncidentState.RESOLVED);
  }

  @Test
  void whenSomebodyElseChangesTheChampionThatOneIsWatched() throws InterruptedException {
    mitigated();
    home.remedies.promote("", "v3");
    step();
    assertThat(home.incident().repair())
        .isInstanceOfSatisfying(
            Repair.Told.class, told -> assertThat(told.version()).isEqualTo("v3"));
    quietWindows(2);
    step();
    assertThat(home.incident().state()).isEqualTo(IncidentState.RESOLVED);
    assertThat(home.journal()).contains("NOTE verify superseded");
  }

  @Test
  void aRevertThatDiedIsTakenUp() throws InterruptedException {
    home.remedies.on(
        Decision.ROLLBACK,
        _ -> {
          throw new InterruptedException("ending");
        });
    mitigated();
    home.checks.performance = live(0.80, 0.02, 120);
    assertThat(interrupted()).isTrue();
    home.remedies.on(Decision.ROLLBACK, order -> home.remedies.promote(order, "v1"));
    step();
    assertThat(home.ledger.aliases().current("champion").map(fact -> fact.version()))
        .isEqualTo(Optional.of("v1"));
    assertThat(home.remedies.effects.getLast()).endsWith("/4/alert");
  }

  private boolean interrupted() {
    try {
      step();
      return false;
    } catch (InterruptedException _) {
      return true;
    }
  }
}
