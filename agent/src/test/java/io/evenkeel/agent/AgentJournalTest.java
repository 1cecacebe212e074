package io.evenkeel.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.evenkeel.agent.AgentFact.Announced;
import io.evenkeel.agent.AgentFact.Consulted;
import io.evenkeel.agent.AgentFact.Decided;
import io.evenkeel.agent.AgentFact.Ended;
import io.evenkeel.agent.AgentFact.Moved;
import io.evenkeel.agent.AgentFact.Verified;
import io.evenkeel.drift.QualityIssue;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.IncidentState;
import io.evenkeel.incident.Outcome;
import io.evenkeel.incident.Recommendation;
import io.evenkeel.monitor.CheckReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentJournalTest {
  private static final Reasoner.Consultation CONSULTATION =
      new Reasoner.Consultation(
          "a-model", "a prompt", "an answer", "answered", "", Duration.ofMillis(1234));

  @TempDir Path directory;
  private TestingHome home;

  @BeforeEach
  void open() {
    home = new TestingHome(directory);
  }

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void aWholeRunIsReadBack() throws InterruptedException {
    home.remedies.on(
        Decision.RETRAIN,
        order -> {
          home.clock.advance(Duration.ofSeconds(30));
          return home.remedies.promote(order, "v2");
        });
    CheckReport report = home.reported(5);
    home.responder().once();
    home.checks.windows.add(TestingReports.drift(0));
    home.responder().once();

    String id = home.incident().id();
    String key = id + "/1/retrain";
    List<AgentFact> facts = facts();
    assertThat(facts).hasSize(6);
    assertThat(facts)
        .first()
        .isInstanceOfSatisfying(
            Moved.class,
            moved -> {
              assertThat(moved.state()).isEqualTo(IncidentState.OPEN);
              assertThat(moved.version()).isEqualTo("v1");
              assertThat(moved.cause()).contains("amount", "hour");
              assertThat(moved.timeline().orElseThrow().detected()).isEqualTo(report.timestamp());
              assertThat(moved.timeline().orElseThrow().onset()).isEqualTo(report.onset());
            });
    Decided decided = (Decided) facts.get(1);
    assertThat(decided.incident()).isEqualTo(id);
    assertThat(decided.decision()).isEqualTo(Decision.RETRAIN);
    assertThat(decided.report()).isEqualTo(report.id());
    assertThat(decided.version()).isEqualTo("v1");
    assertThat(decided.driftScore()).hasValue(0.625);
    assertThat(decided.drifted()).isEqualTo(report.drift().driftedFeatures());
    assertThat(decided.confidence()).isEqualTo(0.95);
    assertThat(decided.source()).isEqualTo("rules");
    assertThat(facts.get(2))
        .isEqualTo(
            new Announced(3, report.timestamp(), id, key, Decision.RETRAIN, report.id(), "v1"));
    assertThat(facts.get(3))
        .isEqualTo(
            new Ended(
                4,
                report.timestamp().plusSeconds(30),
                id,
                key,
                Decision.RETRAIN,
                "promoted",
                "promoted | version=v2",
                report.id(),
                Duration.ofSeconds(30),
                Optional.of(new AgentFact.Change("v1", "v2", 0.95))));
    assertThat(((Ended) facts.get(3)).effective()).isTrue();
    assertThat(((Moved) facts.get(4)).state()).isEqualTo(IncidentState.MITIGATING);
    assertThat(((Verified) facts.get(5)).code()).isEqualTo("quiet_window");
  }

  @Test
  void whatFailedOrWasStoppedHadNoEffect() throws InterruptedException {
    home.remedies.on(Decision.RETRAIN, _ -> new Outcome.Failed("no disk"));
    boolean[] thrown = {false};
    home.killSwitch = () -> thrown[0];
    home.reasoner =
        question -> {
          Reasoner.Answer answer = new RuleReasoner(home.policy).decide(question);
          thrown[0] = question.retries() > 0;
          return answer;
        };
    CheckReport report = home.reported(5);
    home.responder().once();
    List<Ended> ends =
        facts().stream().filter(Ended.class::isInstance).map(Ended.class::cast).toList();
    assertThat(ends).extracting(Ended::effective).containsExactly(false, false, true);
    assertThat(ends.getFirst().code()).isEqualTo("failed");
    assertThat(ends.get(1))
        .extracting(Ended::code, Ended::report, Ended::took, Ended::change)
        .containsExactly("kill_switch", report.id(), Duration.ZERO, Optional.empty());
    assertThat(ends.get(1).key()).endsWith("/2/rollback");
  }

  @Test
  void aConsultationIsJournalledBeforeItsDecision() throws InterruptedException {
    home.reasoner = _ -> proposed(Decision.RETRAIN);
    CheckReport report = home.reported(3);
    home.responder().once();
    List<AgentFact> facts = facts();
    assertThat(facts.getFirst())
        .isEqualTo(new Consulted(1, report.timestamp(), "", CONSULTATION, report.id()));
    assertThat(facts.get(2)).isInstanceOf(Decided.class);
  }

  @Test
  void aProposalThatIsNotAllowedIsReplacedAndStillJournalled() throws InterruptedException {
    home.killSwitch = () -> true;
    home.reasoner = _ -> proposed(Decision.RETRAIN);
    home.reported(0);
    assertThat(home.responder().once()).isInstanceOf(AgentRun.Calm.class);
    List<AgentFact> facts = facts();
    assertThat(facts.getFirst()).isInstanceOf(Consulted.class);
    assertThat(facts.get(1))
        .isInstanceOfSatisfying(
            Decided.class,
            decided -> {
              assertThat(decided.source()).isEqualTo("rules");
              assertThat(decided.decision()).isEqualTo(Decision.OK);
              assertThat(decided.incident()).isEmpty();
            });
  }

  @Test
  void tooLittleDataHasNoScore() throws InterruptedException {
    home.reported("v1", TestingReports.tooFew(3, new QualityIssue.Rejections(90, 0.9)), true);
    home.responder().once();
    assertThat(facts().stream().filter(Decided.class::isInstance).map(Decided.class::cast))
        .first()
        .extracting(Decided::driftScore, Decided::drifted)
        .containsExactly(OptionalDouble.empty(), List.of());
  }

  @Test
  void entriesOfBeforeAreReadAsFarAsTheyGo() {
    var journal = home.ledger.journal();
    journal.note(
        "i1",
        "decision",
        "alert",
        "{\"report\":\"r1\",\"drift_score\":0.2,\"confidence\":0.8,\"reasoning\":\"why\","
            + "\"source\":\"rules\",\"incident\":\"i1\"}");
    journal.note("i1", "incident", "open", "{\"describe\":\"open\"}");
    journal.intend("i1", "alert", "i1/1/alert", "{\"describe\":\"why\"}");
    journal.done("i1/1/alert", "delivered", "{\"describe\":\"delivered\"}");
    List<AgentFact> facts = facts();
    assertThat(facts.get(0))
        .isInstanceOfSatisfying(
            Decided.class,
            decided -> {
              assertThat(decided.version()).isEmpty();
              assertThat(decided.drifted()).isEmpty();
              assertThat(decided.driftScore()).hasValue(0.2);
            });
    assertThat(((Moved) facts.get(1)).timeline()).isEmpty();
    assertThat(((Announced) facts.get(2)).version()).isEmpty();
    assertThat(((Ended) facts.get(3)).report()).isEmpty();
  }

  @Test
  void whatIsNotOfTheAgentIsNoFactAndWhatIsBrokenSaysSo() {
    var journal = home.ledger.journal();
    journal.note("", "registry", "foreign", "{}");
    assertThat(facts()).isEmpty();
    journal.note("i1", "incident", "asleep", "{}");
    assertThatIllegalArgumentException().isThrownBy(this::facts).withMessageContaining("asleep");
  }

  private List<AgentFact> facts() {
    AgentJournal reader = new AgentJournal(home.ledger.journal());
    return home.ledger.journal().after(0, 1000).stream()
        .map(reader::read)
        .flatMap(Optional::stream)
        .toList();
  }

  private static Reasoner.Answer proposed(Decision decision) {
    return new Reasoner.Answer(
        new Recommendation(decision, 0.9, "because"), "llm", Optional.of(CONSULTATION));
  }
}
