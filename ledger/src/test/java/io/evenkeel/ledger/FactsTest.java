package io.evenkeel.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Databases.class)
class FactsTest {
  private static final Instant START = Instant.parse("2026-11-01T06:00:00.123456789Z");

  private final TestingClock clock = new TestingClock();
  private final LedgerFixture place;
  private final Ledger ledger;

  FactsTest(Databases databases, @TempDir Path directory) {
    place = databases.fixture(directory);
    ledger = place.open(clock);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void aServerSaysWhatItAnswersWithUntilItEndsOrIsForgotten() {
    Servers servers = ledger.servers();
    servers.tell("a:8000", "v1", 1, "aa", 0, "");
    servers.tell("b:8000", "", 0, "", 1, "no bundle");
    servers.tell("a:8000", "v2", 2, "bb", 0, "");
    assertThat(servers.all())
        .containsExactly(
            new Servers.Fact("a:8000", "v2", 2, "bb", 0, "", START),
            new Servers.Fact("b:8000", "", 0, "", 1, "no bundle", START));
    servers.withdraw("a:8000");
    assertThat(servers.all()).extracting(Servers.Fact::server).containsExactly("b:8000");
    clock.advance(Duration.ofHours(25));
    servers.tell("a:8000", "v2", 2, "bb", 0, "");
    assertThat(servers.all()).extracting(Servers.Fact::server).containsExactly("a:8000");
  }

  @Test
  void aNameIsTakenOnce() {
    Versions versions = ledger.versions();
    assertThat(versions.record("v1", "aa", Optional.empty(), "")).isTrue();
    assertThat(versions.record("v1", "bb", Optional.empty(), "")).isFalse();
    assertThat(versions.record("v2", "cc", Optional.of("v1"), "i1/1/retrain")).isTrue();
    Versions.Fact first = new Versions.Fact("v1", START, "aa", Optional.empty(), "");
    Versions.Fact second = new Versions.Fact("v2", START, "cc", Optional.of("v1"), "i1/1/retrain");
    assertThat(versions.all()).containsExactly(first, second);
    assertThat(versions.find("v1")).contains(first);
    assertThat(versions.find("v9")).isEmpty();
    assertThat(versions.madeBy("i1/1/retrain")).contains(second);
    assertThat(versions.madeBy("i1/2/retrain")).isEmpty();
    assertThat(versions.madeBy("")).isEmpty();
  }

  @Test
  void oneEffectMakesOneVersion() {
    ledger.versions().record("v1", "aa", Optional.empty(), "k");
    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> ledger.versions().record("v2", "bb", Optional.empty(), "k"));
    assertThat(ledger.versions().all()).hasSize(1);
  }

  @Test
  void anAliasMovesOnlyFromWhereTheCallerBelievesItStands() {
    ledger.versions().record("v1", "aa", Optional.empty(), "");
    ledger.versions().record("v2", "bb", Optional.empty(), "");
    Aliases aliases = ledger.aliases();
    assertThat(aliases.current("champion")).isEmpty();
    assertThat(aliases.compareAndSet("champion", Optional.of("v1"), "v2", "why", "")).isEmpty();

    Aliases.Fact first = new Aliases.Fact("champion", "v1", 1, START, "first", "");
    assertThat(aliases.compareAndSet("champion", Optional.empty(), "v1", "first", ""))
        .contains(first);
    assertThat(aliases.compareAndSet("champion", Optional.empty(), "v2", "why", "")).isEmpty();

    clock.advance(Duration.ofSeconds(1));
    Aliases.Fact second =
        new Aliases.Fact("champion", "v2", 2, START.plusSeconds(1), "better", "k");
    assertThat(aliases.compareAndSet("champion", Optional.of("v1"), "v2", "better", "k"))
        .contains(second);
    assertThat(aliases.current("champion")).contains(second);
    assertThat(aliases.history("champion")).containsExactly(first, second);
    assertThat(aliases.history("candidate")).isEmpty();
  }

  @Test
  void oneEffectMovesAnAliasOnce() {
    ledger.versions().record("v1", "aa", Optional.empty(), "");
    Aliases aliases = ledger.aliases();
    aliases.compareAndSet("champion", Optional.empty(), "v1", "why", "k");
    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> aliases.compareAndSet("champion", Optional.of("v1"), "v1", "why", "k"));
    assertThat(aliases.history("champion")).hasSize(1);
  }

  @Test
  void anAliasNamesOnlyARecordedVersion() {
    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(
            () -> ledger.aliases().compareAndSet("champion", Optional.empty(), "v1", "why", ""))
        .satisfies(e -> assertThat(e.getMessage()).containsIgnoringCase("foreign key"));
    assertThat(ledger.aliases().current("champion")).isEmpty();
  }

  @Test
  void anIncidentChangesOnlyFromTheRevisionThatWasSeen() {
    Incidents incidents = ledger.incidents();
    assertThat(incidents.open("i1", "open", "{}")).isTrue();
    assertThat(incidents.open("i1", "open", "{}")).isFalse();
    clock.advance(Duration.ofSeconds(2));
    assertThat(incidents.change("i1", 1, "mitigating", "{\"a\":1}")).isTrue();
    assertThat(incidents.change("i1", 1, "resolved", "{}")).isFalse();
    assertThat(incidents.change("i2", 1, "resolved", "{}")).isFalse();
    Incidents.Fact fact =
        new Incidents.Fact("i1", "mitigating", 2, START, START.plusSeconds(2), "{\"a\":1}");
    assertThat(incidents.find("i1")).contains(fact);
    assertThat(incidents.find("i2")).isEmpty();
    incidents.open("i0", "open", "{}");
    assertThat(incidents.all()).extracting(Incidents.Fact::id).containsExactly("i1", "i0");
  }

  @Test
  void aChangeOfAnIncidentAndWhatIsNotedOfItAreOneTransaction() throws SQLException {
    Incidents incidents = ledger.incidents();
    incidents.open("i1", "open", "{}");
    List<Incidents.Note> notes =
        List.of(
            new Incidents.Note("incident", "acknowledged", "{}"),
            new Incidents.Note("person", "acknowledged", "{\"who\":\"asha\"}"));
    // The first note can be written, the second cannot.
    place.change("CREATE UNIQUE INDEX fault ON journal (code)");
    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> incidents.change("i1", 1, "acknowledged", "{\"a\":1}", notes));
    assertThat(incidents.find("i1").orElseThrow().revision()).isEqualTo(1);
    assertThat(incidents.find("i1").orElseThrow().state()).isEqualTo("open");
    assertThat(ledger.journal().of("i1")).isEmpty();

    place.change("DROP INDEX fault");
    assertThat(incidents.change("i1", 2, "acknowledged", "{}", notes)).isFalse();
    assertThat(ledger.journal().of("i1")).as("of what was not changed nothing is noted").isEmpty();
    assertThat(incidents.change("i1", 1, "acknowledged", "{\"a\":1}", notes)).isTrue();
    assertThat(ledger.journal().of("i1"))
        .extracting(JournalEntry::step)
        .containsExactly("incident", "person");
    assertThat(Audit.verify(place.file(), place.settings(), Optional.empty()))
        .isInstanceOf(Audit.Verdict.Intact.class);
  }

  @Test
  void incidentsAreCountedByTheirState() {
    Incidents incidents = ledger.incidents();
    assertThat(incidents.counts()).isEmpty();
    incidents.open("i1", "open", "{}");
    incidents.open("i2", "open", "{}");
    incidents.open("i3", "open", "{}");
    incidents.change("i2", 1, "mitigated", "{}");
    assertThat(incidents.counts()).containsExactly(entry("mitigated", 1L), entry("open", 2L));
  }
}
