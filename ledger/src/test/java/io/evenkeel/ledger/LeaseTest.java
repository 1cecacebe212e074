package io.evenkeel.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Databases.class)
class LeaseTest {
  private static final Duration SPAN = Duration.ofSeconds(30);

  private final TestingClock clock = new TestingClock();
  private final LedgerFixture place;
  private final Ledger one;
  private final Ledger other;

  LeaseTest(Databases databases, @TempDir Path directory) {
    place = databases.fixture(directory);
    one = place.open(clock);
    other = place.open(clock);
  }

  @AfterEach
  void close() {
    one.close();
    other.close();
  }

  @Test
  void oneAtATimeHasTheLease() {
    assertThat(one.lease().standing()).isEmpty();
    assertThat(one.lease().take("a", SPAN)).isEqualTo(new Lease.Taking.Granted(1));
    assertThat(other.lease().take("b", SPAN))
        .isEqualTo(new Lease.Taking.Held("a", clock.instant().plus(SPAN)));
    assertThat(other.lease().token()).isEmpty();
    assertThat(one.lease().token()).contains(1L);
    assertThat(one.lease().standing())
        .contains(new Lease.Standing(1, "a", Optional.of(clock.instant().plus(SPAN))));
  }

  @Test
  void whoRenewsKeepsItAndWhoDoesNotLosesIt() {
    one.lease().take("a", SPAN);
    clock.advance(Duration.ofSeconds(20));
    assertThat(one.lease().renew(SPAN)).isTrue();
    clock.advance(Duration.ofSeconds(20));
    assertThat(other.lease().take("b", SPAN)).isInstanceOf(Lease.Taking.Held.class);
    clock.advance(Duration.ofSeconds(10));
    assertThat(one.lease().renew(SPAN)).as("late, but nobody took it").isTrue();
    clock.advance(Duration.ofSeconds(30));
    assertThat(other.lease().take("b", SPAN)).isEqualTo(new Lease.Taking.Granted(2));
    assertThat(one.lease().renew(SPAN)).isFalse();
    assertThat(other.lease().renew(SPAN)).isTrue();
  }

  @Test
  void theSameHolderNeedNotWaitForItself() {
    one.lease().take("a", SPAN);
    assertThat(other.lease().take("a", SPAN)).isEqualTo(new Lease.Taking.Granted(2));
    assertThat(one.lease().renew(SPAN)).isFalse();
  }

  @Test
  void whoGivesItBackLetsTheNextOneIn() {
    one.lease().take("a", SPAN);
    one.lease().release();
    one.journal().note("", "decision", "ok", "{}");
    assertThat(other.lease().take("b", SPAN)).isEqualTo(new Lease.Taking.Granted(2));
    one.lease().release();
    assertThat(other.lease().renew(SPAN)).as("a late release takes nothing away").isTrue();
    assertThatExceptionOfType(Fenced.class)
        .isThrownBy(() -> one.journal().note("", "decision", "ok", "{}"));
  }

  @Test
  void afterATakeOverTheFirstCannotActAnyMore() {
    one.versions().record("v1", "aa", Optional.empty(), "");
    one.versions().record("v2", "bb", Optional.empty(), "");
    one.aliases().compareAndSet("champion", Optional.empty(), "v1", "first", "");
    one.incidents().open("i1", "open", "{}");
    one.lease().take("a", SPAN);
    one.journal().intend("i1", "retrain", "k1", "{}");
    one.outbox().put("slack", "m1", "", "", "");
    clock.advance(SPAN);
    other.lease().take("b", SPAN);
    Head head = one.head();

    List<ThrowingCallable> actions =
        List.of(
            () -> one.journal().intend("i1", "retrain", "k2", "{}"),
            () -> one.journal().done("k1", "done", "{}"),
            () -> one.journal().failed("k1", "failed", "{}"),
            () -> one.journal().note("i1", "decision", "ok", "{}"),
            () -> one.incidents().open("i2", "open", "{}"),
            () -> one.incidents().change("i1", 1, "mitigating", "{}"),
            () -> one.versions().record("v3", "cc", Optional.empty(), "k1"),
            () -> one.aliases().compareAndSet("champion", Optional.of("v1"), "v2", "", "k1"),
            () -> one.outbox().put("slack", "m2", "", "", ""),
            () -> one.outbox().head("slack"));
    for (ThrowingCallable action : actions) {
      assertThatExceptionOfType(Fenced.class)
          .isThrownBy(action)
          .withMessageContaining("token 2 is out, this process has 1");
    }
    assertThat(one.head()).isEqualTo(head);

    assertThat(other.journal().openIntents()).hasSize(1);
    other.journal().failed("k1", "interrupted", "{}");
    assertThat(other.aliases().compareAndSet("champion", Optional.of("v1"), "v2", "", "k3"))
        .isPresent();
  }

  @Test
  void personsAndProcessesWithoutALeaseAreNotHindered() {
    try (Ledger server = place.open(clock)) {
      one.lease().take("a", SPAN);
      clock.advance(SPAN);
      other.lease().take("b", SPAN);
      assertThat(one.versions().record("v1", "aa", Optional.empty(), "")).isTrue();
      assertThat(one.aliases().compareAndSet("champion", Optional.empty(), "v1", "by hand", ""))
          .isPresent();
      server.journal().note("", "registry", "noted", "{}");
      server.incidents().open("i1", "open", "{}");
      server.heartbeats().beat("server");
      one.heartbeats().beat("agent");
    }
  }

  @Test
  void everyLinkBearsTheTokenOfItsWriter() throws Exception {
    one.journal().note("", "decision", "ok", "{}");
    one.lease().take("a", SPAN);
    one.journal().note("", "decision", "ok", "{}");
    clock.advance(SPAN);
    other.lease().take("b", SPAN);
    other.journal().intend("i1", "alert", "k", "{}");
    assertThat(place.texts("SELECT token FROM chain ORDER BY sequence"))
        .containsExactly("0", "1", "1", "2", "2");
    assertThat(Audit.verify(place.file(), place.settings(), Optional.empty()))
        .isInstanceOf(Audit.Verdict.Intact.class);
  }

  @Test
  void twoAgentsThatTakeTurnsNeverBothAct() {
    one.versions().record("v0", "aa", Optional.empty(), "");
    one.aliases().compareAndSet("champion", Optional.empty(), "v0", "first", "");
    int fenced = 0;
    int acted = 0;
    RandomGenerator random = new SplittableRandom(7);
    List<Ledger> agents = List.of(one, other);
    for (int round = 0; round < 60; round++) {
      int who = random.nextInt(2);
      Ledger agent = agents.get(who);
      if (random.nextInt(3) == 0) {
        clock.advance(random.nextBoolean() ? SPAN : Duration.ofSeconds(1));
        agent.lease().take("agent " + who, SPAN);
      }
      Optional<Long> token = agent.lease().token();
      if (token.isEmpty()) {
        continue;
      }
      boolean newest = agent.lease().standing().map(Lease.Standing::token).equals(token);
      try {
        agent.journal().intend("i1", "retrain", "k" + round, "{}");
        assertThat(newest).isTrue();
        acted++;
      } catch (Fenced e) {
        assertThat(newest).isFalse();
        fenced++;
      }
    }
    assertThat(acted).isPositive();
    assertThat(fenced).isPositive();
  }
}
