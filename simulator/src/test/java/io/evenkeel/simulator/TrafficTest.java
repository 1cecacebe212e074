package io.evenkeel.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class TrafficTest {
  @Test
  void everyRowIsScoredAndLabelledOnce() throws Exception {
    try (TestingServer server = TestingServer.healthy()) {
      List<TrafficListener.Answer> answers = new CopyOnWriteArrayList<>();
      TrafficResult result = run(plan(server).ofRows(300), Regime::quiet, collecting(answers));

      assertThat(result.rows()).isEqualTo(300);
      assertThat(result.rowsAnswered()).isEqualTo(300);
      assertThat(result.labels()).isEqualTo(300);
      assertThat(result.labelsUnsent()).isZero();
      assertThat(result.failed()).isZero();
      assertThat(server.rows).hasSize(300);
      assertThat(server.row("run-1-1").propertyNames())
          .containsExactlyInAnyOrderElementsOf(
              Stream.concat(Stream.of("transaction_id"), UpiWorld.schema().names().stream())
                  .toList());
      assertThat(server.row("run-1-1").get("hour").isIntegralNumber()).isTrue();
      assertThat(answers).hasSize(300);
      for (TrafficListener.Answer answer : answers) {
        assertThat(server.labels).containsEntry(answer.transactionId(), answer.reported());
        assertThat(answer.probability()).isEqualTo(.25);
        assertThat(answer.modelVersion()).isEqualTo("v1");
        assertThat(answer.latency()).isPositive();
      }
      assertThat(server.labels).hasSize(300).containsValue(true).containsValue(false);
    }
  }

  @Test
  void blockedPaymentsGetNoLabelUnlessTheyWereDrawnToPass() throws Exception {
    try (TestingServer server = TestingServer.healthy()) {
      server.flagging = true;
      TrafficPlan plan = plan(server).ofRows(400).blocking(new Blocking.Flagged(0.2, 5));
      run(plan, Regime::quiet, TrafficListener.none());
      int drawn = 0;
      for (String id : server.rows.keySet()) {
        boolean flagged = server.row(id).get("hour").intValue() % 2 == 0;
        boolean passThrough = server.row(id).has("pass_through");
        assertThat(server.labels.containsKey(id)).as(id).isEqualTo(!flagged || passThrough);
        drawn += passThrough ? 1 : 0;
      }
      assertThat(drawn).isBetween(50, 110);
      assertThat(server.labels).hasSizeLessThan(350);
    }
  }

  @Test
  void labelsComeAfterTheirDelay() throws Exception {
    try (TestingServer server = TestingServer.healthy()) {
      Duration delay = Duration.ofMillis(400);
      run(plan(server).ofRows(50).labelledAfter(delay), Regime::quiet, TrafficListener.none());
      for (Map.Entry<String, Long> label : server.labelTimes.entrySet()) {
        long scored = server.rowTimes.getOrDefault(label.getKey(), Long.MAX_VALUE);
        assertThat(Duration.ofNanos(label.getValue() - scored)).isGreaterThanOrEqualTo(delay);
      }
      assertThat(server.labelTimes).hasSize(50);
    }
  }

  @Test
  void everyFailureIsCountedByStatusAndNothingIsRepeated() throws Exception {
    try (TestingServer server =
        new TestingServer(n -> n % 10 == 0 ? 503 : n % 10 == 1 ? 422 : 200, 500)) {
      AtomicLong failed = new AtomicLong();
      TrafficListener listener =
          new TrafficListener() {
            @Override
            public void progressed(long rows, long failures) {
              failed.accumulateAndGet(failures, Math::max);
            }
          };
      TrafficResult result = run(plan(server).ofRows(100), Regime::quiet, listener);
      assertThat(result.predictions().sent()).isEqualTo(100);
      assertThat(result.predictions().answered()).isEqualTo(80);
      assertThat(result.predictions().failures()).isEqualTo(Map.of("422", 10L, "503", 10L));
      assertThat(result.labels()).isZero();
      assertThat(result.labelPosts().failures())
          .isEqualTo(Map.of("500", result.labelPosts().sent()));
      assertThat(server.paths).hasSize(100);
      assertThat(server.labels).as("a row without an answer gets no label").hasSize(80);
      assertThat(failed).hasValueGreaterThanOrEqualTo(20);
    }
  }

  @Test
  void aServerThatIsGoneIsAFailureOfEveryRequest() throws Exception {
    TestingServer server = TestingServer.healthy();
    server.close();
    TrafficResult result = run(plan(server).ofRows(20), Regime::quiet, TrafficListener.none());
    assertThat(result.predictions().failures()).isEqualTo(Map.of("ConnectException", 20L));
    assertThat(result.labelPosts().sent()).isZero();
  }

  @Test
  void anAnswerThatNeverComesIsATimeout() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    try (TestingServer server =
        new TestingServer(
            _ -> {
              try {
                never.await();
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
              return 200;
            },
            200)) {
      TrafficPlan plan =
          new TrafficPlan(server.uri(), "t", 100, 3, 1, Duration.ZERO, 4, Duration.ofMillis(200));
      TrafficResult result = run(plan, Regime::quiet, TrafficListener.none());
      never.countDown();
      assertThat(result.predictions().failures()).isEqualTo(Map.of("timeout", 3L));
    }
  }

  @Test
  void batchesGoToTheirOwnPath() throws Exception {
    try (TestingServer server = TestingServer.healthy()) {
      TrafficResult result =
          run(plan(server).ofRows(105).inBatchesOf(50), Regime::quiet, TrafficListener.none());
      assertThat(result.predictions().sent()).isEqualTo(3);
      assertThat(result.rowsAnswered()).isEqualTo(105);
      assertThat(server.paths).containsOnly("/predict/batch");
      assertThat(server.labels).hasSize(105);
    }
  }

  @Test
  void aTokenIsShownWithEveryRequest() throws Exception {
    try (TestingServer server = TestingServer.healthy()) {
      new Traffic(
              plan(server).ofRows(20),
              "secret-7",
              UpiWorld.mixed(1),
              Regime::quiet,
              TrafficListener.none())
          .run();
      assertThat(server.credentials).hasSizeGreaterThan(20).containsOnly("Bearer secret-7");
    }
  }

  @Test
  void withoutATokenNoneIsShown() throws Exception {
    try (TestingServer server = TestingServer.healthy()) {
      run(plan(server).ofRows(5), Regime::quiet, TrafficListener.none());
      assertThat(server.credentials).isNotEmpty().containsOnly("");
    }
  }

  @Test
  void theRateIsKept() throws Exception {
    try (TestingServer server = TestingServer.healthy()) {
      run(plan(server).ofRows(300).atRate(300), Regime::quiet, TrafficListener.none());
      long first = Collections.min(server.rowTimes.values());
      long last = Collections.max(server.rowTimes.values());
      assertThat(Duration.ofNanos(last - first))
          .isBetween(Duration.ofMillis(900), Duration.ofSeconds(4));
    }
  }

  @Test
  void theRegimeIsFollowedWhileItRuns() throws Exception {
    try (TestingServer server = TestingServer.healthy()) {
      List<TrafficListener.Answer> answers = new CopyOnWriteArrayList<>();
      Supplier<Regime> regimes = () -> answers.isEmpty() ? Regime.quiet() : Regime.high();
      run(plan(server).ofRows(150).atRate(300), regimes, collecting(answers));
      List<String> names =
          answers.stream().map(answer -> answer.regime().name()).distinct().toList();
      assertThat(names).containsExactly("quiet", "high");
    }
  }

  @Test
  void stoppedTrafficStillPostsItsLabels() throws Exception {
    try (TestingServer server = TestingServer.healthy()) {
      Traffic traffic =
          new Traffic(
              plan(server).labelledAfter(Duration.ofMillis(300)),
              UpiWorld.mixed(1),
              Regime::quiet,
              TrafficListener.none());
      FutureTask<TrafficResult> run = new FutureTask<>(traffic::run);
      Thread.ofVirtual().start(run);
      Awaitility.await().until(() -> server.rows.size() > 20);
      traffic.stop();
      TrafficResult result = run.get();
      assertThat(result.labels()).isEqualTo(result.rowsAnswered()).isGreaterThan(20);
      assertThat(result.labelsUnsent()).isZero();
    }
  }

  @Test
  void whatTheListenerOrTheRegimeThrowsEndsTheRun() throws Exception {
    try (TestingServer server = TestingServer.healthy()) {
      TrafficListener broken =
          new TrafficListener() {
            @Override
            public void answered(Answer answer) {
              throw new IllegalStateException("listener bug");
            }
          };
      assertThatThrownBy(() -> run(plan(server), Regime::quiet, broken)).hasMessage("listener bug");
      Supplier<Regime> unreadable =
          () -> {
            throw new IllegalStateException("no such regime");
          };
      assertThatThrownBy(() -> run(plan(server), unreadable, TrafficListener.none()))
          .hasMessage("no such regime");
    }
  }

  @Test
  void anInterruptedRunEndsAtOnce() throws Exception {
    try (TestingServer server = TestingServer.healthy()) {
      Traffic traffic =
          new Traffic(
              plan(server).labelledAfter(Duration.ofHours(1)),
              UpiWorld.mixed(1),
              Regime::quiet,
              TrafficListener.none());
      FutureTask<TrafficResult> run = new FutureTask<>(traffic::run);
      Thread thread = Thread.ofVirtual().start(run);
      Awaitility.await().until(() -> server.rows.size() > 5);
      thread.interrupt();
      assertThatThrownBy(run::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(InterruptedException.class);
    }
  }

  private static TrafficPlan plan(TestingServer server) {
    return TrafficPlan.to(server.uri(), "run-1-")
        .atRate(1_000)
        .labelledAfter(Duration.ofMillis(50));
  }

  private static TrafficResult run(
      TrafficPlan plan, Supplier<Regime> regimes, TrafficListener listener)
      throws InterruptedException, IOException {
    return new Traffic(plan, UpiWorld.mixed(1), regimes, listener).run();
  }

  private static TrafficListener collecting(List<TrafficListener.Answer> answers) {
    return new TrafficListener() {
      @Override
      public void answered(Answer answer) {
        answers.add(answer);
      }
    };
  }
}
