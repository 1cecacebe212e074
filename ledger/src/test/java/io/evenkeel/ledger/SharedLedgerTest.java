package io.evenkeel.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Databases.class)
class SharedLedgerTest {
  private static final int THREADS = 8;

  private final LedgerFixture place;

  SharedLedgerTest(Databases databases, @TempDir Path directory) {
    place = databases.fixture(directory);
  }

  @Test
  void factsSurviveReopening() {
    try (Ledger ledger = open()) {
      ledger.versions().record("v1", "aa", Optional.empty(), "");
      ledger.aliases().compareAndSet("champion", Optional.empty(), "v1", "first", "");
      ledger.journal().intend("i1", "retrain", "k", "{}");
      ledger.incidents().open("i1", "open", "{}");
    }
    try (Ledger ledger = open()) {
      assertThat(ledger.versions().all()).hasSize(1);
      assertThat(ledger.aliases().current("champion").map(Aliases.Fact::version)).contains("v1");
      assertThat(ledger.journal().openIntents()).hasSize(1);
      assertThat(ledger.incidents().find("i1")).isPresent();
    }
  }

  @Test
  void twoLedgersOverOneDatabaseAnnounceAnEffectOnce() throws Exception {
    try (Ledger one = open();
        Ledger other = open()) {
      List<Ledger> ledgers = List.of(one, other);
      for (int round = 0; round < 5; round++) {
        String key = "i1/" + round + "/retrain";
        List<Boolean> announced =
            atOnce(i -> ledgers.get(i % 2).journal().intend("i1", "retrain", key, "{}"));
        assertThat(announced).containsOnlyOnce(true);
      }
      assertThat(other.journal().of("i1")).hasSize(5);
    }
  }

  @Test
  void ofManyWhoMoveAnAliasOneWins() throws Exception {
    try (Ledger one = open();
        Ledger other = open()) {
      List<Ledger> ledgers = List.of(one, other);
      Optional<String> standing = Optional.empty();
      for (int round = 0; round < 5; round++) {
        List<String> targets = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
          targets.add("v" + round + i);
          one.versions().record(targets.get(i), "digest", Optional.empty(), "");
        }
        Optional<String> expected = standing;
        List<Optional<Aliases.Fact>> moved =
            atOnce(i ->
                ledgers
                    .get(i % 2)
                    .aliases()
                    .compareAndSet("champion", expected, targets.get(i), "", ""));
        List<Aliases.Fact> winners = moved.stream().flatMap(Optional::stream).toList();
        assertThat(winners).hasSize(1);
        assertThat(one.aliases().current("champion")).contains(winners.getFirst());
        standing = winners.stream().map(Aliases.Fact::version).findFirst();
      }
    }
  }

  @Test
  void twoLedgersOverOneDatabasePutAMessageOnceAndDeliverItOnce() throws Exception {
    try (Ledger one = open();
        Ledger other = open()) {
      List<Ledger> ledgers = List.of(one, other);
      for (int round = 0; round < 5; round++) {
        String key = "run/" + round;
        assertThat(atOnce(i -> ledgers.get(i % 2).outbox().put("mlflow", key, "", "", "")))
            .containsOnlyOnce(true);
      }
      List<String> carried = new ArrayList<>();
      Clock clock = Clock.systemUTC();
      for (Ledger ledger : ledgers) {
        new Courier(
                ledger.outbox(),
                "mlflow",
                message -> {
                  carried.add(message.key());
                  return new Carrier.Result.Arrived();
                },
                clock)
            .deliver(clock.instant().plusSeconds(60));
      }
      assertThat(carried).containsExactly("run/0", "run/1", "run/2", "run/3", "run/4");
    }
  }

  @RepeatedTest(5)
  void manyMayMakeTheSameLedgerAtOnce() throws Exception {
    List<Ledger> ledgers = atOnce(_ -> open());
    try {
      atOnce(i -> ledgers.get(i).incidents().open("i" + i, "open", "{}"));
      assertThat(ledgers.getFirst().incidents().all()).hasSize(THREADS);
    } finally {
      ledgers.forEach(Ledger::close);
    }
  }

  @Test
  void aClosedLedgerSaysSo() {
    Ledger ledger = open();
    ledger.close();
    ledger.close();
    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> ledger.journal().note("", "decision", "ok", "{}"));
  }

  @FunctionalInterface
  private interface Numbered<T> {
    T call(int number) throws Exception;
  }

  private static <T> List<T> atOnce(Numbered<T> work) throws Exception {
    CyclicBarrier barrier = new CyclicBarrier(THREADS);
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<T>> results = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int number = i;
        Callable<T> call =
            () -> {
              barrier.await();
              return work.call(number);
            };
        results.add(threads.submit(call));
      }
      List<T> values = new ArrayList<>();
      for (Future<T> result : results) {
        values.add(result.get());
      }
      return values;
    }
  }

  private Ledger open() {
    return place.open(Clock.systemUTC());
  }
}
