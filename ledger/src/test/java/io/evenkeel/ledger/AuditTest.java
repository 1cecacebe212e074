package io.evenkeel.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Databases.class)
class AuditTest {
  private final TestingClock clock = new TestingClock();
  private final LedgerFixture place;
  private final LedgerStory story;

  AuditTest(Databases databases, @TempDir Path directory) {
    place = databases.fixture(directory);
    story = new LedgerStory(place);
  }

  @Test
  void whatNobodyTouchedIsIntact() {
    Head head = story.write(place.open(clock));
    assertThat(verify()).isInstanceOf(Audit.Verdict.Intact.class);
    assertThat(((Audit.Verdict.Intact) verify()).head()).isEqualTo(head);
    assertThat(((Audit.Verdict.Intact) verify()).links()).isEqualTo(head.sequence()).isEqualTo(8);
  }

  @Test
  void anEmptyLedgerIsIntact() {
    place.open(clock).close();
    assertThat(((Audit.Verdict.Intact) verify()).head()).isEqualTo(Head.START);
  }

  @Test
  void everyAlteredColumnOfEveryLineIsFound() throws SQLException {
    story.write(place.open(clock));
    for (List<String> change :
        List.of(
            List.of("journal", "detail", "sequence = 2", "journal entry 2"),
            List.of("journal", "time", "sequence = 1", "journal entry 1"),
            List.of("journal", "code", "sequence = 2", "journal entry 2"),
            List.of("journal", "incident", "sequence = 3", "journal entry 3"),
            List.of("version", "digest", "name = 'v1'", "version v1"),
            List.of("version", "parent", "name = 'v1'", "version v1"),
            List.of("alias", "why", "sequence = 1", "move 1 of the alias champion"),
            List.of("alias", "since", "sequence = 1", "move 1 of the alias champion"),
            List.of("incident", "detail", "id = 'i1'", "incident i1 at revision 2"),
            List.of("incident", "state", "id = 'i1'", "incident i1 at revision 2"))) {
      String table = change.get(0);
      String column = change.get(1);
      String where = change.get(2);
      String before =
          place
              .texts("SELECT coalesce(%s, '-') FROM %s WHERE %s".formatted(column, table, where))
              .getFirst();
      story.set(table, column, "'altered'", where);
      assertAltered(change.get(3), "altered");
      story.set(table, column, before.equals("-") ? "NULL" : "'" + before + "'", where);
      assertThat(verify()).isInstanceOf(Audit.Verdict.Intact.class);
    }
  }

  @Test
  void theFirstOfSeveralAlteredLinesIsNamed() throws SQLException {
    story.write(place.open(clock));
    story.set("journal", "detail", "'x'", "sequence = 3");
    story.set("journal", "detail", "'x'", "sequence = 2");
    assertAltered("journal entry 2", "altered");
  }

  @Test
  void aLineThatIsGoneIsFound() throws SQLException {
    story.write(place.open(clock));
    place.change("DELETE FROM journal WHERE sequence = 3");
    assertAltered("journal entry 3", "gone");
  }

  @Test
  void anIncidentThatIsGoneIsFound() throws SQLException {
    story.write(place.open(clock));
    place.change("DELETE FROM incident");
    assertAltered("incident i1 at revision 2", "gone");
  }

  @Test
  void aLineThatWasPutInIsFound() throws SQLException {
    story.write(place.open(clock));
    place.change(
        "INSERT INTO journal (time, incident, step, phase, key, code, detail)"
            + " VALUES ('2026-11-01T06:00:00Z', 'i1', 'decision', 'NOTE', '', 'ok', '{}')");
    assertAltered("journal entry 4", "put in");
  }

  @Test
  void aLineThatIsGoneWithItsLinkIsFound() throws SQLException {
    story.write(place.open(clock));
    place.change("DELETE FROM journal WHERE sequence = 2");
    place.change("DELETE FROM chain WHERE kind = 'JOURNAL' AND number = 2");
    assertAltered("link 6", "gone from the chain");
  }

  @Test
  void anAlteredLineWithADigestThatFitsIsFoundByTheHash() throws SQLException {
    story.write(place.open(clock));
    story.set("journal", "detail", "'x'", "sequence = 2");
    String digest =
        Seal.digest(
            Kind.JOURNAL, 2, clock.instant(), "i1", "retrain", "DONE", "i1/1/retrain", "done", "x");
    story.set("chain", "digest", "'" + digest + "'", "kind = 'JOURNAL' AND number = 2");
    assertAltered("link 6 (journal entry 2)", "does not follow");
  }

  @Test
  void aChainThatWasCutOffShowsByAHeadThatWasNoted() throws SQLException {
    Head head = story.write(place.open(clock));
    place.change("DELETE FROM version WHERE name = 'v2'");
    place.change("DELETE FROM chain WHERE sequence = 8");
    assertThat(verify()).isInstanceOf(Audit.Verdict.Intact.class);
    assertThat(Audit.verify(place.file(), place.settings(), Optional.of(head)))
        .isInstanceOfSatisfying(
            Audit.Verdict.Altered.class,
            altered -> assertThat(altered.reason()).contains("went on to link 8"));
    assertThat(
            Audit.verify(place.file(), place.settings(), Optional.of(new Head(3, "0".repeat(64)))))
        .isInstanceOfSatisfying(
            Audit.Verdict.Altered.class,
            altered -> assertThat(altered.reason()).contains("made anew"));
  }

  @Test
  void whatOlderProgramsWroteIsTakenIntoTheChain() throws SQLException {
    story.write(place.open(clock));
    place.change("DROP TABLE chain");
    place.change("DROP TABLE lease");
    place.change("DROP TABLE server");
    boolean file = place.url().isEmpty();
    place.change(file ? "PRAGMA user_version = 2" : "UPDATE ledger_schema SET version = 2");
    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(this::verify)
        .withMessageContaining("no chain yet");

    try (Ledger ledger = place.open(clock)) {
      assertThat(ledger.journal().of("i1")).hasSize(3);
      assertThat(ledger.head().sequence()).isEqualTo(7);
      ledger.journal().note("i1", "decision", "ok", "{}");
    }
    assertThat(verify()).isInstanceOf(Audit.Verdict.Intact.class);
    story.set("journal", "detail", "'x'", "sequence = 1");
    assertAltered("journal entry 1", "altered");
  }

  @Test
  void oldEntriesOfEndedIncidentsGoAndTheChainStaysWhole() throws SQLException {
    try (Ledger ledger = place.open(clock)) {
      LedgerStory.tell(ledger, "old", "resolved");
      LedgerStory.tell(ledger, "standing", "open");
      ledger.journal().intend("old", "rollback", "old/2/rollback", "{}");
      clock.advance(Duration.ofDays(400));
      LedgerStory.tell(ledger, "new", "resolved");
      Head noted = ledger.head();

      var before = clock.instant().minus(Duration.ofDays(365));
      assertThat(ledger.retain(before, Set.of("resolved"))).isEqualTo(3);
      assertThat(ledger.journal().of("old")).hasSize(1);
      assertThat(ledger.journal().of("standing")).hasSize(3);
      assertThat(ledger.journal().of("new")).hasSize(3);
      assertThat(ledger.journal().openIntents()).hasSize(1);
      assertThat(ledger.incidents().all()).hasSize(3);
      assertThat(ledger.retain(before, Set.of("resolved"))).isZero();
      assertThat(Audit.verify(place.file(), place.settings(), Optional.of(noted)))
          .isInstanceOfSatisfying(
              Audit.Verdict.Intact.class, intact -> assertThat(intact.removed()).isPositive());
    }
    place.change("DELETE FROM journal WHERE sequence = 4");
    assertAltered("journal entry 4", "gone");
  }

  @Test
  void muchIsRemovedInSmallSteps() {
    try (Ledger ledger = place.open(clock)) {
      for (int i = 0; i < 6; i++) {
        LedgerStory.tell(ledger, "old" + i, i % 2 == 0 ? "resolved" : "open");
      }
      clock.advance(Duration.ofDays(400));
      LedgerStory.tell(ledger, "new", "resolved");
    }
    try (Database database = new Database(Ledger.place(place.file(), place.settings()))) {
      Seal seal = Seal.of(Optional.empty());
      Fence fence = new Fence(database);
      Chain chain = new Chain(database, clock, seal, fence);
      Journal journal = new Journal(database, clock, chain, fence);
      assertThat(
              new Retention(database, chain, journal, fence, seal, 2)
                  .remove(clock.instant().minus(Duration.ofDays(365)), Set.of("resolved")))
          .isEqualTo(9);
      assertThat(journal.of("old0")).isEmpty();
      assertThat(journal.of("old1")).hasSize(3);
      assertThat(journal.openIntents()).isEmpty();
    }
    assertThat(verify()).isInstanceOf(Audit.Verdict.Intact.class);
  }

  @Test
  void noEffectIsOpenAgainBecauseItsEndWasRemoved() {
    try (Ledger ledger = place.open(clock)) {
      ledger.incidents().open("i1", "open", "{}");
      ledger.journal().note("i1", "decision", "retrain", "{}");
      clock.advance(Duration.ofDays(400));
      ledger.journal().intend("i1", "retrain", "i1/1/retrain", "{}");
      // The clock is set right.
      clock.advance(Duration.ofDays(-400));
      ledger.journal().done("i1/1/retrain", "done", "{}");
      ledger.incidents().change("i1", 1, "resolved", "{}");
      clock.advance(Duration.ofDays(400));
      LedgerStory.tell(ledger, "new", "resolved");
      ledger.retain(clock.instant().minus(Duration.ofDays(365)), Set.of("resolved"));
      assertThat(ledger.journal().of("i1")).hasSize(2);
      assertThat(ledger.journal().openIntents()).isEmpty();
    }
    assertThat(verify()).isInstanceOf(Audit.Verdict.Intact.class);
  }

  @Test
  void whatWasAlteredIsNotRemoved() throws SQLException {
    try (Ledger ledger = place.open(clock)) {
      LedgerStory.tell(ledger, "old", "resolved");
      clock.advance(Duration.ofDays(400));
      LedgerStory.tell(ledger, "new", "resolved");
      story.set("journal", "detail", "'x'", "sequence = 2");
      assertThatExceptionOfType(LedgerException.class)
          .isThrownBy(
              () -> ledger.retain(clock.instant().minus(Duration.ofDays(365)), Set.of("resolved")))
          .withMessageContaining("journal entry 2");
      assertThat(ledger.journal().of("old")).hasSize(3);
    }
  }

  @Test
  void aCheckpointThatIsGoneIsFound() throws SQLException {
    try (Ledger ledger = place.open(clock)) {
      LedgerStory.tell(ledger, "old", "resolved");
      clock.advance(Duration.ofDays(400));
      LedgerStory.tell(ledger, "new", "resolved");
      ledger.retain(clock.instant().minus(Duration.ofDays(365)), Set.of("resolved"));
    }
    place.change("DELETE FROM chain WHERE sequence = (SELECT min(sequence) FROM chain)");
    assertThat(verify())
        .isInstanceOfSatisfying(
            Audit.Verdict.Altered.class,
            altered -> assertThat(altered.reason()).contains("no checkpoint"));
  }

  private Audit.Verdict verify() {
    return Audit.verify(place.file(), place.settings(), Optional.empty());
  }

  private void assertAltered(String line, String reason) {
    assertThat(verify())
        .isInstanceOfSatisfying(
            Audit.Verdict.Altered.class,
            altered -> {
              assertThat(altered.line()).isEqualTo(line);
              assertThat(altered.reason()).contains(reason);
            });
  }
}
