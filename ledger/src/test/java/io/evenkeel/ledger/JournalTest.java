package io.evenkeel.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.evenkeel.ledger.JournalEntry.Phase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Databases.class)
class JournalTest {
  private final TestingClock clock = new TestingClock();
  private final Ledger ledger;
  private final Journal journal;

  JournalTest(Databases databases, @TempDir Path directory) {
    ledger = databases.fixture(directory).open(clock);
    journal = ledger.journal();
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void anEffectIsAnnouncedOnce() {
    assertThat(journal.intend("i1", "retrain", "i1/1/retrain", "{}")).isTrue();
    assertThat(journal.intend("i1", "retrain", "i1/1/retrain", "{}")).isFalse();
    journal.done("i1/1/retrain", "promoted", "{}");
    assertThat(journal.intend("i1", "retrain", "i1/1/retrain", "{}")).isFalse();
    assertThat(journal.of("i1"))
        .extracting(JournalEntry::phase)
        .containsExactly(Phase.INTENT, Phase.DONE);
  }

  @Test
  void anEffectNeedsAKey() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> journal.intend("i1", "retrain", "", "{}"));
  }

  @Test
  void whatIsAnnouncedStaysOpenUntilItEnds() {
    journal.intend("i1", "retrain", "a", "{}");
    journal.intend("i1", "rollback", "b", "{}");
    journal.intend("i1", "alert", "c", "{}");
    journal.failed("b", "refused", "{}");
    assertThat(journal.openIntents()).extracting(JournalEntry::key).containsExactly("a", "c");
    journal.done("a", "promoted", "{}");
    journal.done("c", "delivered", "{}");
    assertThat(journal.openIntents()).isEmpty();
  }

  @Test
  void theEndTakesIncidentAndStepFromTheIntent() {
    journal.intend("i1", "retrain", "a", "{}");
    clock.advance(Duration.ofMillis(1500));
    journal.done("a", "promoted", "{\"to\":\"v2\"}");
    assertThat(journal.end("a"))
        .contains(
            new JournalEntry(
                2,
                Instant.parse("2026-11-01T06:00:01.623456789Z"),
                "i1",
                "retrain",
                Phase.DONE,
                "a",
                "promoted",
                "{\"to\":\"v2\"}"));
    assertThat(journal.end("b")).isEmpty();
  }

  @Test
  void anEffectEndsOnceAndOnlyIfItWasAnnounced() {
    assertThatIllegalStateException()
        .isThrownBy(() -> journal.done("a", "promoted", "{}"))
        .withMessageContaining("never announced");
    journal.intend("i1", "retrain", "a", "{}");
    journal.failed("a", "failed", "{}");
    assertThatIllegalStateException()
        .isThrownBy(() -> journal.done("a", "promoted", "{}"))
        .withMessageContaining("closed already");
    assertThat(journal.of("i1")).hasSize(2);
  }

  @Test
  void notesAreCountedByCode() {
    journal.note("", "decision", "ok", "{}");
    journal.note("i1", "decision", "retrain", "{}");
    journal.note("i2", "decision", "retrain", "{}");
    journal.note("i2", "verify", "retrain", "{}");
    assertThat(journal.counts("decision", Phase.NOTE)).isEqualTo(Map.of("ok", 1L, "retrain", 2L));
    assertThat(journal.counts("decision", Phase.DONE)).isEmpty();
  }

  @Test
  void theNewestOfAStepIsTheLastWritten() {
    assertThat(journal.newest("decision", Phase.NOTE)).isEmpty();
    journal.note("i1", "decision", "retrain", "{}");
    journal.note("i1", "decision", "alert", "{}");
    journal.note("i1", "verify", "ok", "{}");
    assertThat(journal.newest("decision", Phase.NOTE).map(JournalEntry::code)).contains("alert");
  }

  @Test
  void whoFollowsIsGivenWhatIsNewInOrder() {
    journal.note("", "decision", "ok", "{}");
    journal.intend("i1", "retrain", "a", "{}");
    journal.done("a", "promoted", "{}");
    assertThat(journal.after(0, 2)).extracting(JournalEntry::sequence).containsExactly(1L, 2L);
    assertThat(journal.after(2, 2)).extracting(JournalEntry::code).containsExactly("promoted");
    assertThat(journal.after(3, 2)).isEmpty();
    assertThat(journal.intent("a").map(JournalEntry::sequence)).contains(2L);
    assertThat(journal.intent("b")).isEmpty();
  }

  @Test
  void theNewestBeforeANumberIsTheLastOfItsStep() {
    journal.note("", "consult", "answered", "{}");
    journal.note("", "decision", "ok", "{}");
    journal.note("", "consult", "timeout", "{}");
    assertThat(journal.before("consult", Phase.NOTE, 3).map(JournalEntry::code))
        .contains("answered");
    assertThat(journal.before("consult", Phase.NOTE, 1)).isEmpty();
    assertThat(journal.before("consult", Phase.NOTE, 9).map(JournalEntry::code))
        .contains("timeout");
  }
}
