package io.evenkeel.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Databases.class)
class OutboxTest {
  private final TestingClock clock = new TestingClock();
  private final LedgerFixture place;
  private Ledger ledger;
  private Outbox outbox;

  OutboxTest(Databases databases, @TempDir Path directory) {
    place = databases.fixture(directory);
    ledger = place.open(clock);
    outbox = ledger.outbox();
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void aKeyIsPutOnce() {
    assertThat(put("mlflow", "a")).isTrue();
    assertThat(outbox.put("mlflow", "a", "other", "other", "other")).isFalse();
    assertThat(put("slack", "a")).as("another queue").isTrue();
    assertThat(outbox.head("mlflow"))
        .contains(
            new Outbox.Message(
                1, "mlflow", "a", "about a", "text", "payload a", clock.instant(), 0));
    assertThat(outbox.contains("mlflow", "a")).isTrue();
    assertThat(outbox.contains("mlflow", "b")).isFalse();

    outbox.sent(head("mlflow"));
    assertThat(put("mlflow", "a")).as("what has arrived is not put again").isFalse();
    assertThat(outbox.head("mlflow")).isEmpty();
  }

  @Test
  void aMessageNeedsAQueueAndAKey() {
    assertThatIllegalArgumentException().isThrownBy(() -> put("mlflow", ""));
    assertThatIllegalArgumentException().isThrownBy(() -> put("", "a"));
  }

  @Test
  void messagesGoInTheOrderInWhichTheyWerePut() {
    put("mlflow", "c");
    put("slack", "x");
    put("mlflow", "a");
    put("mlflow", "b");
    assertThat(head("mlflow").key()).isEqualTo("c");
    outbox.sent(head("mlflow"));
    assertThat(head("mlflow").key()).isEqualTo("a");
    outbox.refused(head("mlflow"), "no");
    assertThat(head("mlflow").key()).isEqualTo("b");
    assertThat(head("slack").key()).isEqualTo("x");
  }

  @Test
  void nothingOvertakesAHeadThatWaits() {
    put("mlflow", "a");
    put("mlflow", "b");
    Instant due = clock.instant().plusSeconds(30);
    outbox.postponed(head("mlflow"), "away", due);
    assertThat(outbox.head("mlflow")).isEmpty();
    assertThat(outbox.trouble("mlflow")).contains("away");
    assertThat(outbox.trouble("slack")).isEmpty();

    clock.advance(Duration.ofSeconds(29));
    assertThat(outbox.head("mlflow")).isEmpty();
    clock.advance(Duration.ofSeconds(1));
    assertThat(head("mlflow").key()).isEqualTo("a");
    assertThat(head("mlflow").attempts()).isEqualTo(1);
  }

  @Test
  void aClockThatIsSetBackHoldsUpNothing() {
    put("mlflow", "never tried");
    clock.advance(Duration.ofMinutes(-30));
    assertThat(head("mlflow").key()).isEqualTo("never tried");

    outbox.postponed(head("mlflow"), "away", clock.instant().plus(Duration.ofHours(1)));
    assertThat(outbox.head("mlflow")).as("the longest pause there is").isEmpty();
    clock.advance(Duration.ofDays(-1));
    assertThat(head("mlflow").attempts()).isEqualTo(1);
  }

  @Test
  void whatWaitsAndWhatWasRefusedIsCountedByQueue() {
    put("slack", "a");
    put("mlflow", "champion/1");
    put("mlflow", "champion/2");
    put("mlflow", "run/3");
    outbox.sent(head("mlflow"));
    outbox.refused(head("mlflow"), "too large");
    assertThat(outbox.waiting()).containsExactly(Map.entry("mlflow", 1L), Map.entry("slack", 1L));
    assertThat(outbox.refused()).containsExactly(Map.entry("mlflow", 1L));
    assertThat(outbox.newestSent("mlflow", "champion/").map(Outbox.Message::key))
        .contains("champion/1");
    assertThat(outbox.newestSent("mlflow", "run/")).isEmpty();
    assertThat(outbox.newestSent("slack", "champion/")).isEmpty();
  }

  @Test
  void anEndIsFinal() {
    put("mlflow", "a");
    Outbox.Message message = head("mlflow");
    outbox.refused(message, "no");
    outbox.sent(message);
    outbox.postponed(message, "away", clock.instant());
    assertThat(outbox.refused()).containsExactly(Map.entry("mlflow", 1L));
    assertThat(outbox.waiting()).isEmpty();
  }

  @Test
  void theNewestAboutASubjectIsFoundThatArrivedOrThatWaitsNoMore() {
    outbox.put("am", "1", "i1", "k", "first");
    outbox.put("am", "2", "i2", "k", "second");
    outbox.put("am", "3", "i1", "k", "third");
    outbox.put("am", "4", "i3", "k", "refused");
    outbox.put("am", "5", "i1", "k", "not yet");
    for (int i = 0; i < 3; i++) {
      outbox.sent(head("am"));
    }
    outbox.refused(head("am"), "given up");
    assertThat(outbox.latestSent("am"))
        .extracting(Outbox.Message::payload)
        .containsExactly("second", "third");
    assertThat(outbox.latestSent("slack")).isEmpty();
    assertThat(outbox.latestEnded("am"))
        .extracting(Outbox.Message::payload)
        .containsExactly("second", "third", "refused");
    assertThat(outbox.latestEnded("slack")).isEmpty();
  }

  @Test
  void whatArrivedLongAgoIsEmptiedAndStaysKnown() {
    put("mlflow", "a");
    put("mlflow", "b");
    outbox.sent(head("mlflow"));
    clock.advance(Duration.ofHours(2));
    outbox.sent(head("mlflow"));
    assertThat(outbox.emptySent("slack", clock.instant())).isZero();
    assertThat(outbox.emptySent("mlflow", clock.instant().minus(Duration.ofHours(1)))).isEqualTo(1);
    assertThat(outbox.emptySent("mlflow", clock.instant().minus(Duration.ofHours(1)))).isZero();
    assertThat(put("mlflow", "a")).isFalse();
  }

  @Test
  void theFirstAndTheNewestAboutASubjectMayStayWhole() {
    for (String key : List.of("1", "2", "3", "4")) {
      outbox.put("am", key, "i1", "k", "whole");
    }
    outbox.put("am", "5", "i2", "k", "whole");
    for (int i = 0; i < 3; i++) {
      outbox.sent(head("am"));
    }
    outbox.refused(head("am"), "no");
    outbox.sent(head("am"));
    clock.advance(Duration.ofHours(2));
    assertThat(outbox.emptySentBetween("am", clock.instant())).isEqualTo(1);
    assertThat(outbox.about("am", "i1"))
        .extracting(Outbox.Message::payload)
        .containsExactly("whole", "", "whole", "whole");
    assertThat(outbox.about("am", "i2"))
        .extracting(Outbox.Message::payload)
        .containsExactly("whole");
    assertThat(outbox.emptySent("am", clock.instant())).isEqualTo(3);
  }

  @Test
  void messagesSurviveARestart() {
    put("mlflow", "a");
    put("mlflow", "b");
    outbox.postponed(head("mlflow"), "away", clock.instant().plusSeconds(5));
    ledger.close();
    ledger = place.open(clock);
    outbox = ledger.outbox();
    assertThat(outbox.head("mlflow")).isEmpty();
    clock.advance(Duration.ofSeconds(5));
    assertThat(head("mlflow"))
        .extracting(Outbox.Message::key, Outbox.Message::payload, Outbox.Message::attempts)
        .containsExactly("a", "payload a", 1);
    assertThat(put("mlflow", "b")).isFalse();
  }

  @Test
  void aSignOfLifeIsTheLatest() {
    Heartbeats heartbeats = ledger.heartbeats();
    assertThat(heartbeats.latest()).isEmpty();
    Instant start = clock.instant();
    heartbeats.beat("server");
    heartbeats.beat("agent");
    clock.advance(Duration.ofSeconds(7));
    heartbeats.beat("agent");
    assertThat(heartbeats.latest())
        .containsExactly(Map.entry("agent", start.plusSeconds(7)), Map.entry("server", start));
  }

  @Test
  void aCursorNeverGoesBack() {
    Cursors cursors = ledger.cursors();
    assertThat(cursors.at("mlflow")).isZero();
    cursors.advance("mlflow", 7);
    cursors.advance("mlflow", 3);
    cursors.advance("slack", 1);
    assertThat(cursors.at("mlflow")).isEqualTo(7);
    assertThat(cursors.at("slack")).isEqualTo(1);
  }

  private boolean put(String queue, String key) {
    return outbox.put(queue, key, "about " + key, "text", "payload " + key);
  }

  private Outbox.Message head(String queue) {
    Optional<Outbox.Message> head = outbox.head(queue);
    assertThat(head).isPresent();
    return head.orElseThrow();
  }
}
