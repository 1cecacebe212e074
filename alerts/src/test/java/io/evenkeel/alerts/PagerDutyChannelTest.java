package io.evenkeel.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.alerts.Notice.Kind;
import io.evenkeel.alerts.TestingVendor.Answer;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.IncidentState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PagerDutyChannelTest {
  @TempDir Path home;

  private final TestingClock clock = new TestingClock();
  private final TestingVendor pagerduty = new TestingVendor(new PagerDutyRules());
  private TestingChannels told;

  @BeforeEach
  void open() {
    told = new TestingChannels(home, clock, TestingChannels.pagerduty(pagerduty.at("/")));
  }

  @AfterEach
  void close() {
    told.close();
    pagerduty.close();
  }

  @Test
  void anIncidentIsOneAlertFromTriggerToResolve() throws InterruptedException {
    told.tell(
        TestingNotices.decided("inc-1"),
        TestingNotices.acted("inc-1"),
        TestingNotices.resolved("inc-1"));
    assertThat(pagerduty.asked()).extracting(asked -> asked.answer().status()).containsOnly(202);
    assertThat(pagerduty.asked())
        .extracting(
            TestingVendor.Asked::path,
            asked -> asked.json().path("event_action").asString("-"),
            asked -> asked.json().path("dedup_key").asString("-"))
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("/v2/enqueue", "trigger", "inc-1"),
            org.assertj.core.groups.Tuple.tuple("/v2/enqueue", "trigger", "inc-1"),
            org.assertj.core.groups.Tuple.tuple("/v2/change/enqueue", "-", "-"),
            org.assertj.core.groups.Tuple.tuple("/v2/enqueue", "resolve", "inc-1"));
  }

  @Test
  void aTriggerSaysWhatAResponderNeeds() throws InterruptedException {
    told.tell(TestingNotices.decided("inc-1"));
    JsonNode event = pagerduty.taken().getFirst();
    assertThat(event.get("payload").get("summary").asString())
        .isEqualTo(
            "Incident open: fraud_model. Drift was confirmed on fraud_model v1; decided: retrain.");
    assertThat(event.get("payload").get("severity").asString()).isEqualTo("error");
    assertThat(event.get("payload").get("timestamp").asString()).isEqualTo("2026-11-20T12:00:00Z");
    JsonNode details = event.get("payload").get("custom_details");
    assertThat(details.get("decision").asString()).isEqualTo("RETRAIN, confidence 0.95, by rules");
    assertThat(details.get("moved").get(0).asString())
        .isEqualTo("amount 0.812 (limit 0.10, wasserstein)");
    assertThat(event.get("links").get(0).get("href").asString()).contains("/d/mlops-agent?from=");
  }

  @Test
  void aChangeEventNamesBothVersions() throws InterruptedException {
    told.tell(TestingNotices.acted("inc-1"));
    JsonNode change = pagerduty.taken().getLast();
    assertThat(change.get("payload").get("summary").asString())
        .contains("was changed from v1 to v2");
    assertThat(change.has("event_action")).isFalse();
  }

  @Test
  void whatNeedsAPersonIsCritical() {
    assertThat(severity(Kind.NOT_ACTED, Decision.RETRAIN)).isEqualTo("critical");
    assertThat(severity(Kind.REOPENED, Decision.ROLLBACK)).isEqualTo("critical");
    assertThat(severity(Kind.DECIDED, Decision.ROLLBACK)).isEqualTo("error");
    assertThat(severity(Kind.DECIDED, Decision.ALERT)).isEqualTo("warning");
    assertThat(severity(Kind.MITIGATED, Decision.RETRAIN)).isEqualTo("warning");
  }

  @Test
  void whateverItsLengthAnEventFits() throws InterruptedException {
    told.tell(TestingNotices.huge(), TestingNotices.hostile());
    assertThat(pagerduty.asked()).hasSize(4);
    assertThat(pagerduty.taken()).hasSize(4);
    String key = pagerduty.taken().getFirst().get("dedup_key").asString();
    assertThat(key).hasSize(255).startsWith("iiii");
  }

  @Test
  void twoLongIncidentsStayApart() {
    assertThat(Digests.bounded("i".repeat(300) + "a", 255))
        .isNotEqualTo(Digests.bounded("i".repeat(300) + "b", 255))
        .isEqualTo(Digests.bounded("i".repeat(300) + "a", 255));
  }

  @Test
  void tooManyEventsWaitAMinuteWhenPagerDutyNamesNoTime() throws InterruptedException {
    pagerduty.next(Answer.of(429, ""));
    told.tell(TestingNotices.decided("inc-1"));
    clock.advance(Duration.ofSeconds(59));
    told.deliver();
    assertThat(pagerduty.asked()).hasSize(1);
    clock.advance(Duration.ofSeconds(1));
    told.deliver();
    assertThat(pagerduty.taken()).hasSize(1);
  }

  @Test
  void aChangeEventThatFailsHoldsNothingBack() throws InterruptedException {
    for (int status : new int[] {503, 429, 400}) {
      String incident = "inc-" + status;
      pagerduty.next(Answer.of(202, "{}"));
      pagerduty.next(Answer.of(status, "{\"message\":\"no, " + PagerDutyRules.KEY + "\"}"));
      try (TestingLog log = new TestingLog()) {
        told.tell(TestingNotices.acted(incident), TestingNotices.resolved(incident));
        assertThat(log.lines())
            .filteredOn(line -> line.contains("change event"))
            .singleElement()
            .asString()
            .contains(incident + "/2", "pagerduty answered " + status + " (no, ***)");
      }
      assertThat(told.outbox().waiting()).isEmpty();
      assertThat(told.outbox().refused()).isEmpty();
      clock.advance(Duration.ofHours(1));
      told.deliver();
    }
    assertThat(pagerduty.asked())
        .extracting(TestingVendor.Asked::path)
        .containsExactlyElementsOf(
            Collections.nCopies(3, List.of("/v2/enqueue", "/v2/change/enqueue", "/v2/enqueue"))
                .stream()
                .flatMap(List::stream)
                .toList());
    assertThat(pagerduty.taken())
        .extracting(event -> event.path("event_action").asString("-"))
        .containsExactly("trigger", "resolve", "trigger", "resolve", "trigger", "resolve");
  }

  @Test
  void anEventThatIsRefusedBecomesAFileWithPagerDutysReason() throws InterruptedException {
    pagerduty.next(
        Answer.of(
            400,
            "{\"status\":\"invalid event\",\"message\":\"Event object is invalid\","
                + "\"errors\":[\"'severity' is missing, key "
                + PagerDutyRules.KEY
                + "\"]}"));
    told.tell(TestingNotices.decided("inc-1"));
    assertThat(told.files().getFirst().get("reason").asString())
        .isEqualTo(
            "pagerduty answered 400 (Event object is invalid [\"'severity' is missing, key ***\"]):"
                + " check the key in alerts.pagerduty-routing-key");
  }

  private static String severity(Kind kind, Decision decision) {
    Notice notice = TestingNotices.of(kind, IncidentState.OPEN, decision);
    String json =
        new PagerDutyEvent(notice, Links.of(TestingChannels.none()), PagerDutyRules.KEY).alert();
    return JsonMapper.shared().readTree(json).get("payload").get("severity").asString();
  }
}
