package io.evenkeel.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.alerts.TestingVendor.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class SlackChannelTest {
  @TempDir Path home;

  private final TestingClock clock = new TestingClock();
  private final TestingVendor slack = new TestingVendor(new SlackRules());
  private TestingChannels told;

  @BeforeEach
  void open() {
    told = new TestingChannels(home, clock, TestingChannels.slack(slack.at(SlackRules.PATH)));
  }

  @AfterEach
  void close() {
    told.close();
    slack.close();
  }

  @Test
  void aMessageSaysWhatMovedWhatWasDecidedByWhomAndWhereToLook() throws InterruptedException {
    told.tell(TestingNotices.acted("inc-1"));
    JsonNode message = slack.taken().getFirst();
    assertThat(message.get("text").asString())
        .startsWith("Incident mitigating: fraud_model. fraud_model was changed from v1 to v2.");
    assertThat(message.get("blocks").get(0).get("text").get("text").asString())
        .isEqualTo("Incident mitigating: fraud_model");
    assertThat(SlackRules.texts(message))
        .contains(
            "*Drift score*\n0.625",
            "*Decision*\nRETRAIN, confidence 0.95, by rules",
            "*Version*\nv1 → v2",
            "*Outcome*\nv2 was promoted: ROC-AUC 0.941 against 0.902",
            "*Data quality*\nreceiver_age_days: 8.0 % of the values are missing",
            "*Time to detect*\n18.4 s",
            "*Time to recover*\nnot yet",
            // The farthest beyond its limit comes first.
            "*What moved*\n• amount 0.812 (limit 0.10, wasserstein)\n"
                + "• hour 0.4375 (limit 0.10, wasserstein)",
            "*Reasoning*\ndrift score 0.6250 is above 0.50",
            "*To do*\nNothing; recovery is being watched.",
            "Incident inc-1",
            "2026-11-20T12:01:00Z",
            "<http://grafana.example:3000/d/mlops-agent?from=1795172441600&amp;to=1795176960000|Grafana>",
            "<https://wiki.example/runbook?page=drift&amp;part=1|Runbook>");
  }

  @Test
  void wordsFromElsewhereBecomeNeitherMentionsNorLinks() throws InterruptedException {
    told.tell(TestingNotices.hostile());
    JsonNode message = slack.taken().getFirst();
    for (String text : SlackRules.texts(message)) {
      assertThat(text.replaceAll("^<http[^<>|]+\\|(Grafana|Runbook)>$", ""))
          .doesNotContain("<", ">", "\u202e")
          .doesNotContainPattern("&(?!amp;|lt;|gt;)");
    }
    assertThat(SlackRules.texts(message)).anyMatch(text -> text.contains("&lt;!channel&gt; &amp;"));
    assertThat(message.findValues("verbatim")).isNotEmpty().allMatch(JsonNode::asBoolean);
  }

  @Test
  void whateverItsLengthAMessageFits() throws InterruptedException {
    told.tell(TestingNotices.huge());
    assertThat(slack.asked()).hasSize(1);
    assertThat(slack.taken()).hasSize(1);
    assertThat(told.files()).isEmpty();
  }

  @Test
  void ofSixtyFeaturesFiveAreNamed() throws InterruptedException {
    told.tell(TestingNotices.worded("inc-1", "f", 60));
    String moved =
        SlackRules.texts(slack.taken().getFirst()).stream()
            .filter(text -> text.startsWith("*What moved*"))
            .findFirst()
            .orElseThrow();
    assertThat(moved.lines())
        .hasSize(7)
        .contains("• f59 59.50 (limit 0.10, f)", "• and 55 more")
        .doesNotContain("• f54 54.50 (limit 0.10, f)");
  }

  @Test
  void messagesKeepASecondApartAndTheirOrder() throws InterruptedException {
    told.tell(
        TestingNotices.decided("inc-1"),
        TestingNotices.acted("inc-1"),
        TestingNotices.resolved("inc-1"));
    assertThat(slack.asked()).extracting(asked -> asked.answer().status()).containsOnly(200);
    assertThat(slack.taken())
        .extracting(message -> message.get("blocks").get(0).get("text").get("text").asString())
        .containsExactly(
            "Incident open: fraud_model",
            "Incident mitigating: fraud_model",
            "Incident resolved: fraud_model");
  }

  @Test
  void slackIsLeftAloneForAsLongAsItAsks() throws InterruptedException {
    slack.next(Answer.retryAfter(429, "90"));
    told.tell(TestingNotices.decided("inc-1"));
    clock.advance(Duration.ofSeconds(89));
    told.deliver();
    assertThat(slack.asked()).hasSize(1);
    clock.advance(Duration.ofSeconds(1));
    told.deliver();
    assertThat(slack.taken()).hasSize(1);
  }

  @Test
  void aMessageThatSlackRefusesBecomesAFileAndTheNextOneGoes() throws InterruptedException {
    slack.next(Answer.of(400, "invalid_blocks"));
    told.tell(TestingNotices.decided("inc-1"), TestingNotices.acted("inc-1"));
    assertThat(slack.taken()).hasSize(1);
    assertThat(told.files()).hasSize(1);
    JsonNode file = told.files().getFirst();
    assertThat(file.get("queue").asString()).isEqualTo("slack");
    assertThat(file.get("reason").asString())
        .isEqualTo(
            "slack answered 400 (invalid_blocks): this message does not fit Slack; please report it");
    assertThat(NoticeCodec.read(file.get("notice").toString()))
        .isEqualTo(TestingNotices.decided("inc-1"));
    assertThat(told.outbox().refused()).containsEntry("slack", 1L);
  }

  @Test
  void aPageOfSomethingInBetweenIsNoArrival() throws InterruptedException {
    slack.next(Answer.of(200, "<html>Please log in</html>"));
    told.tell(TestingNotices.decided("inc-1"));
    assertThat(told.outbox().waiting()).containsEntry("slack", 1L);
    assertThat(told.outbox().trouble("slack").orElseThrow()).contains("web page");
  }

  @Test
  void theBeginningOfATextIsCutBetweenCharacters() {
    assertThat(SlackText.escape("a<b", 40)).isEqualTo("a&lt;b");
    assertThat(SlackText.escape("<<<", 9)).isEqualTo("&lt;&lt;…");
    assertThat(SlackText.escape("\ud83d\ude00\ud83d\ude00", 3)).isEqualTo("\ud83d\ude00…");
    assertThat(SlackText.escape(" \n ", 9)).isEqualTo("-");
    assertThat(List.of(PlainText.line("a\u0000b\ud83d\u2028c\u200dd")))
        .containsExactly("a b c\u200dd");
  }
}
