package io.evenkeel.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Databases.class)
class BackupTest {
  private static final String KEY = "a key of at least sixteen bytes";

  private final TestingClock clock = new TestingClock();
  private final Databases databases;
  private final Path directory;
  private final LedgerFixture place;
  private final Path backup;

  BackupTest(Databases databases, @TempDir Path directory) {
    this.databases = databases;
    this.directory = directory;
    place = databases.fixture(directory);
    backup = directory.resolve("backups").resolve("ledger-backup.db");
  }

  @Test
  void aBackupHoldsAllAsOfOneMomentWhileOthersWrite() throws Exception {
    Files.createDirectories(backup.getParent());
    try (Ledger ledger = place.open(clock);
        Ledger other = place.open(Clock.systemUTC())) {
      tell(ledger, 3);
      Thread writer =
          Thread.ofPlatform()
              .start(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                  other.journal().note("busy", "decision", "ok", "{}");
                }
              });
      try {
        assertThat(Backup.write(place.file(), place.settings(), backup, clock))
            .isInstanceOf(Audit.Verdict.Intact.class);
      } finally {
        writer.interrupt();
        writer.join();
      }
    }
    try (Stream<Path> files = Files.list(backup.getParent())) {
      assertThat(files).containsExactly(backup);
    }
    try (Ledger copy = Ledger.open(backup, clock)) {
      assertThat(copy.journal().of("i2")).hasSize(2);
      assertThat(copy.outbox().contains("slack", "m2")).isTrue();
      assertThat(copy.cursors().at("told")).isEqualTo(7);
    }
  }

  @Test
  void aBackupDoesNotTakeThePlaceOfAnotherFile() throws IOException {
    place.open(clock).close();
    Files.createDirectories(backup.getParent());
    Files.writeString(backup, "mine");
    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> Backup.write(place.file(), place.settings(), backup, clock))
        .withMessageContaining("exists already");
    assertThat(Files.readString(backup)).isEqualTo("mine");
  }

  @Test
  void whatIsRestoredIsWhatWasBackedUpAndWhatStoodIsKept() throws IOException {
    Files.createDirectories(backup.getParent());
    Head noted;
    try (Ledger ledger = place.open(clock, KEY)) {
      tell(ledger, 2);
      ledger.lease().take("a", Duration.ofSeconds(30));
      noted = ledger.head();
    }
    Backup.write(place.file(), place.settings(KEY), backup, clock);
    try (Ledger ledger = place.open(clock, KEY)) {
      ledger.lease().take("a", Duration.ofSeconds(30));
      ledger.lease().take("a", Duration.ofSeconds(30));
      ledger.journal().note("late", "decision", "ok", "{}");
    }

    Backup.Restored restored = Backup.restore(backup, place.file(), place.settings(KEY), clock);

    try (Ledger ledger = place.open(clock, KEY)) {
      assertThat(ledger.head()).isEqualTo(restored.head());
      assertThat(ledger.journal().of("i1")).hasSize(2);
      assertThat(ledger.journal().of("late")).isEmpty();
      assertThat(ledger.journal().newest("ledger", JournalEntry.Phase.NOTE).orElseThrow().detail())
          .contains(noted.text());
      assertThat(ledger.lease().take("b", Duration.ofSeconds(30)))
          .as("no token is given out twice")
          .isEqualTo(new Lease.Taking.Granted(4));
      tell(ledger, 5);
    }
    assertThat(Audit.verify(place.file(), place.settings(KEY), Optional.of(noted)))
        .isInstanceOf(Audit.Verdict.Intact.class);
    LedgerSettings file =
        new LedgerSettings(Optional.empty(), Optional.of(KEY), place.settings().retention());
    try (Ledger before = Ledger.open(restored.kept().orElseThrow(), file, clock)) {
      assertThat(before.journal().of("late")).hasSize(1);
    }
  }

  @Test
  void aLedgerThatSomebodyHasOpenIsNotReplaced() throws IOException {
    Files.createDirectories(backup.getParent());
    try (Ledger ledger = place.open(clock)) {
      tell(ledger, 2);
      Backup.write(place.file(), place.settings(), backup, clock);
      ledger.journal().note("late", "decision", "ok", "{}");
      assertThatExceptionOfType(LedgerException.class)
          .isThrownBy(() -> Backup.restore(backup, place.file(), place.settings(), clock))
          .withMessageContaining("is in use");
      assertThat(ledger.journal().of("late")).hasSize(1);
      ledger.journal().note("late", "decision", "ok", "{}");
    }
  }

  @Test
  void aBackupThatWasAlteredIsNotRestored() throws SQLException, IOException {
    Files.createDirectories(backup.getParent());
    try (Ledger ledger = place.open(clock)) {
      tell(ledger, 2);
    }
    Backup.write(place.file(), place.settings(), backup, clock);
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + backup);
        var statement = connection.createStatement()) {
      statement.execute("UPDATE journal SET detail = 'x' WHERE sequence = 2");
    }
    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> Backup.restore(backup, place.file(), place.settings(), clock))
        .withMessageContaining("journal entry 2");
    try (Ledger ledger = place.open(clock)) {
      assertThat(ledger.journal().of("i0")).hasSize(2);
    }
  }

  @Test
  void aBackupCarriesALedgerFromOneDatabaseToTheOther() throws IOException {
    Files.createDirectories(backup.getParent());
    try (Ledger ledger = place.open(clock)) {
      tell(ledger, 4);
    }
    Backup.write(place.file(), place.settings(), backup, clock);
    for (Databases other : Databases.values()) {
      if (other == databases) {
        continue;
      }
      LedgerFixture there = other.fixture(Files.createDirectory(directory.resolve("there")));
      assertThat(Backup.restore(backup, there.file(), there.settings(), clock).kept()).isEmpty();
      try (Ledger ledger = there.open(clock)) {
        assertThat(ledger.journal().of("i3")).hasSize(2);
        ledger.journal().note("i3", "decision", "ok", "{}");
        assertThat(ledger.outbox().put("slack", "new", "", "", "")).isTrue();
        ledger.versions().record("v9", "cc", Optional.empty(), "");
      }
      assertThat(Audit.verify(there.file(), there.settings(), Optional.empty()))
          .isInstanceOf(Audit.Verdict.Intact.class);
    }
  }

  private static void tell(Ledger ledger, int incidents) {
    ledger.versions().record("v1", "aa", Optional.empty(), "");
    ledger.aliases().compareAndSet("champion", Optional.empty(), "v1", "first", "");
    for (int i = 0; i < incidents; i++) {
      String id = "i" + i;
      if (ledger.incidents().open(id, "open", "{}")) {
        ledger.journal().note(id, "decision", "retrain", "{}");
        ledger.journal().intend(id, "retrain", id + "/1/retrain", "{}");
        ledger.outbox().put("slack", "m" + i, id, "notice", "{}");
      }
    }
    ledger.heartbeats().beat("agent");
    ledger.cursors().advance("told", 7);
  }
}
