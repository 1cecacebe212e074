package io.evenkeel.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What a key shows that a chain alone does not.
@ParameterizedClass
@EnumSource(Databases.class)
class SealedChainTest {
  private static final String KEY = "a key of at least sixteen bytes";

  private final TestingClock clock = new TestingClock();
  private final LedgerFixture place;
  private final LedgerStory story;

  SealedChainTest(Databases databases, @TempDir Path directory) {
    place = databases.fixture(directory);
    story = new LedgerStory(place);
  }

  @Test
  void withAKeyNobodyElseCanMakeTheChainAnew() throws SQLException {
    story.write(place.open(clock, KEY));
    assertThat(verify(KEY))
        .isInstanceOfSatisfying(
            Audit.Verdict.Intact.class, intact -> assertThat(intact.sealedSince()).hasValue(1));
    // Whoever has no key can only write links without one.
    String before = place.texts("SELECT hash FROM chain ORDER BY sequence DESC LIMIT 1").getFirst();
    story.set("incident", "detail", "'x'", "id = 'i1'");
    place.change(
        "INSERT INTO chain SELECT 10, time, kind, name, number, digest, 0, '', '%s' FROM chain WHERE sequence = 9"
            .formatted(before));
    assertThat(verify(KEY)).isInstanceOf(Audit.Verdict.Altered.class);
  }

  @Test
  void aSealedLedgerIsOpenedAndCheckedOnlyWithItsKey() {
    story.write(place.open(clock, KEY));
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
    story.write(place.open(clock));
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
    story.write(place.open(clock));
    place.open(clock, KEY).close();
    assertThat(verify(KEY))
        .isInstanceOfSatisfying(
            Audit.Verdict.Intact.class,
            intact -> assertThat(intact.vouchedFor()).contains(new Audit.Span(1, 8)));
    // Whoever has no key can make the links before the seal anew, but not the one with it.
    story.set("version", "digest", "'x'", "name = 'v2'");
    String digest = Seal.digest(Kind.VERSION, 2, "v2", clock.instant(), "x", "v1", "i1/1/retrain");
    story.set("chain", "digest", "'" + digest + "'", "sequence = 8");
    story.set("chain", "hash", "'" + rehash(8) + "'", "sequence = 8");
    assertThat(verify(KEY))
        .isInstanceOfSatisfying(
            Audit.Verdict.Altered.class,
            altered -> assertThat(altered.line()).startsWith("link 9 (the first use of a key)"));
  }

  @Test
  void whereNoLinkIsSealedAKeyVouchesForNothing() throws SQLException {
    story.write(place.open(clock, KEY));
    assertThat(((Audit.Verdict.Intact) verify(KEY)).vouchedFor()).isEmpty();
    strip(1);
    assertThat(verify()).as("without the key").isInstanceOf(Audit.Verdict.Intact.class);
    assertThat(verify(KEY)).isEqualTo(new Audit.Verdict.Unsealed(new Audit.Span(1, 9)));
  }

  @Test
  void linksWithoutASealAfterASealedOneAreNamed() throws SQLException {
    story.write(place.open(clock, KEY));
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
    story.write(place.open(clock));
    assertThat(begin().orElseThrow())
        .startsWith("links 1 to 8 of the ledger ")
        .contains("without a seal", "by link 9", "ledger verify --head", "restore a backup");
    assertThat(begin()).as("the newest link is sealed now").isEmpty();
    try (Ledger ledger = place.open(clock, KEY)) {
      ledger.journal().note("", "decision", "ok", "{}");
    }
    strip(10);
    assertThat(begin().orElseThrow())
        .startsWith("link 10 of the ledger ")
        .contains("written without the key although link 9 is sealed");
  }

  @Test
  void nothingIsRemovedWhereTheSealsAreGone() throws SQLException {
    try (Ledger ledger = place.open(clock, KEY)) {
      LedgerStory.tell(ledger, "old", "resolved");
      clock.advance(Duration.ofDays(400));
      LedgerStory.tell(ledger, "new", "resolved");
      strip(1);
      assertThatExceptionOfType(LedgerException.class)
          .isThrownBy(
              () -> ledger.retain(clock.instant().minus(Duration.ofDays(365)), Set.of("resolved")))
          .withMessageContaining("have no seal, though there is a key");
    }
  }

  /// The ledger stays open with its key while somebody takes the seals away.
  @Test
  void sealsThatAreTakenAwayUnderARunningProcessShow() throws SQLException {
    try (Ledger ledger = place.open(clock, KEY)) {
      ledger.journal().note("", "decision", "ok", "{}");
      strip(1);
      ledger.journal().note("", "decision", "ok", "{}");
    }
    assertThat(verify(KEY))
        .isInstanceOfSatisfying(
            Audit.Verdict.Altered.class,
            altered -> {
              assertThat(altered.line()).isEqualTo("links 1 to 2");
              assertThat(altered.reason()).startsWith("the seals were taken away");
            });
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
    story.set("chain", "seal", "''", "sequence >= " + from);
    long last = Long.parseLong(place.texts("SELECT max(sequence) FROM chain").getFirst());
    for (long sequence = from; sequence <= last; sequence++) {
      story.set("chain", "hash", "'" + rehash(sequence) + "'", "sequence = " + sequence);
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

  private Audit.Verdict verify(String... key) {
    return Audit.verify(place.file(), place.settings(key), Optional.empty());
  }
}
