package io.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.evenkeel.ledger.Ledger;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LedgerCommandTest {
  private static final Instant NOON = Instant.parse("2025-11-27T12:00:00Z");

  @TempDir private Path home;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void anIntactLedgerIsSaidToBeAndShowsItsHead() {
    String head = write();

    assertThat(run("verify")).isZero();
    assertThat(out.toString()).contains("intact  6 links", "head    " + head, "not sealed");
    assertThat(run("verify", "--head", head)).isZero();
  }

  @Test
  void theFirstAlteredLineIsNamedWithExitCodeThree() throws SQLException {
    write();
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        var statement = connection.createStatement()) {
      statement.execute("UPDATE alias SET why = 'because' WHERE sequence = 2");
    }

    assertThat(run("verify")).isEqualTo(3);
    assertThat(out.toString()).contains("ALTERED  move 2 of the alias champion: it was altered");
  }

  @Test
  void withAKeyTheLinksWithoutASealAreNamedAndNoneIsTakenOnTrust() throws IOException {
    write();
    Files.writeString(home.resolve("evenkeel.yaml"), "ledger:\n  key: 0123456789abcdef\n");

    assertThat(run("verify")).isEqualTo(3);
    assertThat(out.toString())
        .contains("UNSEALED links 1 to 6: none has a seal", "start a process with it once");

    // Whatever opens the ledger begins to seal it.
    assertThat(run()).isZero();
    out.getBuffer().setLength(0);
    assertThat(run("verify")).isZero();
    assertThat(out.toString())
        .contains("sealed  with the key since link 7, which vouches for links 1 to 6 without");
  }

  @Test
  void whatServedAtATimeIsSaidWithSinceWhenAndWhy() {
    write();

    assertThat(run("at", "2025-11-27T14:30:00Z")).isZero();
    assertThat(out.toString())
        .contains(
            "v2 served at 2025-11-27T14:30:00Z",
            "since   2025-11-27T13:00:00Z",
            "until   now",
            "why     better by 0.02",
            "by      the agent, as i1/1/retrain",
            "before  v1",
            "digest  bb",
            "of v1");
    out.getBuffer().setLength(0);
    assertThat(run("at", "2025-11-27 12:30")).isZero();
    assertThat(out.toString())
        .contains("v1 served", "until   2025-11-27T13:00:00Z", "by      a person", "before  none");
    assertThat(run("at", "2025-11-27")).isEqualTo(1);
    assertThat(run("at", "yesterday")).isEqualTo(1);
    assertThat(err.toString()).contains("not a time: yesterday");
  }

  @Test
  void aBackupIsRestoredAndTheFormerLedgerKept() {
    write();
    Path backup = home.resolve("backup.db");
    assertThat(run("backup", backup.toString())).isZero();
    try (Ledger ledger = Ledger.open(file(), Clock.systemUTC())) {
      ledger.journal().note("late", "decision", "ok", "{}");
      assertThat(run("restore", backup.toString())).isEqualTo(1);
      assertThat(err.toString()).contains("is in use");
    }

    assertThat(run("restore", backup.toString())).isZero();

    assertThat(out.toString()).contains("kept     " + home.toAbsolutePath());
    try (Ledger ledger = Ledger.open(file(), Clock.systemUTC())) {
      assertThat(ledger.journal().of("late")).isEmpty();
      assertThat(ledger.journal().of("i1")).hasSize(2);
    }
    assertThat(run("verify")).isZero();
  }

  @Test
  void whereThereIsNoLedgerNoneIsMade() {
    for (String command : new String[] {"verify", "at"}) {
      String[] arguments =
          command.equals("at") ? new String[] {command, "2025-11-27"} : new String[] {command};
      assertThat(run(arguments)).isEqualTo(1);
    }
    assertThat(run("backup", home.resolve("b.db").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("there is no ledger");
    assertThat(Files.exists(file())).isFalse();
  }

  @Test
  void nobodyKnowsWhatIsToCome() {
    write();
    assertThat(run("at", "9999-01-01")).isNotZero();
    assertThat(err.toString()).contains("9999-01-01T00:00:00Z is to come");
  }

  @Test
  void aTimeMayHaveAnOffset() {
    assertThat(LedgerCommand.moment("2025-11-27T19:30+05:30"))
        .isEqualTo(Instant.parse("2025-11-27T14:00:00Z"));
    assertThat(LedgerCommand.moment("2025-11-27t14:00:00.5z"))
        .isEqualTo(Instant.parse("2025-11-27T14:00:00.5Z"));
    assertThatIllegalArgumentException().isThrownBy(() -> LedgerCommand.moment("2025-13-01"));
  }

  private String write() {
    try (Ledger ledger = at(NOON)) {
      ledger.versions().record("v1", "aa", Optional.empty(), "");
      ledger.aliases().compareAndSet("champion", Optional.empty(), "v1", "first", "");
    }
    try (Ledger ledger = at(NOON.plusSeconds(3600))) {
      ledger.journal().intend("i1", "retrain", "i1/1/retrain", "{}");
      ledger.versions().record("v2", "bb", Optional.of("v1"), "i1/1/retrain");
      ledger
          .aliases()
          .compareAndSet("champion", Optional.of("v1"), "v2", "better by 0.02", "i1/1/retrain");
      ledger.journal().done("i1/1/retrain", "promoted", "{}");
      return ledger.head().text();
    }
  }

  private Ledger at(Instant moment) {
    return Ledger.open(file(), Clock.fixed(moment, ZoneOffset.UTC));
  }

  private Path file() {
    return home.resolve("ledger.db");
  }

  private int run(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    String[] all = new String[arguments.length + 3];
    all[0] = "ledger";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[arguments.length + 1] = "--home";
    all[arguments.length + 2] = home.toString();
    return line.execute(all);
  }
}
