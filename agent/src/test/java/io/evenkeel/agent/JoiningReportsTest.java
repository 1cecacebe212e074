package io.evenkeel.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.incident.Decision;
import io.evenkeel.incident.IncidentState;
import io.evenkeel.incident.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JoiningReportsTest {
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

  private AgentRun reported(int drifted) throws InterruptedException {
    home.reported(drifted);
    return home.responder().once();
  }

  @Test
  void aFurtherReportOfTheSameTroubleIsNotToldAgain() throws InterruptedException {
    reported(1);
    AgentRun run = reported(1);
    assertThat(run).isInstanceOf(AgentRun.Joined.class);
    assertThat(run.lines())
        .contains("Decision: ALERT")
        .anyMatch(line -> line.startsWith("Action taken: none | joined inc-"));
    assertThat(home.remedies.effects).hasSize(1);
    assertThat(home.incident().latest().report()).isEqualTo("report-0002");
    assertThat(home.decisions("alert")).isEqualTo(2);
    assertThat(home.responder().once().lines().getFirst()).contains("already acted on");
  }

  @Test
  void aStrongerDecisionIsCarriedOutAtOnce() throws InterruptedException {
    reported(1);
    assertThat(reported(5)).isInstanceOf(AgentRun.Acted.class);
    assertThat(home.incident().state()).isEqualTo(IncidentState.MITIGATING);
    assertThat(home.remedies.effects)
        .containsExactly(home.incident().id() + "/1/alert", home.incident().id() + "/2/retrain");
  }

  @Test
  void whatWasDoneForAnEarlierReportDoesNotCutTheDowngradesShort() throws InterruptedException {
    reported(1);
    home.remedies.on(Decision.RETRAIN, _ -> new Outcome.Refused("too few labels"));
    AgentRun.Acted run = (AgentRun.Acted) reported(5);
    assertThat(run.failures()).hasSize(2);
    assertThat(home.remedies.effects.getLast()).endsWith("/4/alert");
  }

  @Test
  void theSameIsTriedAgainAfterAWhile() throws InterruptedException {
    reported(1);
    home.clock.advance(Duration.ofMinutes(30));
    assertThat(reported(1)).isInstanceOf(AgentRun.Acted.class);
    assertThat(home.remedies.effects).hasSize(2);
    assertThat(home.incidents()).hasSize(1);
  }

  @Test
  void aReportAboutTheRepairedVersionIsActedOnAtOnce() throws InterruptedException {
    home.limit(limits -> limits.withCooldown(Duration.ZERO));
    reported(5);
    home.remedies.on(Decision.RETRAIN, order -> home.remedies.promote(order, "v3"));
    home.reported("v2", TestingReports.drift(5), true);
    assertThat(home.responder().once()).isInstanceOf(AgentRun.Acted.class);
    assertThat(home.incidents()).hasSize(1);
    assertThat(home.incident().attempt()).isEqualTo(2);
  }

  @Test
  void theSameCauseSoonAfterReopensAndLaterOpensAnew() throws InterruptedException {
    reported(1);
    resolve();
    reported(1);
    assertThat(home.incident().state()).isEqualTo(IncidentState.REOPENED);
    assertThat(home.remedies.effects).hasSize(2);
    resolve();
    home.clock.advance(Duration.ofHours(2));
    reported(1);
    assertThat(home.incidents()).hasSize(2);
  }

  @Test
  void anotherCauseOpensAnewAndTwoInOneSecondHaveTwoIds() throws InterruptedException {
    reported(1);
    resolve();
    home.clock.advance(Duration.ofSeconds(-1));
    reported(2);
    assertThat(home.incidents())
        .extracting(incident -> incident.id())
        .containsExactly("inc-20261101T120001Z-v1", "inc-20261101T120001Z-v1-2");
  }

  private void resolve() throws InterruptedException {
    home.checks.windows.add(TestingReports.drift(0));
    home.checks.windows.add(TestingReports.drift(0));
    home.responder().once();
    assertThat(home.incidents().getFirst().state()).isEqualTo(IncidentState.RESOLVED);
  }
}
