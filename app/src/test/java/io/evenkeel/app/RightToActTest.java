package io.evenkeel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.evenkeel.ledger.Fenced;
import io.evenkeel.ledger.Ledger;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RightToActTest {
  private static final Duration PACE = Duration.ofMillis(20);

  private final Path home;
  private final Ledger ledger;
  private final Ledger other;

  RightToActTest(@TempDir Path home) {
    this.home = home;
    ledger = Ledger.open(home.resolve("ledger.db"), Clock.systemUTC());
    other = Ledger.open(home.resolve("ledger.db"), Clock.systemUTC());
  }

  @AfterEach
  void close() {
    ledger.close();
    other.close();
  }

  @Test
  void twoAgentsOfOneHomeHaveItOneAfterTheOther() {
    try (RightToAct right = RightToAct.take(home, ledger.lease())) {
      assertThat(right.stands()).isTrue();
      assertThatIllegalStateException()
          .isThrownBy(() -> RightToAct.take(home, other.lease()))
          .withMessageContaining("another agent runs over");
    }
    RightToAct.take(home, other.lease()).close();
    assertThat(other.lease().token()).contains(2L);
  }

  @Test
  void anAgentOfAnotherMachineThatGoesOnRenewingKeepsIt() throws InterruptedException {
    other.lease().take("another machine", Duration.ofSeconds(30));
    Thread renewing =
        Thread.ofVirtual()
            .start(() -> {
              while (!Thread.currentThread().isInterrupted()) {
                other.lease().renew(Duration.ofSeconds(30));
                // SQLite is not fair: who writes without a pause may keep others out for good.
                LockSupport.parkNanos(PACE.toNanos());
              }
            });
    try {
      assertThatIllegalStateException()
          .isThrownBy(() -> RightToAct.take(home, ledger.lease()))
          .withMessageContaining("another agent acts over this ledger (another machine)");
    } finally {
      renewing.interrupt();
      renewing.join();
    }
    other.lease().release();
    RightToAct.take(home, ledger.lease()).close();
  }

  @Test
  void afterOneThatDiedTheNextWaitsUntilTheLeaseHasRunOut() {
    Instant begun = Instant.now();
    other.lease().take("another machine", Duration.ofMillis(1500));
    try (RightToAct right = RightToAct.take(home, ledger.lease())) {
      assertThat(right.stands()).isTrue();
    }
    assertThat(Duration.between(begun, Instant.now())).isGreaterThan(Duration.ofMillis(1400));
  }

  @Test
  void whoIsOvertakenStopsAndCannotWrite() {
    try (RightToAct right = RightToAct.take(home, ledger.lease())) {
      other.lease().take("another machine", Duration.ofSeconds(30));
      // The other one asked too early; a holder that hangs is overtaken once its time is over.
      assertThat(right.stands()).isTrue();
      right.renew();
      assertThat(right.stands()).isTrue();
      overtake();
      assertThatExceptionOfType(Fenced.class)
          .isThrownBy(() -> ledger.journal().intend("i1", "retrain", "k", "{}"));
      right.renew();
      assertThat(right.stands()).isFalse();
    }
  }

  @Test
  void whoHangsDoesNotRenew() {
    try (RightToAct right = RightToAct.take(home, ledger.lease())) {
      Instant until = ledger.lease().standing().orElseThrow().until().orElseThrow();
      right.whileAlive(() -> false);
      right.renew();
      assertThat(ledger.lease().standing().orElseThrow().until()).contains(until);
      right.whileAlive(() -> true);
      right.renew();
      assertThat(ledger.lease().standing().orElseThrow().until().orElseThrow()).isAfter(until);
    }
  }

  /// As one whose clock is an hour ahead.
  private void overtake() {
    try (Ledger ahead =
        Ledger.open(
            home.resolve("ledger.db"), Clock.offset(Clock.systemUTC(), Duration.ofHours(1)))) {
      ahead.lease().take("another machine", Duration.ofSeconds(30));
    }
  }
}
