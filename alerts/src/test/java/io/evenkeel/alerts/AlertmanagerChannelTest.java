package io.evenkeel.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.alerts.TestingVendor.Answer;
import io.evenkeel.incident.Decision;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class AlertmanagerChannelTest {
  @TempDir Path home;

  private final TestingClock clock = new TestingClock();
  private final AlertmanagerRules rules = new AlertmanagerRules(clock);
  private final TestingVendor alertmanager = new TestingVendor(rules);
  private TestingChannels told;

  @BeforeEach
  void open() {
    told = new TestingChannels(home, clock, TestingChannels.alertmanager(alertmanager.at("/")));
  }

  @AfterEach
  void close() {
    told.close();
    alertmanager.close();
  }

  @Test
  void labelsIdentifyAndAnnotationsExplain() throws InterruptedException {
    told.tell(TestingNotices.decided("inc-1"));
    JsonNode alert = alertmanager.taken().getFirst().get(0);
    assertThat(alert.get("labels").toString())
        .isEqualTo(
            "{\"alertname\":\"EvenkeelIncident\",\"incident\":\"inc-1\","
                + "\"model\":\"fraud_model\",\"severity\":\"critical\"}");
    assertThat(alert.get("annotations").propertyNames())
        .containsExactlyInAnyOrder("summary", "description", "runbook_url", "dashboard");
    assertThat(alert.get("annotations").get("description").asString().lines())
        .contains(
            "Moved: amount 0.812 (limit 0.10, wasserstein); hour 0.4375 (limit 0.10, wasserstein)",
            "Decision: RETRAIN, confidence 0.95, by rules");
    assertThat(alert.get("generatorURL").asString()).contains("/d/mlops-agent?from=");
    assertThat(alert.get("startsAt").asString()).isEqualTo("2026-11-20T12:00:00Z");
    assertThat(alert.has("endsAt")).isFalse();
  }

  @Test
  void anIncidentIsOneAlertWhateverIsDecidedLater() throws InterruptedException {
    clock.advance(Duration.ofMinutes(2));
    told.tell(
        TestingNotices.alerted("inc-1"),
        TestingNotices.acted("inc-1"),
        TestingNotices.resolved("inc-1"));
    assertThat(rules.known()).isEqualTo(1);
    assertThat(rules.firing()).isEmpty();
    for (JsonNode alerts : alertmanager.taken()) {
      assertThat(alerts.get(0).get("labels").get("severity").asString()).isEqualTo("warning");
      assertThat(alerts.get(0).get("startsAt").asString()).isEqualTo("2026-11-20T12:00:00Z");
    }
    assertThat(alertmanager.taken().get(2).get(0).get("endsAt").asString())
        .isEqualTo("2026-11-20T12:02:00Z");
  }

  @Test
  void aFiringAlertIsRepeatedOnceAMinuteAndNeverForgotten() throws InterruptedException {
    told.tell(TestingNotices.decided("inc-1"), TestingNotices.alerted("inc-2"));
    int before = alertmanager.asked().size();
    for (int second = 0; second < 1_200; second += 5) {
      clock.advance(Duration.ofSeconds(5));
      told.deliver();
      assertThat(rules.firing()).hasSize(2);
    }
    // Twenty minutes, both alerts in one request.
    assertThat(alertmanager.asked().size() - before).isEqualTo(20);
    assertThat(alertmanager.taken().getLast()).hasSize(2);
  }

  @Test
  void aFiringAlertIsRepeatedAfterARestart() throws InterruptedException {
    told.tell(TestingNotices.alerted("inc-1"), TestingNotices.acted("inc-1"));
    restart();
    clock.advance(Duration.ofMinutes(4));
    told.deliver();
    clock.advance(Duration.ofMinutes(4));
    assertThat(rules.firing()).hasSize(1);
    assertThat(rules.known()).isEqualTo(1);
    assertThat(alertmanager.taken().getLast().get(0).get("annotations").get("summary").asString())
        .startsWith("Incident mitigating: fraud_model.");
  }

  @Test
  void aResolvedAlertIsRepeatedForFiveMinutesAlsoAfterARestart() throws InterruptedException {
    told.tell(TestingNotices.decided("inc-1"), TestingNotices.resolved("inc-1"));
    clock.advance(Duration.ofMinutes(2));
    told.deliver();
    restart();
    clock.advance(Duration.ofMinutes(2));
    told.deliver();
    int sent = alertmanager.asked().size();
    assertThat(alertmanager.taken().getLast().get(0).has("endsAt")).isTrue();
    assertThat(sent).isGreaterThanOrEqualTo(4);
    clock.advance(Duration.ofMinutes(2));
    told.deliver();
    clock.advance(Duration.ofHours(2));
    told.deliver();
    restart();
    told.deliver();
    assertThat(alertmanager.asked()).hasSize(sent);
  }

  @Test
  void anEndThatDidNotArriveDoesNotLeaveTheAlertFiringForEver() throws InterruptedException {
    told.tell(TestingNotices.decided("inc-1"));
    alertmanager.next(Answer.of(400, "\"no\""));
    told.tell(TestingNotices.resolved("inc-1"));
    assertThat(told.files()).hasSize(1);
    clock.advance(Duration.ofMinutes(6));
    told.deliver();
    assertThat(rules.firing()).isEmpty();
    restart();
    told.deliver();
    assertThat(rules.firing()).isEmpty();
  }

  @Test
  void anOpenIncidentThatWasGivenUpFiresOnceAlertmanagerIsBack() throws InterruptedException {
    outage(TestingNotices.decided("inc-1"));
    assertThat(told.files()).hasSize(1);
    assertThat(rules.firing()).isEmpty();
    for (int minute = 0; minute < 10; minute++) {
      clock.advance(Duration.ofMinutes(1));
      told.deliver();
      assertThat(rules.firing()).hasSize(1);
    }
    assertThat(alertmanager.taken()).hasSize(10);
    assertThat(alertmanager.taken().getLast().get(0).get("startsAt").asString())
        .isEqualTo("2026-11-20T12:00:00Z");
    told.tell(TestingNotices.resolved("inc-1"));
    assertThat(rules.firing()).isEmpty();
  }

  @Test
  void soDoesOneThatWasGivenUpBeforeARestart() throws InterruptedException {
    outage(TestingNotices.decided("inc-1"));
    restart();
    told.deliver();
    assertThat(rules.firing()).hasSize(1);
  }

  @Test
  void anIncidentWhoseEndIsKnownDoesNotFireWhenItsBeginningIsGivenUp() throws InterruptedException {
    outage(TestingNotices.decided("inc-1"), TestingNotices.resolved("inc-1"));
    clock.advance(Duration.ofMinutes(1));
    told.deliver();
    assertThat(rules.firing()).isEmpty();
    restart();
    told.deliver();
    assertThat(rules.firing()).isEmpty();
  }

  @Test
  void whatHasArrivedIsRepeatedWhenAnUpdateIsRefused() throws InterruptedException {
    told.tell(TestingNotices.decided("inc-1"));
    alertmanager.next(Answer.of(400, "\"no\""));
    told.tell(TestingNotices.acted("inc-1"));
    for (int time = 0; time < 2; time++) {
      clock.advance(Duration.ofMinutes(6));
      told.deliver();
      assertThat(alertmanager.taken().getLast().get(0).get("annotations").get("summary").asString())
          .startsWith("Incident open: fraud_model.");
      restart();
    }
  }

  @Test
  void oneAlertThatIsRefusedDoesNotSilenceTheOthers() throws InterruptedException {
    told.tell(TestingNotices.decided("inc-1"));
    alertmanager.next(Answer.of(400, "\"no\""));
    told.tell(TestingNotices.decided("inc-2"));
    clock.advance(Duration.ofMinutes(6));
    assertThat(rules.firing()).isEmpty();
    // Together they are refused, and then the second one alone.
    alertmanager.next(Answer.of(400, "\"no\""));
    alertmanager.next(Answer.of(200, ""));
    alertmanager.next(Answer.of(400, "\"no\""));
    told.deliver();
    assertThat(alertmanager.taken().getLast().get(0).get("labels").get("incident").asString())
        .isEqualTo("inc-1");
    assertThat(alertmanager.asked())
        .extracting(asked -> asked.json().size(), asked -> asked.answer().status())
        .endsWith(
            org.assertj.core.groups.Tuple.tuple(2, 400),
            org.assertj.core.groups.Tuple.tuple(1, 200),
            org.assertj.core.groups.Tuple.tuple(1, 400));
  }

  /// Nothing is taken until a day is over and the notices are given up.
  private void outage(Notice... notices) throws InterruptedException {
    alertmanager.next(Answer.of(503, ""));
    told.tell(notices);
    clock.advance(Duration.ofDays(1));
    for (Notice _ : notices) {
      alertmanager.next(Answer.of(503, ""));
    }
    told.deliver();
    assertThat(told.outbox().waiting()).isEmpty();
  }

  @Test
  void aReopenedIncidentFiresAgain() throws InterruptedException {
    told.tell(TestingNotices.decided("inc-1"), TestingNotices.resolved("inc-1"));
    told.tell(
        TestingNotices.notice(
            "inc-1",
            Notice.Kind.REOPENED,
            io.evenkeel.incident.IncidentState.REOPENED,
            TestingNotices.NOON.plusSeconds(300),
            Decision.RETRAIN));
    assertThat(rules.firing()).hasSize(1);
    assertThat(rules.known()).isEqualTo(1);
  }

  @Test
  void troubleWhileRepeatingIsTriedAgainSoon() throws InterruptedException {
    told.tell(TestingNotices.decided("inc-1"));
    clock.advance(Duration.ofSeconds(60));
    alertmanager.next(Answer.of(503, ""));
    told.deliver();
    clock.advance(Duration.ofSeconds(30));
    told.deliver();
    assertThat(alertmanager.asked())
        .extracting(asked -> asked.answer().status())
        .endsWith(503, 200);
  }

  @Test
  void whateverItsLengthAnAlertFitsAndItsLabelsAreBounded() throws InterruptedException {
    told.tell(TestingNotices.huge(), TestingNotices.hostile());
    assertThat(told.files()).isEmpty();
    for (JsonNode label : alertmanager.taken().getFirst().get(0).get("labels")) {
      assertThat(label.asString().length()).isBetween(1, 200);
    }
  }

  private void restart() {
    close(told);
    told = new TestingChannels(home, clock, TestingChannels.alertmanager(alertmanager.at("/")));
  }

  private static void close(TestingChannels channels) {
    channels.close();
  }
}
