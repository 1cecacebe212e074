package io.evenkeel.events;

import static io.evenkeel.events.Fixtures.NOON;
import static io.evenkeel.events.Fixtures.SCHEMA;
import static io.evenkeel.events.Fixtures.ids;
import static io.evenkeel.events.Fixtures.label;
import static io.evenkeel.events.Fixtures.prediction;
import static io.evenkeel.events.Fixtures.rejection;
import static io.evenkeel.events.Fixtures.segments;
import static io.evenkeel.events.Fixtures.smallSegments;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogTest {
  @TempDir Path directory;

  private final TestingClock clock = new TestingClock(NOON);

  @Test
  void linesAreReadableJson() throws Exception {
    try (EventLog log = EventLog.open(directory, SCHEMA, EventSettings.defaults(), clock)) {
      log.append(List.of(prediction("t-1"), label("t-1", true), rejection()));
    }

    assertThat(segments(directory, Family.PREDICTIONS))
        .singleElement()
        .satisfies(file ->
            assertThat(file)
                .content()
                .isEqualTo(
                    """
                    {"time":"2026-11-22T12:00:00.000000Z","transaction_id":"t-1",\
                    "model_version":"v1","features":{"amount":12.5,"age \\"days\\"":null,\
                    "device":2},"fraud_probability":0.25,"is_fraud":false}
                    """));
    assertThat(segments(directory, Family.LABELS))
        .singleElement()
        .satisfies(file ->
            assertThat(file)
                .content()
                .isEqualTo(
                    """
                    {"time":"2026-11-22T12:00:00.000001Z","transaction_id":"t-1","is_fraud":true}
                    """));
    assertThat(segments(directory, Family.REJECTIONS))
        .singleElement()
        .satisfies(file ->
            assertThat(file)
                .content()
                .isEqualTo(
                    """
                    {"time":"2026-11-22T12:00:00.000002Z","rule":"MISSING","feature":"amount"}
                    """));
  }

  @Test
  void whatIsWrittenIsReadBack() throws Exception {
    String awkward = "\"quoted\" \\ \u0001 \u20b9 \ud83d\udcb8\n";
    double[] row = {1e-300, -4.0, Double.NaN};
    try (EventLog log = EventLog.open(directory, SCHEMA, EventSettings.defaults(), clock)) {
      log.append(
          List.of(time -> new Event.Prediction(time, awkward, awkward, row, 0.1 + 0.2, true)));
    }

    Event.Prediction read =
        reader().predictions(Optional.empty(), Instant.MIN, Instant.MAX).getFirst();
    assertThat(read.transactionId()).isEqualTo(awkward);
    assertThat(read.version()).isEqualTo(awkward);
    assertThat(read.features()).containsExactly(1e-300, -4.0, Double.NaN);
    assertThat(read.probability()).isEqualTo(0.1 + 0.2);
    assertThat(read.fraud()).isTrue();
    assertThat(read.time()).isEqualTo(NOON);
    assertThat(read.passThrough()).isFalse();
  }

  @Test
  void aRowThatPassesByLotIsMarkedAndNoOtherLineIsLonger() throws Exception {
    double[] row = {1, 2, 0};
    try (EventLog log = EventLog.open(directory, SCHEMA, EventSettings.defaults(), clock)) {
      log.append(
          List.of(
              time -> new Event.Prediction(time, "a", "v1", row, 0.5, true, true, ""),
              time -> new Event.Prediction(time, "b", "v1", row, 0.5, true)));
    }
    assertThat(segments(directory, Family.PREDICTIONS))
        .singleElement()
        .satisfies(file ->
            assertThat(file)
                .content()
                .containsOnlyOnce("\"is_fraud\":true,\"pass_through\":true}\n"));
    assertThat(reader().predictions(Optional.empty(), Instant.MIN, Instant.MAX))
        .extracting(Event.Prediction::passThrough)
        .containsExactly(true, false);
  }

  @Test
  void aClientThatNamedItselfIsReadBack() throws Exception {
    double[] row = {12.5, Double.NaN, 2};
    try (EventLog log = EventLog.open(directory, SCHEMA, EventSettings.defaults(), clock)) {
      log.append(
          List.of(
              time -> new Event.Prediction(time, "t-1", "v1", row, 0.25, false, false, "acme-gw.1"),
              time -> new Event.Rejection(time, Event.RejectionRule.MISSING, "amount", "acme-gw.1"),
              rejection()));
    }

    assertThat(segments(directory, Family.PREDICTIONS))
        .singleElement()
        .satisfies(file ->
            assertThat(file).content().endsWith(",\"is_fraud\":false,\"client\":\"acme-gw.1\"}\n"));
    assertThat(reader().predictions(Optional.empty(), Instant.MIN, Instant.MAX))
        .extracting(Event.Prediction::client)
        .containsExactly("acme-gw.1");
    assertThat(reader().rejectionsByClient(Instant.MIN, Instant.MAX))
        .isEqualTo(Map.of("acme-gw.1", 1L, "", 1L));
  }

  @Test
  void nothingIsLostAndTimesGrowWhenManyThreadsAppend() throws Exception {
    int threads = 32;
    int perThread = 200;
    try (EventLog log = EventLog.open(directory, SCHEMA, smallSegments(50_000), clock);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> calls = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        int thread = t;
        calls.add(
            callers.submit(() -> {
              for (int i = 0; i < perThread; i++) {
                log.append(List.of(prediction(thread + "-" + i)));
              }
              return 0;
            }));
      }
      for (Future<?> call : calls) {
        call.get(30, TimeUnit.SECONDS);
      }
    }

    List<Event.Prediction> rows = reader().predictions(Optional.empty(), Instant.MIN, Instant.MAX);
    assertThat(rows).hasSize(threads * perThread);
    assertThat(rows).extracting(Event.Prediction::time).isSorted().doesNotHaveDuplicates();
    assertThat(segments(directory, Family.PREDICTIONS)).hasSizeGreaterThan(10);
  }

  @Test
  void timesGrowWhenTheClockGoesBack() throws Exception {
    try (EventLog log = EventLog.open(directory, SCHEMA, EventSettings.defaults(), clock)) {
      log.append(List.of(prediction("a")));
      clock.advance(Duration.ofSeconds(-5));
      log.append(List.of(prediction("b")));
    }

    assertThat(reader().predictions(Optional.empty(), Instant.MIN, Instant.MAX))
        .extracting(Event.Prediction::time)
        .containsExactly(NOON, NOON.plusNanos(1000));
  }

  @Test
  void oneEventThatCannotBeWrittenTakesItsWholeCallWithIt() throws Exception {
    try (EventLog log = EventLog.open(directory, SCHEMA, EventSettings.defaults(), clock)) {
      Event.Draft tooShort =
          time -> new Event.Prediction(time, "bad", "v1", new double[1], 0.5, true);
      assertThatThrownBy(() -> log.append(List.of(prediction("a"), label("a", true), tooShort)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("needs 3 features, had 1");
      log.append(List.of(prediction("b")));
    }

    assertThat(ids(reader().predictions(Optional.empty(), Instant.MIN, Instant.MAX)))
        .containsExactly("b");
    assertThat(segments(directory, Family.LABELS)).isEmpty();
  }

  @Test
  void aNewLogBeginsNewSegmentsAndLeavesTheOldOnes() throws Exception {
    try (EventLog log = EventLog.open(directory, SCHEMA, EventSettings.defaults(), clock)) {
      log.append(List.of(prediction("a")));
    }
    Path first = segments(directory, Family.PREDICTIONS).getFirst();
    long size = Files.size(first);
    try (EventLog log = EventLog.open(directory, SCHEMA, EventSettings.defaults(), clock)) {
      log.append(List.of(prediction("b")));
    }

    assertThat(segments(directory, Family.PREDICTIONS)).hasSize(2);
    assertThat(first).hasSize(size);
  }

  @Test
  void tooManyWaitingEventsAreRefusedAndTheOthersWritten() throws Exception {
    CountDownLatch stalled = new CountDownLatch(1);
    CountDownLatch writing = new CountDownLatch(1);
    ChannelOpener slow =
        path -> {
          writing.countDown();
          awaitQuietly(stalled);
          return ChannelOpener.NEW_FILES.open(path);
        };
    EventSettings settings =
        new EventSettings(
            1 << 20,
            Duration.ofHours(1),
            Duration.ofDays(1),
            1 << 21,
            1 << 21,
            1 << 21,
            1 << 21,
            2);
    try (EventLog log = EventLog.open(directory, SCHEMA, settings, clock, slow);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> calls = new ArrayList<>();
      calls.add(callers.submit(() -> append(log, "first")));
      writing.await();
      Semaphore entered = new Semaphore(0);
      for (String id : List.of("second", "third")) {
        calls.add(
            callers.submit(() -> {
              entered.release();
              return append(log, id);
            }));
      }
      entered.acquire(2);
      await()
          .untilAsserted(() ->
              assertThatThrownBy(() -> log.append(List.of(label("x", true), label("y", true))))
                  .isInstanceOf(EventLogUnavailable.class)
                  .hasMessageContaining("too many events wait"));
      stalled.countDown();
      for (Future<?> call : calls) {
        call.get(10, TimeUnit.SECONDS);
      }
    }

    assertThat(ids(reader().predictions(Optional.empty(), Instant.MIN, Instant.MAX)))
        .contains("first", "second", "third");
  }

  @Test
  void anInterruptedCallerIsToldAndItsEventsAreNotWritten() throws Exception {
    CountDownLatch stalled = new CountDownLatch(1);
    CountDownLatch writing = new CountDownLatch(1);
    ChannelOpener slow =
        path -> {
          writing.countDown();
          awaitQuietly(stalled);
          return ChannelOpener.NEW_FILES.open(path);
        };
    List<Throwable> seen = Collections.synchronizedList(new ArrayList<>());
    try (EventLog log = EventLog.open(directory, SCHEMA, EventSettings.defaults(), clock, slow)) {
      Thread first = Thread.ofVirtual().start(() -> append(log, "first"));
      writing.await();
      Thread second =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  log.append(List.of(prediction("second")));
                } catch (EventLogUnavailable e) {
                  seen.add(e);
                  assertThat(Thread.currentThread().isInterrupted()).isTrue();
                }
              });
      second.interrupt();
      second.join();
      stalled.countDown();
      first.join();
    }

    assertThat(seen).singleElement().isInstanceOf(EventLogUnavailable.class);
    assertThat(ids(reader().predictions(Optional.empty(), Instant.MIN, Instant.MAX)))
        .containsExactly("first");
  }

  @Test
  void closeWritesWhatIsQueuedAndLaterAppendsFail() throws Exception {
    EventLog log = EventLog.open(directory, SCHEMA, EventSettings.defaults(), Clock.systemUTC());
    log.append(List.of(prediction("a")));
    log.close();
    log.close();

    assertThatThrownBy(() -> log.append(List.of(prediction("b"))))
        .isInstanceOf(EventLogUnavailable.class)
        .hasMessage("the event log is closed");
    assertThat(log.healthy()).isFalse();
  }

  private EventReader reader() {
    return new EventReader(directory, SCHEMA);
  }

  private static int append(EventLog log, String id) {
    try {
      log.append(List.of(prediction(id)));
      return 0;
    } catch (EventLogUnavailable e) {
      throw new AssertionError(e);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
