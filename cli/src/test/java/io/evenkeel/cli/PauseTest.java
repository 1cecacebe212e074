package io.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.evenkeel.agent.KillSwitchFile;
import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.ledger.Ledger;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PauseTest {
  @TempDir private Path home;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void whoStopsTheAgentAndLetsItActAgainStandsInTheJournal() {
    run("generate", "--reference-rows", "50", "--holdout-rows", "40", "--production-rows", "30");
    assertThat(run("pause", "--why", "audit", "--who", "asha", "--for", "2h")).isZero();
    assertThat(out.toString()).contains("the agent is stopped until ", "audit (asha)");
    KillSwitchFile.Standing standing = killSwitch().engaged().orElseThrow();
    assertThat(Duration.between(Instant.now(), standing.until().orElseThrow()))
        .isBetween(Duration.ofMinutes(110), Duration.ofHours(2));
    assertThat(run("resume", "--why", "audit is over", "--who", "asha")).isZero();
    assertThat(out.toString()).contains("the agent may act again");
    assertThat(killSwitch().on()).isFalse();
    assertThat(run("resume", "--why", "labels are repaired")).isZero();
    assertThat(out.toString()).contains("its guards count anew");
    try (Ledger ledger = Ledger.open(home.resolve("ledger.db"), Clock.systemUTC())) {
      List<JournalEntry> entries = ledger.journal().after(0, 10);
      assertThat(entries)
          .extracting(JournalEntry::step, JournalEntry::code)
          .containsExactly(
              tuple("person", "paused"), tuple("person", "resumed"), tuple("person", "resumed"));
      assertThat(entries.getFirst().detail()).contains("audit", "asha", "until");
    }
  }

  @Test
  void aHomeWithoutALedgerIsStoppedAllTheSame() {
    assertThat(run("pause", "--why", "something smells")).isZero();
    assertThat(killSwitch().engaged().orElseThrow().until()).isEmpty();
    assertThat(out.toString()).contains("until resume");
    assertThat(err.toString()).contains("the journal does not say so", "schema.yaml");
  }

  @Test
  void nobodyStopsItWithoutSayingWhy() {
    assertThat(run("pause")).isEqualTo(2);
    assertThat(run("resume")).isEqualTo(2);
    assertThat(err.toString()).contains("--why");
    assertThat(killSwitch().on()).isFalse();
  }

  private KillSwitchFile killSwitch() {
    return new KillSwitchFile(home.resolve("kill-switch"), Clock.systemUTC());
  }

  private int run(String command, String... options) {
    String[] line = new String[options.length + 3];
    line[0] = command;
    line[1] = "--home";
    line[2] = home.toString();
    System.arraycopy(options, 0, line, 3, options.length);
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(line);
  }
}
