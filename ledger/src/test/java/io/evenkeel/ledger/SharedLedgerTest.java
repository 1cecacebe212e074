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
import java.util.stream.IntStream;
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

  @Test
  void writersOverOneLedgerLoseNothingAndMakeOneChain() throws Exception {
    writeAtOnce(place);
  }

  /// Many threads over two open ledgers count in one incident, with a note each, while others check
  /// the chain: no count is lost, and the chain has neither a gap nor a fork.
  static void writeAtOnce(LedgerFixture place) throws Exception {
    int writers = THREADS - 1;
    int each = 10;
    try (Ledger one = place.open(Clock.systemUTC());
        Ledger other = place.open(Clock.systemUTC())) {
      List<Ledger> ledgers = List.of(one, other);
      one.incidents().open("i1", "0", "{}");
      atOnce(thread -> {
        for (int i = 0; i < each; i++) {
          if (thread == writers) {
            assertIntact(place);
          } else {
            Ledger ledger = ledgers.get(thread % 2);
            count(ledger);
            // Of no incident, whose row would keep writers apart by itself.
            ledger.journal().note("", "decision", "ok", "{}");
          }
        }
        return thread;
      });
      Incidents.Fact counted = other.incidents().find("i1").orElseThrow();
      assertThat(counted.state()).isEqualTo(Integer.toString(writers * each));
      assertThat(counted.revision()).isEqualTo(1 + writers * each);
      assertThat(one.journal().of("i1"))
          .extracting(JournalEntry::code)
          .as("in the order in which they were made")
          .containsExactlyElementsOf(
              IntStream.rangeClosed(1, writers * each).mapToObj(Integer::toString).toList());
      assertThat(one.journal().of("")).hasSize(writers * each);
      assertThat(one.head()).isEqualTo(other.head());
      assertThat(one.head().sequence()).isEqualTo(1 + 3L * writers * each);
    }
    assertThat(assertIntact(place).links()).isEqualTo(1 + 3L * writers * each);
  }

  private static void count(Ledger ledger) {
    Incidents.Fact seen;
    String next;
    do {
      seen = ledger.incidents().find("i1").orElseThrow();
      next = Integer.toString(Integer.parseInt(seen.state()) + 1);
    } while (!ledger
        .incidents()
        .change(
            "i1", seen.revision(), next, "{}", List.of(new Incidents.Note("count", next, "{}"))));
  }

  private static Audit.Verdict.Intact assertIntact(LedgerFixture place) {
    Audit.Verdict verdict = Audit.verify(place.file(), place.settings(), Optional.empty());
    assertThat(verdict).isInstanceOf(Audit.Verdict.Intact.class);
    return (Audit.Verdict.Intact) verdict;
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
