package io.evenkeel.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Databases.class)
class CourierTest {
  private static final String QUEUE = "mlflow";

  private final TestingClock clock = new TestingClock();
  private final List<String> carried = new ArrayList<>();
  private final Deque<Carrier.Result> answers = new ArrayDeque<>();
  private final Ledger ledger;
  private final Outbox outbox;
  private final Courier courier;

  CourierTest(Databases databases, @TempDir Path directory) {
    ledger = databases.fixture(directory).open(clock);
    outbox = ledger.outbox();
    courier = new Courier(outbox, QUEUE, this::carry, clock);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void allThatIsDueIsCarriedInOrderAndOnce() throws InterruptedException {
    put("b", "a", "c");
    outbox.put("slack", "other", "", "", "");
    assertThat(deliver()).isEqualTo(3);
    assertThat(deliver()).isZero();
    assertThat(carried).containsExactly("b", "a", "c");
    assertThat(outbox.waiting()).containsExactly(Map.entry("slack", 1L));
  }

  @Test
  void aHeadThatDoesNotArriveHoldsUpTheRestAndIsTriedAgain() throws InterruptedException {
    put("a", "b");
    answers.add(later(Optional.empty()));
    assertThat(deliver()).isZero();
    assertThat(deliver()).isZero();
    assertThat(carried).containsExactly("a");
    assertThat(outbox.trouble(QUEUE)).contains("away");

    clock.advance(Duration.ofSeconds(1));
    assertThat(deliver()).isEqualTo(2);
    assertThat(carried).containsExactly("a", "a", "b");
  }

  @Test
  void thePauseDoublesUpToFiveMinutes() throws InterruptedException {
    put("a");
    for (long seconds : new long[] {1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300}) {
      answers.add(later(Optional.empty()));
      int before = carried.size();
      deliver();
      assertThat(carried).hasSize(before + 1);
      clock.advance(Duration.ofSeconds(seconds).minusMillis(1));
      deliver();
      assertThat(carried).as("before %d s have passed", seconds).hasSize(before + 1);
      clock.advance(Duration.ofMillis(1));
    }
    assertThat(Courier.pause(Integer.MAX_VALUE)).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void thePauseThatTheOtherSideAsksForIsKept() throws InterruptedException {
    put("a");
    answers.add(later(Optional.of(Duration.ofMinutes(20))));
    deliver();
    clock.advance(Duration.ofMinutes(20).minusMillis(1));
    deliver();
    assertThat(carried).hasSize(1);
    clock.advance(Duration.ofMillis(1));
    deliver();
    assertThat(carried).hasSize(2);
  }

  @Test
  void nobodyHoldsUpAQueueForLongerThanAnHour() throws InterruptedException {
    put("a");
    answers.add(later(Optional.of(Duration.ofSeconds(Long.MAX_VALUE))));
    answers.add(later(Optional.of(Duration.ofSeconds(-9))));
    deliver();
    clock.advance(Duration.ofHours(1));
    deliver();
    deliver();
    assertThat(carried).hasSize(3);
  }

  @Test
  void whatIsRefusedForGoodMakesRoom() throws InterruptedException {
    put("a", "b");
    answers.add(new Carrier.Result.Refused("too large"));
    assertThat(deliver()).isEqualTo(2);
    assertThat(carried).containsExactly("a", "b");
    assertThat(outbox.refused()).containsExactly(Map.entry(QUEUE, 1L));
    assertThat(deliver()).isZero();
  }

  @Test
  void aCarrierThatBreaksKeepsItsMessageAndItsSecrets() throws InterruptedException {
    put("a", "b");
    Courier broken =
        new Courier(
            outbox,
            QUEUE,
            message -> {
              throw new IllegalStateException("cannot reach hooks.example/T0/secret");
            },
            clock);
    assertThat(broken.deliver(soon())).isZero();
    assertThat(outbox.trouble(QUEUE))
        .contains("the carrier broke: java.lang.IllegalStateException");
    clock.advance(Duration.ofSeconds(1));
    deliver();
    assertThat(carried).containsExactly("a", "b");
  }

  @Test
  void aProcessThatEndsLeavesItsMessageWaiting() {
    put("a");
    Courier ending =
        new Courier(
            outbox,
            QUEUE,
            message -> {
              throw new InterruptedException();
            },
            clock);
    assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> ending.deliver(soon()));
    assertThat(outbox.head(QUEUE).map(Outbox.Message::attempts)).contains(0);
  }

  @Test
  void itStopsBetweenTwoMessagesWhenItsTimeIsUp() throws InterruptedException {
    put("a", "b", "c");
    Courier slow =
        new Courier(
            outbox,
            QUEUE,
            message -> {
              clock.advance(Duration.ofSeconds(6));
              return carry(message);
            },
            clock);
    assertThat(slow.deliver(soon())).isEqualTo(2);
    assertThat(carried).containsExactly("a", "b");
    assertThat(slow.deliver(clock.instant())).isZero();
  }

  private int deliver() throws InterruptedException {
    return courier.deliver(soon());
  }

  private Instant soon() {
    return clock.instant().plusSeconds(10);
  }

  private void put(String... keys) {
    for (String key : keys) {
      outbox.put(QUEUE, key, "", "", "");
    }
  }

  private Carrier.Result carry(Outbox.Message message) {
    carried.add(message.key());
    return Optional.ofNullable(answers.poll()).orElseGet(Carrier.Result.Arrived::new);
  }

  private static Carrier.Result later(Optional<Duration> after) {
    return new Carrier.Result.Later("away", after);
  }
}
