package io.evenkeel.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
  private static final int THREADS = 8;

  @TempDir private Path directory;

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
  void commitsAreOnDiskBeforeTheyReturn() throws SQLException {
    try (Ledger ledger = open()) {
      ledger.incidents().open("i1", "open", "{}");
      assertThat(number("PRAGMA user_version")).isEqualTo(Schema.current());
      assertThat(number("PRAGMA application_id")).isEqualTo(Schema.APPLICATION);
      assertThat(Files.exists(directory.resolve("ledger.db-wal"))).isTrue();
      assertThat(ledger.setting("synchronous")).isEqualTo("2");
      assertThat(ledger.setting("foreign_keys")).isEqualTo("1");
      assertThat(ledger.setting("busy_timeout")).isEqualTo("5000");
    }
  }

  @Test
  void twoLedgersOverOneFileAnnounceAnEffectOnce() throws Exception {
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
  void twoLedgersOverOneFilePutAMessageOnceAndDeliverItOnce() throws Exception {
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

  @RepeatedTest(10)
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
  void anIntentSurvivesTheDeathOfItsProcess() throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dslf4j.internal.verbosity=ERROR",
                "-cp",
                System.getProperty("java.class.path"),
                Announcer.class.getName(),
                file().toString())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader output =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(output.readLine()).isEqualTo("announced");
    } finally {
      child.destroyForcibly();
    }
    assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
    try (Ledger ledger = open()) {
      assertThat(ledger.journal().openIntents())
          .extracting(JournalEntry::key)
          .containsExactly("i1/1/retrain");
      assertThat(ledger.outbox().head("slack").map(Outbox.Message::key)).contains("i1/1/retrain");
      ledger.journal().failed("i1/1/retrain", "failed", "{}");
      assertThat(ledger.journal().openIntents()).isEmpty();
    }
  }

  @Test
  void aFileOfANewerProgramIsRefusedUntouched() throws SQLException {
    open().close();
    change("PRAGMA user_version = 99");
    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(this::open)
        .withMessageContaining("version 99")
        .withMessageContaining("run a newer one");
    assertThat(number("PRAGMA user_version")).isEqualTo(99);
  }

  @Test
  void aDatabaseOfAnotherProgramIsRefused() throws SQLException {
    change("CREATE TABLE customer (id INTEGER)");
    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(this::open)
        .withMessageContaining("not a ledger");
    assertThat(number("SELECT count(*) FROM sqlite_schema")).isEqualTo(1);
  }

  @Test
  void aFileThatIsNoDatabaseIsRefused() throws IOException {
    Files.writeString(file(), "transaction_id,amount\n".repeat(400));
    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(this::open)
        .withMessageContaining("ledger.db")
        .withMessageContaining("not a database");
    assertThat(Files.readString(file())).startsWith("transaction_id");
  }

  @Test
  void aDamagedFileIsRefused() throws IOException {
    try (Ledger ledger = open()) {
      for (int i = 0; i < 200; i++) {
        ledger.incidents().open("incident-" + i, "open", "x".repeat(500));
      }
    }
    byte[] bytes = Files.readAllBytes(file());
    for (int i = 8192; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31);
    }
    Files.write(file(), bytes);
    assertThatExceptionOfType(LedgerException.class).isThrownBy(this::open);
  }

  @Test
  void aClosedLedgerSaysSo() {
    Ledger ledger = open();
    ledger.close();
    ledger.close();
    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> ledger.journal().note("", "decision", "ok", "{}"));
  }

  /// Opens a ledger in another process, announces an effect and waits to be killed.
  static final class Announcer {
    private Announcer() {}

    public static void main(String[] arguments) throws InterruptedException {
      Ledger ledger = Ledger.open(Path.of(arguments[0]), Clock.systemUTC());
      ledger.journal().intend("i1", "retrain", "i1/1/retrain", "{}");
      ledger.outbox().put("slack", "i1/1/retrain", "i1", "", "");
      System.out.println("announced");
      Thread.currentThread().join();
    }
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

  private Path file() {
    return directory.resolve("ledger.db");
  }

  private Ledger open() {
    return Ledger.open(file(), Clock.systemUTC());
  }

  private void change(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private int number(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
