package io.evenkeel.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.alerts.TestingVendor.Answer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
  private static final String HOST = "127.0.0.1";

  @TempDir Path home;

  private final TestingClock clock = new TestingClock();
  private final List<String> shown = new ArrayList<>();

  @Test
  void noSecretIsShownWhateverHappens() throws InterruptedException, IOException {
    // A server that repeats all that it was told, as some proxies do.
    Function<Integer, Function<TestingVendor.Asked, Answer>> parrot =
        status ->
            asked ->
                Answer.of(
                    status,
                    asked.path() + " " + asked.body() + asked.headers().get("Authorization"));
    for (int status : new int[] {200, 302, 400, 404, 429, 500}) {
      try (TestingVendor vendor = new TestingVendor(parrot.apply(status))) {
        show("status-" + status, vendor.at("").toString());
      }
    }
    show("nobody", "http://" + HOST + ":" + freePort());
    show("no-host", "http://secret-host.invalid");
    show("no-tls", "https://" + HOST + ":" + freePort());
    show("no-port", "http://" + HOST + ":70000");

    assertThat(shown).hasSizeGreaterThan(50);
    assertThat(shown)
        .allSatisfy(text ->
            assertThat(text)
                .doesNotContain(
                    "s3cretToken",
                    "s3cretHook",
                    "s3cretPassword",
                    "dXNlcjpzM2NyZXRQYXNzd29yZA==",
                    PagerDutyRules.KEY,
                    "secret-host",
                    HOST));
  }

  @Test
  void anAnswerOfSlackThatIsPartOfItsAddressIsNotTakenForACode() throws InterruptedException {
    for (String answer : List.of("lowercasetoken", "casetok", "no_service")) {
      try (TestingVendor vendor = new TestingVendor(_ -> Answer.of(400, answer));
          TestingLog log = new TestingLog();
          TestingChannels told =
              new TestingChannels(
                  home.resolve("code-" + answer.length()),
                  clock,
                  TestingChannels.slack(vendor.at("/services/T/B/lowercasetoken")))) {
        told.tell(TestingNotices.acted("inc-1"));
        String reason = told.files().getFirst().get("reason").asString();
        boolean code = answer.equals("no_service");
        assertThat(reason).startsWith("slack answered 400" + (code ? " (no_service): " : ": "));
        assertThat(String.join("\n", log.lines()))
            .contains(reason)
            .doesNotContain("lowercasetoken", "casetok");
      }
    }
  }

  /// Sends to all channels, through success, trouble and giving up, and collects what a person
  /// could see.
  private void show(String name, String base) throws InterruptedException {
    AlertSettings settings =
        new AlertSettings(
            Optional.of(URI.create(base + SlackRules.PATH)),
            Optional.of(URI.create(base.replace("//", "//user:s3cretPassword@"))),
            Optional.of(PagerDutyRules.KEY),
            URI.create(base),
            Optional.of(URI.create(base + "/s3cretHook?token=s3cretHook")),
            Optional.of(URI.create("http://grafana:s3cretPassword@grafana.example")),
            Optional.empty(),
            Optional.of(URI.create("http://wiki:s3cretPassword@wiki.example")),
            Duration.ofSeconds(2),
            Duration.ofHours(1));
    try (TestingLog log = new TestingLog();
        TestingChannels told = new TestingChannels(home.resolve(name), clock, settings)) {
      told.tell(TestingNotices.acted("inc-1"));
      told.channels.queues().forEach(queue -> told.outbox().trouble(queue).ifPresent(shown::add));
      clock.advance(Duration.ofHours(2));
      told.deliver();
      told.files().forEach(file -> shown.add(file.toString()));
      shown.addAll(log.lines());
    }
    shown.add(settings.toString());
    shown.add(Address.of(URI.create(base + "/s3cretHook")).toString());
    Links links = Links.of(settings);
    shown.add(SlackMessage.json(TestingNotices.acted("inc-1"), links));
    shown.add(
        new PagerDutyEvent(TestingNotices.acted("inc-1"), links, PagerDutyRules.KEY).toString());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
