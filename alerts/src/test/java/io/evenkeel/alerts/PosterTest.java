package io.evenkeel.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.evenkeel.alerts.TestingVendor.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PosterTest {
  private final Poster poster = new Poster(Duration.ofSeconds(2), new TestingClock());

  @AfterEach
  void close() {
    poster.close();
  }

  @Test
  @Timeout(20)
  void anAnswerThatStallsInItsBodyIsNone() throws IOException, InterruptedException {
    CountDownLatch released = new CountDownLatch(1);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      server.setExecutor(threads);
      server.createContext(
          "/",
          exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('o');
            exchange.getResponseBody().flush();
            await(released);
          });
      server.start();
      URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
      assertThat(poster.post(Address.of(uri), "{}"))
          .isEqualTo(new Reply.Unanswered("no answer within PT2S"));
      released.countDown();
      server.stop(0);
    }
  }

  @Test
  void ofALongAnswerTheBeginningIsKept() throws InterruptedException {
    try (TestingVendor vendor = new TestingVendor(_ -> Answer.of(200, "x".repeat(3_000_000)))) {
      assertThat(poster.post(Address.of(vendor.at("/")), "{}"))
          .isEqualTo(new Reply.Answered(200, "x".repeat(4_096), Optional.empty()));
    }
  }

  @Test
  void aRedirectIsNotFollowed() throws InterruptedException {
    try (TestingVendor target = TestingVendor.content();
        TestingVendor vendor =
            new TestingVendor(
                _ -> new Answer(307, "", Map.of("Location", target.at("/").toString())))) {
      assertThat(poster.post(Address.of(vendor.at("/")), "{}"))
          .isEqualTo(new Reply.Answered(307, "", Optional.empty()));
      assertThat(target.asked()).isEmpty();
    }
  }

  @Test
  void aPauseIsReadAsSecondsOrDateAndIsBetweenASecondAndAnHour() throws InterruptedException {
    assertThat(pause("7")).contains(Duration.ofSeconds(7));
    assertThat(pause("0")).contains(Duration.ofSeconds(1));
    assertThat(pause("3601")).contains(Duration.ofHours(1));
    assertThat(pause("99999999999999999999")).contains(Duration.ofHours(1));
    assertThat(pause("Fri, 20 Nov 2026 12:00:30 GMT")).contains(Duration.ofSeconds(30));
    assertThat(pause("Fri, 20 Nov 2026 11:00:00 GMT")).contains(Duration.ofSeconds(1));
    assertThat(pause("Sat, 21 Nov 2026 12:00:00 GMT")).contains(Duration.ofHours(1));
    assertThat(pause("later")).isEmpty();
    assertThat(pause("-5")).isEmpty();
  }

  private Optional<Duration> pause(String retryAfter) throws InterruptedException {
    try (TestingVendor vendor = new TestingVendor(_ -> Answer.retryAfter(503, retryAfter))) {
      return switch (poster.post(Address.of(vendor.at("/")), "{}")) {
        case Reply.Answered(_, _, Optional<Duration> pause) -> pause;
        case Reply.Unanswered(String why) -> throw new AssertionError(why);
      };
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
