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
  private static final String KEY = "a key of at least sixteen bytes";

  private final TestingClock clock = new TestingClock();
  private final LedgerFixture place;

  AuditTest(Databases databases, @TempDir Path directory) {
    place = databases.fixture(directory);
  }

  @Test
  void whatNobodyTouchedIsIntact() {
    Head head = write(place.open(clock));
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
    write(place.open(clock));
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
      set(table, column, "'altered'", where);
      assertAltered(change.get(3), "altered");
      set(table, column, before.equals("-") ? "NULL" : "'" + before + "'", where);
      assertThat(verify()).isInstanceOf(Audit.Verdict.Intact.class);
    }
  }

  @Test
  void theFirstOfSeveralAlteredLinesIsNamed() throws SQLException {
    write(place.open(clock));
    set("journal", "detail", "'x'", "sequence = 3");
    set("journal", "detail", "'x'", "sequence = 2");
    assertAltered("journal entry 2", "altered");
  }

  @Test
  void aLineThatIsGoneIsFound() throws SQLException {
    write(place.open(clock));
    place.change("DELETE FROM journal WHERE sequence = 3");
    assertAltered("journal entry 3", "gone");
  }

  @Test
  void anIncidentThatIsGoneIsFound() throws SQLException {
    write(place.open(clock));
    place.change("DELETE FROM incident");
    assertAltered("incident i1 at revision 2", "gone");
  }

  @Test
  void aLineThatWasPutInIsFound() throws SQLException {
    write(place.open(clock));
    place.change(
        "INSERT INTO journal (time, incident, step, phase, key, code, detail)"
            + " VALUES ('2026-11-01T06:00:00Z', 'i1', 'decision', 'NOTE', '', 'ok', '{}')");
    assertAltered("journal entry 4", "put in");
  }

  @Test
  void aLineThatIsGoneWithItsLinkIsFound() throws SQLException {
    write(place.open(clock));
    place.change("DELETE FROM journal WHERE sequence = 2");
    place.change("DELETE FROM chain WHERE kind = 'JOURNAL' AND number = 2");
    assertAltered("link 6", "gone from the chain");
  }

  @Test
  void anAlteredLineWithADigestThatFitsIsFoundByTheHash() throws SQLException {
    write(place.open(clock));
    set("journal", "detail", "'x'", "sequence = 2");
    String digest =
        Seal.digest(
            Kind.JOURNAL, 2, clock.instant(), "i1", "retrain", "DONE", "i1/1/retrain", "done", "x");
    set("chain", "digest", "'" + digest + "'", "kind = 'JOURNAL' AND number = 2");
    assertAltered("link 6 (journal entry 2)", "does not follow");
  }

  @Test
  void aChainThatWasCutOffShowsByAHeadThatWasNoted() throws SQLException {
    Head head = write(place.open(clock));
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
  void withAKeyNobodyElseCanMakeTheChainAnew() throws SQLException {
    write(place.open(clock, KEY));
    assertThat(verify(KEY))
        .isInstanceOfSatisfying(
            Audit.Verdict.Intact.class, intact -> assertThat(intact.sealedSince()).hasValue(1));
    // Whoever has no key can only write links without one.
    String before = place.texts("SELECT hash FROM chain ORDER BY sequence DESC LIMIT 1").getFirst();
    set("incident", "detail", "'x'", "id = 'i1'");
    place.change(
        "INSERT INTO chain SELECT 10, time, kind, name, number, digest, 0, '', '%s' FROM chain WHERE sequence = 9"
            .formatted(before));
    assertThat(verify(KEY)).isInstanceOf(Audit.Verdict.Altered.class);
  }

  @Test
  void aSealedLedgerIsOpenedAndCheckedOnlyWithItsKey() {
    write(place.open(clock, KEY));
    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> place.open(clock))
        .withMessageContaining("none is set")
        .withMessageContaining("EVENKEEL_LEDGER_KEY");
    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> place.open(clock, KEY + "x"))
        .withMessageContaining("another one");
    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(this::verify)
        .withMessageContaining("EVENKEEL_LEDGER_KEY");
    assertThat(verify(KEY + "x"))
        .isInstanceOfSatisfying(
            Audit.Verdict.Altered.class,
            altered -> assertThat(altered.reason()).contains("another key"));
  }

  @Test
  void aKeyMayComeLater() {
    write(place.open(clock));
    try (Ledger ledger = place.open(clock, KEY)) {
      ledger.journal().note("", "decision", "ok", "{}");
    }
    assertThat(verify(KEY))
        .isInstanceOfSatisfying(
            Audit.Verdict.Intact.class,
            intact -> {
              assertThat(intact.sealedSince()).hasValue(9);
              assertThat(intact.links()).isEqualTo(10);
            });
  }

  @Test
  void linksBeforeTheFirstSealAreVouchedForByItAndCannotBeAlteredAnyMore() throws SQLException {
    write(place.open(clock));
    place.open(clock, KEY).close();
    assertThat(verify(KEY))
        .isInstanceOfSatisfying(
            Audit.Verdict.Intact.class,
            intact -> assertThat(intact.vouchedFor()).contains(new Audit.Span(1, 8)));
    // Whoever has no key can make the links before the seal anew, but not the one with it.
    set("version", "digest", "'x'", "name = 'v2'");
    String digest = Seal.digest(Kind.VERSION, 2, "v2", clock.instant(), "x", "v1", "i1/1/retrain");
    set("chain", "digest", "'" + digest + "'", "sequence = 8");
    set("chain", "hash", "'" + rehash(8) + "'", "sequence = 8");
    assertThat(verify(KEY))
        .isInstanceOfSatisfying(
            Audit.Verdict.Altered.class,
            altered -> assertThat(altered.line()).startsWith("link 9 (the first use of a key)"));
  }

  @Test
  void whereNoLinkIsSealedAKeyVouchesForNothing() throws SQLException {
    write(place.open(clock, KEY));
    assertThat(((Audit.Verdict.Intact) verify(KEY)).vouchedFor()).isEmpty();
    strip(1);
    assertThat(verify()).as("without the key").isInstanceOf(Audit.Verdict.Intact.class);
    assertThat(verify(KEY)).isEqualTo(new Audit.Verdict.Unsealed(new Audit.Span(1, 9)));
  }

  @Test
  void linksWithoutASealAfterASealedOneAreNamed() throws SQLException {
    write(place.open(clock, KEY));
    strip(6);
    assertThat(verify(KEY))
        .isInstanceOfSatisfying(
            Audit.Verdict.Altered.class,
            altered -> {
              assertThat(altered.line()).startsWith("link 6 ");
              assertThat(altered.reason())
                  .isEqualTo(
                      "links 6 to 9 without a seal: written without the key after link 5 was sealed with it");
            });
    // Opening it with the key seals what comes, and heals nothing.
    try (Ledger ledger = place.open(clock, KEY)) {
      ledger.journal().note("", "decision", "ok", "{}");
    }
    assertThat(verify(KEY))
        .isInstanceOfSatisfying(
            Audit.Verdict.Altered.class,
            altered -> assertThat(altered.reason()).startsWith("links 6 to 9 without a seal"));
  }

  @Test
  void whoeverOpensUnsealedLinksWithAKeyHearsOfThemOnce() throws SQLException {
    place.open(clock).close();
    assertThat(begin()).as("an empty chain").isEmpty();
    place.change("DELETE FROM chain");
    write(place.open(clock));
    assertThat(begin().orElseThrow())
        .startsWith("links 1 to 8 of the ledger ")
        .contains("have no seal", "by link 9", "ledger verify --head", "restore a backup");
    assertThat(begin()).as("the newest link is sealed now").isEmpty();
    try (Ledger ledger = place.open(clock, KEY)) {
      ledger.journal().note("", "decision", "ok", "{}");
    }
    strip(10);
    assertThat(begin().orElseThrow())
        .startsWith("links 10 to 10 of the ledger ")
        .contains("written without the key although link 9 is sealed");
  }

  @Test
  void nothingIsRemovedWhereTheSealsAreGone() throws SQLException {
    try (Ledger ledger = place.open(clock, KEY)) {
      tell(ledger, "old", "resolved");
      clock.advance(Duration.ofDays(400));
      tell(ledger, "new", "resolved");
      strip(1);
      assertThatExceptionOfType(LedgerException.class)
          .isThrownBy(
              () -> ledger.retain(clock.instant().minus(Duration.ofDays(365)), Set.of("resolved")))
          .withMessageContaining("have no seal, though there is a key");
    }
  }

  @Test
  void whatOlderProgramsWroteIsTakenIntoTheChain() throws SQLException {
    write(place.open(clock));
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
    set("journal", "detail", "'x'", "sequence = 1");
    assertAltered("journal entry 1", "altered");
  }

  @Test
  void oldEntriesOfEndedIncidentsGoAndTheChainStaysWhole() throws SQLException {
    try (Ledger ledger = place.open(clock)) {
      tell(ledger, "old", "resolved");
      tell(ledger, "standing", "open");
      ledger.journal().intend("old", "rollback", "old/2/rollback", "{}");
      clock.advance(Duration.ofDays(400));
      tell(ledger, "new", "resolved");
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
        tell(ledger, "old" + i, i % 2 == 0 ? "resolved" : "open");
      }
      clock.advance(Duration.ofDays(400));
      tell(ledger, "new", "resolved");
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
      tell(ledger, "new", "resolved");
      ledger.retain(clock.instant().minus(Duration.ofDays(365)), Set.of("resolved"));
      assertThat(ledger.journal().of("i1")).hasSize(2);
      assertThat(ledger.journal().openIntents()).isEmpty();
    }
    assertThat(verify()).isInstanceOf(Audit.Verdict.Intact.class);
  }

  @Test
  void whatWasAlteredIsNotRemoved() throws SQLException {
    try (Ledger ledger = place.open(clock)) {
      tell(ledger, "old", "resolved");
      clock.advance(Duration.ofDays(400));
      tell(ledger, "new", "resolved");
      set("journal", "detail", "'x'", "sequence = 2");
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
      tell(ledger, "old", "resolved");
      clock.advance(Duration.ofDays(400));
      tell(ledger, "new", "resolved");
      ledger.retain(clock.instant().minus(Duration.ofDays(365)), Set.of("resolved"));
    }
    place.change("DELETE FROM chain WHERE sequence = (SELECT min(sequence) FROM chain)");
    assertThat(verify())
        .isInstanceOfSatisfying(
            Audit.Verdict.Altered.class,
            altered -> assertThat(altered.reason()).contains("no checkpoint"));
  }

  /// Opens the chain with the key, as a ledger does.
  private Optional<String> begin() {
    try (Database database = new Database(Ledger.place(place.file(), place.settings()))) {
      Seal seal = Seal.of(Optional.of(KEY));
      return new Chain(database, clock, seal, new Fence(database)).begin();
    }
  }

  /// Makes the links from one on anew without the key, as anybody can who may write the database.
  private void strip(long from) throws SQLException {
    set("chain", "seal", "''", "sequence >= " + from);
    long last = Long.parseLong(place.texts("SELECT max(sequence) FROM chain").getFirst());
    for (long sequence = from; sequence <= last; sequence++) {
      set("chain", "hash", "'" + rehash(sequence) + "'", "sequence = " + sequence);
    }
  }

  /// The hash without a key that a link should have.
  private String rehash(long sequence) {
    try (Database database = new Database(Ledger.place(place.file(), place.settings()))) {
      Seal open = Seal.of(Optional.empty());
      Chain chain = new Chain(database, clock, open, new Fence(database));
      String before =
          sequence == 1 ? Head.START.hash() : chain.after(sequence - 2, 1).getFirst().hash();
      return chain.after(sequence - 1, 1).getFirst().due(open, before).orElseThrow();
    }
  }

  private void tell(Ledger ledger, String incident, String state) {
    ledger.incidents().open(incident, "open", "{}");
    ledger.journal().note(incident, "decision", "retrain", "{}");
    ledger.journal().intend(incident, "retrain", incident + "/1/retrain", "{}");
    ledger.journal().done(incident + "/1/retrain", "done", "{}");
    ledger.incidents().change(incident, 1, state, "{}");
  }

  /// Links: version, alias, incident 1, incident 2, ... journal 1 is link 5.
  private Head write(Ledger opened) {
    try (Ledger ledger = opened) {
      ledger.versions().record("v1", "aa", Optional.empty(), "");
      ledger.aliases().compareAndSet("champion", Optional.empty(), "v1", "first", "");
      ledger.incidents().open("i1", "open", "{}");
      ledger.incidents().change("i1", 1, "mitigating", "{}");
      ledger.journal().intend("i1", "retrain", "i1/1/retrain", "{}");
      ledger.journal().done("i1/1/retrain", "done", "{}");
      ledger.journal().note("i1", "decision", "ok", "{}");
      ledger.versions().record("v2", "bb", Optional.of("v1"), "i1/1/retrain");
      return ledger.head();
    }
  }

  private void set(String table, String column, String value, String where) throws SQLException {
    place.change("UPDATE %s SET %s = %s WHERE %s".formatted(table, column, value, where));
  }

  private Audit.Verdict verify(String... key) {
    return Audit.verify(place.file(), place.settings(key), Optional.empty());
  }

  private Audit.Verdict verify() {
    return verify(new String[0]);
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
