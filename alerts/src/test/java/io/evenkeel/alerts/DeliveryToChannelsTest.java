package io.evenkeel.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.alerts.TestingVendor.Answer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DeliveryToChannelsTest {
  @TempDir Path home;

  private final TestingClock clock = new TestingClock();

  @Test
  void withoutAChannelNothingIsPut() throws InterruptedException {
    try (TestingChannels told = new TestingChannels(home, clock, TestingChannels.none())) {
      told.tell(TestingNotices.decided("inc-1"));
      assertThat(told.channels.queues()).isEmpty();
      assertThat(told.outbox().waiting()).isEmpty();
    }
  }

  @Test
  void aNoticeThatIsPutTwiceArrivesOnce() throws InterruptedException {
    try (TestingVendor vendor = TestingVendor.content();
        TestingChannels told = webhook(vendor)) {
      told.tell(TestingNotices.decided("inc-1"), TestingNotices.decided("inc-1"));
      told.tell(TestingNotices.decided("inc-1"));
      assertThat(vendor.asked()).hasSize(1);
    }
  }

  @Test
  void theWebhookGetsTheWholeNoticeUnderItsKey() throws InterruptedException {
    try (TestingVendor vendor = TestingVendor.content();
        TestingChannels told = webhook(vendor)) {
      told.tell(TestingNotices.resolved("inc-1"), TestingNotices.worded("é\n1", "w", 1));
      JsonNode document = vendor.taken().getFirst();
      assertThat(vendor.asked().getFirst().headers())
          .containsEntry("Idempotency-key", List.of("inc-1/5"));
      assertThat(vendor.asked().get(1).headers())
          .containsEntry("Idempotency-key", List.of("key+%C3%A9%0A1"));
      assertThat(document.get("format").asInt()).isEqualTo(1);
      assertThat(document.get("summary").asString())
          .isEqualTo("The incident on fraud_model v1 is over.");
      assertThat(document.get("time_to_recover_seconds").asInt()).isEqualTo(138);
      assertThat(document.get("runbook_url").asString())
          .isEqualTo(TestingChannels.RUNBOOK.toString());
      assertThat(document.get("dashboard_url").asString()).contains("/d/mlops-agent?from=");
    }
  }

  @Test
  void userAndPasswordOfAnAddressBecomeAHeader() throws InterruptedException {
    try (TestingVendor vendor = TestingVendor.content()) {
      URI uri = URI.create(vendor.at("/hook").toString().replace("//", "//me:p%40ss@"));
      try (TestingChannels told = new TestingChannels(home, clock, TestingChannels.webhook(uri))) {
        told.tell(TestingNotices.decided("inc-1"));
        assertThat(vendor.asked().getFirst().headers())
            .containsEntry("Authorization", List.of("Basic bWU6cEBzcw=="));
      }
    }
  }

  @Test
  void aDateInRetryAfterIsHonouredAndNoneIsWaitedForLongerThanAnHour() throws InterruptedException {
    try (TestingVendor vendor = TestingVendor.content();
        TestingChannels told = webhook(vendor)) {
      vendor.next(Answer.retryAfter(503, "Fri, 20 Nov 2026 12:10:00 GMT"));
      vendor.next(Answer.retryAfter(429, "86400"));
      vendor.next(Answer.retryAfter(500, "soon"));
      told.tell(TestingNotices.decided("inc-1"));
      assertThat(triedAfter(told, vendor)).isEqualTo(Duration.ofMinutes(10));
      assertThat(triedAfter(told, vendor)).isEqualTo(Duration.ofHours(1));
      // The third attempt in vain: one second doubled twice.
      assertThat(triedAfter(told, vendor)).isEqualTo(Duration.ofSeconds(4));
      assertThat(vendor.taken()).hasSize(1);
    }
  }

  @Test
  void whatMayPassIsTriedAgainAndWhatMayNotIsRefused() throws InterruptedException {
    for (int status : new int[] {408, 425, 429, 500, 502, 503, 504}) {
      assertThat(waitingAfter(status)).as("after %d", status).isTrue();
    }
    for (int status : new int[] {301, 307, 400, 401, 403, 404, 410, 413, 422}) {
      assertThat(waitingAfter(status)).as("after %d", status).isFalse();
    }
  }

  @Test
  void aNoticeThatIsNotTakenForTooLongBecomesAFileAndAnError()
      throws InterruptedException, IOException {
    try (TestingLog log = new TestingLog();
        TestingChannels told =
            new TestingChannels(home, clock, TestingChannels.webhook(nobody()))) {
      told.tell(TestingNotices.decided("inc-1"));
      clock.advance(Duration.ofHours(23));
      told.deliver();
      assertThat(told.files()).isEmpty();
      clock.advance(Duration.ofHours(1));
      told.deliver();
      assertThat(told.files()).hasSize(1);
      JsonNode file = told.files().getFirst();
      assertThat(file.get("reason").asString())
          .isEqualTo("given up after PT24H: webhook was not reached: no connection");
      assertThat(file.get("attempts").asInt()).isEqualTo(2);
      assertThat(file.get("key").asString()).isEqualTo("inc-1/1");
      assertThat(told.outbox().waiting()).isEmpty();
      assertThat(log.lines())
          .anyMatch(line -> line.startsWith("ERROR webhook will not have inc-1/1; it was"));
    }
  }

  @Test
  void whereNoFileCanBeWrittenTheLogHasTheWholeNotice() throws InterruptedException, IOException {
    Files.writeString(home.resolve("alerts"), "a file where the directory should be");
    try (TestingLog log = new TestingLog();
        TestingVendor vendor = TestingVendor.content();
        TestingChannels told = webhook(vendor)) {
      vendor.next(Answer.of(410, ""));
      told.tell(TestingNotices.hostile());
      String line =
          log.lines().stream()
              .filter(each -> each.contains("cannot be written"))
              .findFirst()
              .orElseThrow();
      assertThat(line)
          .startsWith("ERROR")
          .doesNotContain("\n")
          .contains("<!channel>", "what_to_do");
    }
  }

  @Test
  void aMessageThatIsNoNoticeIsKeptAsItIs() throws InterruptedException {
    try (TestingVendor vendor = TestingVendor.content();
        TestingChannels told = webhook(vendor)) {
      told.outbox().put("webhook", "odd", "inc-1", "notice", "{not JSON");
      told.tell(TestingNotices.decided("inc-1"));
      assertThat(told.files().getFirst().get("notice").asString()).isEqualTo("{not JSON");
      assertThat(vendor.taken()).hasSize(1);
    }
  }

  @Test
  void aChannelThatDoesNotAnswerHoldsUpNoOther() throws InterruptedException {
    CountDownLatch released = new CountDownLatch(1);
    CountDownLatch arrived = new CountDownLatch(1);
    try (TestingVendor slow =
            new TestingVendor(_ -> {
              await(released);
              return Answer.of(200, "ok");
            });
        TestingVendor quick =
            new TestingVendor(_ -> {
              arrived.countDown();
              return Answer.of(200, "ok");
            });
        TestingChannels told =
            new TestingChannels(
                home,
                clock,
                TestingChannels.within(
                    TestingChannels.withWebhook(TestingChannels.slack(slow.at("/")), quick.at("/")),
                    Duration.ofMillis(500)))) {
      told.tell(TestingNotices.decided("inc-1"), TestingNotices.acted("inc-1"));
      assertThat(arrived.getCount()).isZero();
      assertThat(quick.taken()).hasSize(2);
      // One request timed out, and nothing behind it was tried.
      assertThat(told.outbox().waiting()).containsExactly(java.util.Map.entry("slack", 2L));
      assertThat(told.outbox().trouble("slack").orElseThrow())
          .isEqualTo("slack was not reached: no answer within PT0.5S");
      released.countDown();
    }
  }

  @Test
  void anEndingProcessIsNotHeldUp() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    try (TestingVendor slow =
            new TestingVendor(_ -> {
              asked.countDown();
              await(released);
              return Answer.of(200, "ok");
            });
        TestingChannels told =
            new TestingChannels(
                home,
                clock,
                TestingChannels.within(
                    TestingChannels.webhook(slow.at("/")), Duration.ofMinutes(5)))) {
      Thread here = Thread.currentThread();
      Thread.ofVirtual()
          .start(() -> {
            await(asked);
            here.interrupt();
          });
      assertThatThrownBy(() -> told.tell(TestingNotices.decided("inc-1")))
          .isInstanceOf(InterruptedException.class);
      assertThat(told.outbox().waiting()).containsEntry("webhook", 1L);
      released.countDown();
    }
  }

  private TestingChannels webhook(TestingVendor vendor) {
    return new TestingChannels(home, clock, TestingChannels.webhook(vendor.at("/hook")));
  }

  private boolean waitingAfter(int status) throws InterruptedException {
    Path here = home.resolve(String.format(Locale.ROOT, "status-%d", status));
    try (TestingVendor vendor = new TestingVendor(_ -> Answer.of(status, "no"));
        TestingChannels told =
            new TestingChannels(here, clock, TestingChannels.webhook(vendor.at("/hook")))) {
      told.tell(TestingNotices.decided("inc-1"));
      boolean waiting = told.outbox().waiting().containsKey("webhook");
      assertThat(told.files()).hasSize(waiting ? 0 : 1);
      assertThat(vendor.asked()).hasSize(1);
      return waiting;
    }
  }

  /// Goes on second by second until there was another attempt.
  private Duration triedAfter(TestingChannels told, TestingVendor vendor)
      throws InterruptedException {
    int before = vendor.asked().size();
    Duration waited = Duration.ZERO;
    while (vendor.asked().size() == before) {
      clock.advance(Duration.ofSeconds(1));
      waited = waited.plusSeconds(1);
      told.deliver();
      assertThat(waited).isLessThan(Duration.ofHours(2));
    }
    return waited;
  }

  private static URI nobody() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return URI.create("http://127.0.0.1:%d/".formatted(socket.getLocalPort()));
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
