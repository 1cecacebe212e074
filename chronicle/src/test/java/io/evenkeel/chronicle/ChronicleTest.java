package io.evenkeel.chronicle;

import static io.evenkeel.chronicle.TestingStory.INCIDENT;
import static io.evenkeel.chronicle.TestingStory.RETRAIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.alerts.Notice;
import io.evenkeel.alerts.Notice.Kind;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.IncidentState;
import io.evenkeel.ledger.JournalEntry.Phase;
import io.evenkeel.ledger.Outbox;
import io.evenkeel.mlflow.Mlflow.Standing;
import io.evenkeel.mlflow.MlflowRecord;
import io.evenkeel.mlflow.MlflowRecord.ChampionMove;
import io.evenkeel.mlflow.MlflowRecord.NewVersion;
import io.evenkeel.mlflow.MlflowRecord.Run;
import io.evenkeel.mlflow.RecordCodec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChronicleTest {
  private static final List<String> RECORDS =
      List.of(
          "version/v1",
          "champion/1",
          "decision/1",
          "decision/3",
          "retrain/" + RETRAIN,
          "action/" + RETRAIN,
          "champion/2");
  private static final List<Kind> NOTICES =
      List.of(Kind.DECIDED, Kind.ACTED, Kind.MITIGATED, Kind.RESOLVED);
  private static final int LAST = 10;

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
  void aWholeStoryIsToldInOrder() throws InterruptedException {
    for (int i = 0; i <= LAST; i++) {
      story.step(i);
      run();
      run();
    }
    assertThat(records()).isEqualTo(RECORDS);
    assertThat(kinds()).isEqualTo(NOTICES);
  }

  @Test
  void whatIsToldLaterIsToldTheSame() throws InterruptedException {
    story.steps(0, LAST);
    run();
    assertThat(records()).isEqualTo(RECORDS);
    assertThat(kinds()).isEqualTo(NOTICES);
  }

  @Test
  void aProcessThatDiesAnywhereForgetsNothingAndTellsNothingTwice() throws InterruptedException {
    story.steps(0, 5);
    int deaths = 0;
    for (int lives = 0; lives < RECORDS.size() + NOTICES.size(); lives++) {
      if (lives == 3) {
        story.steps(6, LAST);
      }
      outside.livesFor = lives % 3;
      try {
        run();
      } catch (TestingOutside.Killed _) {
        deaths++;
      }
    }
    outside.livesFor = Integer.MAX_VALUE;
    run();
    assertThat(deaths).isGreaterThan(3);
    assertThat(records()).isEqualTo(RECORDS);
    assertThat(kinds()).isEqualTo(NOTICES);
  }

  @Test
  void aMoveOfTheAgentWaitsForTheEndOfItsAction() throws InterruptedException {
    story.steps(0, 6);
    run();
    assertThat(records()).isEqualTo(RECORDS.subList(0, 4));
    story.step(7);
    run();
    assertThat(records()).isEqualTo(RECORDS);
  }

  @Test
  void mlflowThatIsSwitchedOnLaterIsToldFromTheBeginning() throws InterruptedException {
    story.steps(0, LAST);
    story.chronicle(outside, false).once(story.clock.instant().plusSeconds(10));
    assertThat(records()).isEmpty();
    assertThat(story.ledger.cursors().at("mlflow.journal")).isZero();
    story.clock.advance(Duration.ofDays(3));
    run();
    assertThat(records()).isEqualTo(RECORDS);
  }

  @Test
  void aRetrainIsARunWithItsVersion() throws InterruptedException {
    story.steps(0, LAST);
    run();
    Run retrain = (Run) outside.records.get(4);
    assertThat(retrain.experiment()).isEqualTo("upi_fraud_retrain");
    assertThat(retrain.succeeded()).isTrue();
    assertThat(retrain.version()).contains(new NewVersion("v2", TestingStory.DIGEST_2));
    assertThat(Duration.between(retrain.started(), retrain.ended()))
        .isEqualTo(Duration.ofSeconds(2));
    assertThat(retrain.metrics())
        .containsEntry("drift_score", 0.625)
        .containsEntry("duration_seconds", 2.0);
    assertThat(retrain.tags())
        .containsAllEntriesOf(
            Map.of(
                "triggered_by", "rules",
                "drift_score", "0.625",
                "drifted_cols", "amount,hour",
                "agent_run_id", "report-2",
                "incident_id", INCIDENT,
                "verdict", "promoted",
                "decision", "retrain"));
    assertThat(retrain.artifacts())
        .extracting(MlflowRecord.Artifact::path)
        .contains("decision/decision.json");
    assertThat(outside.records.getLast())
        .isEqualTo(
            new ChampionMove(
                "champion/2",
                2,
                Optional.of("v1"),
                "v2",
                TestingStory.DIGEST_2,
                INCIDENT,
                "retrained"));
    assertThat(((Run) outside.records.getFirst()).tags()).containsEntry("triggered_by", "person");
  }

  @Test
  void aRetrainThatWasRefusedIsAFailedRunWithoutAVersion() throws InterruptedException {
    story.steps(0, 5);
    story
        .ledger
        .journal()
        .failed(RETRAIN, "refused", "{\"describe\":\"kept v1\",\"report\":\"report-2\"}");
    run();
    Run retrain = (Run) outside.records.get(4);
    assertThat(retrain.key()).isEqualTo("retrain/" + RETRAIN);
    assertThat(retrain.succeeded()).isFalse();
    assertThat(retrain.version()).isEmpty();
    assertThat(retrain.tags())
        .containsEntry("verdict", "refused")
        .containsEntry("outcome", "kept v1");
    assertThat(kinds()).containsExactly(Kind.DECIDED, Kind.NOT_ACTED);
  }

  @Test
  void aConsultationGoesWithItsDecision() throws InterruptedException {
    story
        .ledger
        .journal()
        .note(
            "",
            "consult",
            "timeout",
            "{\"report\":\"report-1\",\"model\":\"m\",\"prompt\":\"p\",\"response\":\"\","
                + "\"remark\":\"late\",\"took_seconds\":10.0}");
    story.step(2);
    story.decision("", "ok", "report-3", 0, "");
    run();
    assertThat(((Run) outside.records.getFirst()).artifacts())
        .extracting(MlflowRecord.Artifact::path)
        .containsExactly("decision/decision.json", "decision/consultation.json");
    assertThat(((Run) outside.records.get(1)).artifacts()).hasSize(1);
  }

  @Test
  void aNoticeIsUnderstandableByItself() throws InterruptedException {
    story.steps(0, LAST);
    run();
    Notice decided = outside.notices.getFirst();
    assertThat(decided.incident()).isEqualTo(INCIDENT);
    assertThat(decided.decision()).isEqualTo(Decision.RETRAIN);
    assertThat(decided.driftScore()).hasValue(0.625);
    assertThat(decided.version()).isEqualTo("v1");
    assertThat(decided.whatToDo()).contains("a retrain is tried");
    Notice acted = outside.notices.get(1);
    assertThat(acted.change()).contains(new Notice.Change("v1", "v2"));
    assertThat(acted.outcome()).isEqualTo("promoted | version=v2");
    Notice resolved = outside.notices.getLast();
    assertThat(resolved.state()).isEqualTo(IncidentState.RESOLVED);
    assertThat(resolved.version()).isEqualTo("v2");
    assertThat(resolved.timeToDetect()).contains(Duration.ofSeconds(10));
    assertThat(resolved.timeToRecover()).contains(Duration.ofSeconds(610));
  }

  @Test
  void nobodyIsToldYesterdaysNews() throws InterruptedException {
    story.steps(0, LAST);
    outside.queues = List.of();
    run();
    outside.queues = List.of("slack");
    story.clock.advance(Duration.ofHours(2));
    run();
    assertThat(kinds()).as("all is over").isEmpty();
  }

  @Test
  void ofWhatIsNotOverTheLastWordIsToldHoweverOld() throws InterruptedException {
    story.steps(0, 9);
    story.clock.advance(Duration.ofHours(2));
    run();
    assertThat(kinds()).containsExactly(Kind.MITIGATED);
    outside.queues = List.of("slack", "pagerduty");
    run();
    assertThat(kinds()).as("a new channel is told what the others know").hasSize(1);
    assertThat(story.ledger.cursors().at("notices.pagerduty"))
        .isEqualTo(story.ledger.cursors().at("notices.slack"));
  }

  @Test
  void anOutsideThatIsBrokenKeepsNothingFromBeingTakenIn() throws InterruptedException {
    outside.broken = true;
    story.steps(0, LAST);
    run();
    assertThat(records()).isEqualTo(RECORDS);
    assertThat(kinds()).isEqualTo(NOTICES);
  }

  @Test
  void anEntryThatCannotBeReadIsPassedOver() throws InterruptedException {
    story.ledger.journal().note(INCIDENT, "incident", "asleep", "{");
    story.steps(3, 4);
    run();
    assertThat(kinds()).containsExactly(Kind.DECIDED);
  }

  @Test
  void oneFactThatCannotBeToldKeepsNoOtherFromBeingTold() throws InterruptedException {
    story.steps(0, LAST);
    outside.poison = List.of("decision/1", "version/v1", "champion/1");
    run();
    assertThat(records()).isEqualTo(RECORDS.subList(3, RECORDS.size()));
    assertThat(kinds()).isEqualTo(NOTICES);
    outside.poison =
        List.of(INCIDENT + "/" + story.ledger.journal().after(0, 99).getLast().sequence());
    outside.queues = List.of("slack", "webhook");
    story.alerted(INCIDENT, 2);
    run();
    assertThat(kinds()).endsWith(Kind.ACTED);
  }

  @Test
  void aForeignMoveOfTheAliasIsNotedOnceAMinuteAtMost() throws InterruptedException {
    story.steps(0, LAST);
    outside.standing = new Standing.Ours("v9", "digest", "9");
    Chronicle chronicle = story.chronicle(outside, true);
    chronicle.once(story.clock.instant().plusSeconds(10));
    chronicle.once(story.clock.instant().plusSeconds(10));
    assertThat(outside.lookedAt).isEqualTo(1);
    assertThat(registryNote()).contains("foreign");
    story.clock.advance(Duration.ofMinutes(1));
    outside.standing = new Standing.Ours("v1", TestingStory.DIGEST_1, "1");
    chronicle.once(story.clock.instant().plusSeconds(10));
    assertThat(registryNote()).as("moves are on their way").contains("settled");

    story.ledger.outbox().put(RecordCodec.MOVES, "champion/2", "", "", "");
    story.ledger.outbox().sent(story.ledger.outbox().head(RecordCodec.MOVES).orElseThrow());
    story.clock.advance(Duration.ofMinutes(1));
    chronicle.once(story.clock.instant().plusSeconds(10));
    assertThat(registryNote()).as("all moves have arrived").contains("foreign");
  }

  @Test
  void aClockThatIsSetBackKeepsNobodyFromLooking() throws InterruptedException {
    story.steps(0, LAST);
    Chronicle chronicle = story.chronicle(outside, true);
    chronicle.once(story.clock.instant().plusSeconds(10));
    story.ledger.outbox().put("mlflow", "old", "", "", "payload");
    story.clock.advance(Duration.ofDays(-30));
    story.ledger.outbox().sent(story.ledger.outbox().head("mlflow").orElseThrow());
    story.clock.advance(Duration.ofDays(10));
    chronicle.once(story.clock.instant().plusSeconds(10));
    assertThat(outside.lookedAt).isEqualTo(2);
    assertThat(story.ledger.outbox().about("mlflow", ""))
        .extracting(Outbox.Message::payload)
        .containsExactly("");
  }

  @Test
  void whatArrivedAWeekAgoIsClearedAway() throws InterruptedException {
    outside.queues = List.of("slack", "alertmanager");
    for (String queue : List.of("mlflow", "mlflow-champion", "slack", "alertmanager")) {
      for (int i = 0; i < 3; i++) {
        story.ledger.outbox().put(queue, String.valueOf(i), "subject", "", "payload");
        story.ledger.outbox().sent(story.ledger.outbox().head(queue).orElseThrow());
      }
    }
    run();
    assertThat(payloads("slack")).containsOnly("payload");
    story.clock.advance(Duration.ofDays(8));
    run();
    assertThat(payloads("slack")).containsOnly("");
    assertThat(payloads("mlflow")).containsOnly("");
    assertThat(payloads("mlflow-champion")).containsOnly("");
    assertThat(payloads("alertmanager"))
        .as("the channel reads back the first and the last")
        .containsExactly("payload", "", "payload");
  }

  private List<String> payloads(String queue) {
    return story.ledger.outbox().about(queue, "subject").stream()
        .map(Outbox.Message::payload)
        .toList();
  }

  private void run() throws InterruptedException {
    story.chronicle(outside, true).once(story.clock.instant().plusSeconds(10));
  }

  private Optional<String> registryNote() {
    return story.ledger.journal().newest("registry", Phase.NOTE).map(entry -> entry.code());
  }

  private List<String> records() {
    return outside.records.stream().map(MlflowRecord::key).toList();
  }

  private List<Kind> kinds() {
    return outside.notices.stream().map(Notice::kind).toList();
  }
}
