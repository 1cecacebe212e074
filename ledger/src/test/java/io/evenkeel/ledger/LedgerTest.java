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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
  @TempDir private Path directory;

  @Test
  void commitsAreOnDiskBeforeTheyReturn() throws SQLException {
    try (Ledger ledger = open()) {
      ledger.incidents().open("i1", "open", "{}");
      assertThat(number("PRAGMA user_version")).isEqualTo(Schema.current());
      assertThat(number("PRAGMA application_id")).isEqualTo(Schema.APPLICATION);
      assertThat(Files.exists(directory.resolve("ledger.db-wal"))).isTrue();
      assertThat(ledger.text("PRAGMA synchronous")).isEqualTo("2");
      assertThat(ledger.text("PRAGMA foreign_keys")).isEqualTo("1");
      assertThat(ledger.text("PRAGMA busy_timeout")).isEqualTo("5000");
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
