package io.evenkeel.chronicle;

import static io.evenkeel.chronicle.TestingStory.INCIDENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.alerts.Notice;
import io.evenkeel.alerts.Notice.Kind;
import io.evenkeel.incident.Decision;
import io.evenkeel.ledger.JournalEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoticesTest {
  @TempDir private Path directory;
  private TestingStory story;
  private final TestingOutside outside = new TestingOutside();

  @BeforeEach
  void open() {
    story = new TestingStory(directory);
  }

  @AfterEach
  void close() {
    story.close();
  }

  @Test
  void aKeyNamesTheIncidentAndTheFact() throws InterruptedException {
    story.steps(0, 4);
    JournalEntry decision = story.ledger.journal().after(0, 99).getLast();
    run();
    assertThat(outside.notices)
        .extracting(Notice::key)
        .containsExactly(INCIDENT + "/" + decision.sequence());
  }

  @Test
  void theSameDecisionAgainIsNotTold() throws InterruptedException {
    story.steps(0, 4);
    decide("retrain", "report-3");
    story.steps(5, 8);
    decide("retrain", "report-4");
    run();
    assertThat(kinds()).containsExactly(Kind.DECIDED, Kind.ACTED);
    decide("retrain", "report-5");
    run();
    assertThat(kinds()).hasSize(2);
  }

  @Test
  void anotherDecisionIsToldAndPromisesNothingThatMayNotCome() throws InterruptedException {
    story.steps(0, 4);
    decide("rollback", "report-2");
    decide("alert", "report-3");
    decide("retrain", "report-4");
    decide("retrain", "report-5");
    run();
    assertThat(outside.notices)
        .extracting(Notice::decision)
        .containsExactly(Decision.RETRAIN, Decision.ROLLBACK, Decision.ALERT, Decision.RETRAIN);
    assertThat(outside.notices.get(1).whatToDo()).contains("a rollback is tried");
    assertThat(outside.notices.getLast().whatToDo())
        .contains("should a retrain be tried again")
        .doesNotContain("is tried");
  }

  @Test
  void theSameDecisionIsToldAgainOnceTheIncidentWasReopened() throws InterruptedException {
    story.steps(0, 8);
    story.moved("reopened", "null", "null");
    decide("retrain", "report-3");
    decide("retrain", "report-4");
    run();
    assertThat(kinds()).containsExactly(Kind.DECIDED, Kind.ACTED, Kind.REOPENED, Kind.DECIDED);
  }

  @Test
  void whatIsNotToldDoesNotHideTheLastWord() throws InterruptedException {
    story.steps(0, 8);
    decide("retrain", "report-3");
    story.clock.advance(Duration.ofHours(2));
    run();
    assertThat(kinds()).containsExactly(Kind.ACTED);
  }

  @Test
  void aDecisionAfterAnActionTellsNothingOfThatAction() throws InterruptedException {
    story.steps(0, 8);
    decide("alert", "report-3");
    run();
    Notice decided = outside.notices.getLast();
    assertThat(decided.kind()).isEqualTo(Kind.DECIDED);
    assertThat(decided.outcome()).isEmpty();
    assertThat(decided.change()).isEmpty();
    assertThat(decided.version()).isEqualTo("v2");
  }

  @Test
  void anAlertThatFollowsAChangeChangedNothing() throws InterruptedException {
    story.steps(0, 8);
    story.alerted(INCIDENT, 2);
    story.steps(9, 9);
    run();
    assertThat(kinds()).containsExactly(Kind.DECIDED, Kind.ACTED, Kind.ACTED, Kind.MITIGATED);
    assertThat(outside.notices.get(1).change()).contains(new Notice.Change("v1", "v2"));
    assertThat(outside.notices.get(2).change()).isEmpty();
    assertThat(outside.notices.getLast().change()).contains(new Notice.Change("v1", "v2"));
  }

  @Test
  void aVersionThatAPersonPutThereIsTheOneThatServes() throws InterruptedException {
    story.steps(0, 9);
    story.ledger.versions().record("v3", "3".repeat(64), Optional.empty(), "");
    story.champion(Optional.of("v2"), "v3", "adopted from MLflow", "");
    story.clock.advance(Duration.ofSeconds(1));
    story.step(10);
    run();
    assertThat(outside.notices).extracting(Notice::version).containsExactly("v1", "v2", "v2", "v3");
    assertThat(outside.notices.getLast().kind()).isEqualTo(Kind.RESOLVED);
    assertThat(outside.notices.getLast().change()).isEmpty();
  }

  @Test
  void noPathOfTheMachineLeavesIt() throws InterruptedException {
    story.steps(0, 4);
    story.alerted(INCIDENT, 1);
    failed(2, "cannot write under /srv/my-home/alerts: disk full (file:/srv/x/y.json)");
    failed(3, "the kill switch is on: remove /srv/home/agent.stop to act");
    failed(4, "kept v1: 3/4 of http://mlflow:5000/v2 answered, 1 / 2");
    run();
    assertThat(outside.notices)
        .extracting(Notice::outcome)
        .containsExactly(
            "",
            "people were told",
            "cannot write under alerts: disk full (file:y.json)",
            "the kill switch is on: remove agent.stop to act",
            "kept v1: 3/4 of http://mlflow:5000/v2 answered, 1 / 2");
  }

  private void failed(int attempt, String describe) {
    String key = INCIDENT + "/" + attempt + "/retrain";
    story.ledger.journal().intend(INCIDENT, "retrain", key, "{\"describe\":\"why\"}");
    story.ledger.journal().failed(key, "failed", "{\"describe\":\"%s\"}".formatted(describe));
    story.clock.advance(Duration.ofSeconds(1));
  }

  private void decide(String code, String report) {
    story.decision(INCIDENT, code, report, 0.625, "\"amount\"");
    story.clock.advance(Duration.ofSeconds(1));
  }

  private List<Kind> kinds() {
    return outside.notices.stream().map(Notice::kind).toList();
  }

  private void run() throws InterruptedException {
    story.chronicle(outside, true).once(story.clock.instant().plusSeconds(10));
  }
}
