package io.evenkeel.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.agent.Instructions.Result;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Incident;
import io.evenkeel.incident.IncidentState;
import io.evenkeel.incident.Marks;
import io.evenkeel.ledger.Incidents;
import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.ledger.LedgerException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstructionsTest {
  @TempDir Path directory;
  private TestingHome home;
  private KillSwitchFile killSwitch;
  private Instructions people;

  @BeforeEach
  void open() {
    home = new TestingHome(directory);
    killSwitch = new KillSwitchFile(directory.resolve("kill-switch"), home.clock);
    people = new Instructions(home.ledger, killSwitch, home.clock);
  }

  @AfterEach
  void close() {
    home.close();
  }

  /// An incident of which people were told.
  private String alerted() throws InterruptedException {
    home.reported(1);
    home.responder().once();
    assertThat(home.incident().state()).isEqualTo(IncidentState.OPEN);
    return home.incident().id();
  }

  private void agentRuns() throws InterruptedException {
    home.clock.advance(Duration.ofSeconds(1));
    home.responder().once();
  }

  private List<AgentFact.Instructed> said() {
    AgentJournal journal = new AgentJournal(home.ledger.journal());
    return home.ledger.journal().after(0, 1000).stream()
        .map(journal::read)
        .flatMap(Optional::stream)
        .filter(AgentFact.Instructed.class::isInstance)
        .map(AgentFact.Instructed.class::cast)
        .toList();
  }

  @Test
  void whoTookItOnIsInTheIncidentAndInTheJournal() throws InterruptedException {
    String id = alerted();

    Result result = people.acknowledge(id, " asha ", "looking into it");

    assertThat(result).isEqualTo(new Result.Done(home.incident()));
    assertThat(home.incident().state()).isEqualTo(IncidentState.ACKNOWLEDGED);
    assertThat(home.incident().marks().acknowledged())
        .contains(new Marks.Word("asha", "looking into it", home.clock.instant()));
    assertThat(said())
        .singleElement()
        .satisfies(fact -> {
          assertThat(fact.incident()).isEqualTo(id);
          assertThat(fact.code()).isEqualTo("acknowledged");
          assertThat(fact.who()).isEqualTo("asha");
          assertThat(fact.why()).isEqualTo("looking into it");
        });
  }

  @Test
  void takingItOnDoesNotKeepTheAgentFromActing() throws InterruptedException {
    String id = alerted();
    people.acknowledge(id, "asha", "looking into it");

    home.reported(5);
    agentRuns();

    assertThat(home.incident().state()).isEqualTo(IncidentState.MITIGATING);
    assertThat(home.incident().marks().acknowledged()).isPresent();
  }

  @Test
  void closingByAPersonIsNoMeasuredRecovery() throws InterruptedException {
    String id = alerted();

    assertThat(people.resolve(id, "asha", "a test of the partner")).isInstanceOf(Result.Done.class);

    assertThat(home.incident().state()).isEqualTo(IncidentState.RESOLVED);
    assertThat(home.incident().timeToRecover()).isEmpty();
    assertThat(home.incident().marks().closed().orElseThrow().who()).isEqualTo("asha");
    assertThat(people.resolve(id, "ben", "again"))
        .isEqualTo(new Result.Refused("it is over already"));
    assertThat(said()).hasSize(1);
  }

  @Test
  void anIncidentIsNotClosedWhileTheAgentActsOnIt() throws InterruptedException {
    home.remedies.on(
        Decision.RETRAIN,
        order -> {
          assertThat(people.resolve(order.incident(), "asha", "enough"))
              .isInstanceOf(Result.Refused.class);
          return home.remedies.promote(order, "v2");
        });
    home.reported(5);
    agentRuns();

    assertThat(home.incident().state()).isEqualTo(IncidentState.MITIGATING);
    assertThat(said()).isEmpty();
  }

  @Test
  void nothingIsDoneAboutAnIncidentThatWasClosedBetweenDecisionAndAct()
      throws InterruptedException {
    home.listener =
        event -> {
          if (event instanceof AgentEvent.Decided decided && !decided.incident().isEmpty()) {
            people.resolve(decided.incident(), "asha", "a test of the partner");
          }
        };
    home.reported(5);
    agentRuns();

    assertThat(home.remedies.effects).isEmpty();
    assertThat(home.incident().resolved()).isTrue();
  }

  @Test
  void anOrderIsCarriedOutOnceWhateverThePolicySays() throws InterruptedException {
    String id = alerted();
    home.remedies.on(Decision.ROLLBACK, order -> home.remedies.promote(order, "v0"));

    assertThat(people.overrule(id, Decision.ROLLBACK, "asha", "v1 was trained on bad labels"))
        .isInstanceOf(Result.Done.class);
    agentRuns();
    agentRuns();

    assertThat(home.remedies.effects).containsOnlyOnce(id + "/2/rollback");
    assertThat(home.incident().state()).isEqualTo(IncidentState.MITIGATING);
    assertThat(home.incident().marks().overruled()).isEmpty();
    assertThat(home.remedies.orders.getLast().recommendation().reasoning())
        .isEqualTo("asha ordered it: v1 was trained on bad labels");
  }

  @Test
  void anOrderThatCannotBeCarriedOutIsNotTriedAgain() throws InterruptedException {
    String id = alerted();

    people.overrule(id, Decision.ROLLBACK, "asha", "v1 was trained on bad labels");
    agentRuns();
    agentRuns();

    assertThat(home.journal()).containsOnlyOnce("FAILED rollback refused");
    assertThat(home.incident().settled()).isEqualTo(2);
    assertThat(home.incident().marks().overruled()).isEmpty();
  }

  @Test
  void anOrderInterruptedByACrashIsNotCarriedOutTwice() throws InterruptedException {
    String id = alerted();
    home.remedies.on(
        Decision.ROLLBACK,
        order -> {
          home.remedies.promote(order, "v2");
          throw new InterruptedException("the process ends");
        });
    people.overrule(id, Decision.ROLLBACK, "asha", "v1 was trained on bad labels");
    assertThatThrownBy(this::agentRuns).isInstanceOf(InterruptedException.class);

    agentRuns();

    assertThat(home.remedies.effects).containsOnlyOnce(id + "/2/rollback");
    assertThat(home.incident().state()).isEqualTo(IncidentState.MITIGATING);
  }

  @Test
  void whereAPersonSaysNoneTheChampionStaysAndPeopleAreTold() throws InterruptedException {
    String id = alerted();
    people.overrule(id, Decision.OK, "asha", "we wait for the labels");

    home.reported(5);
    agentRuns();

    assertThat(home.remedies.effects).containsExactly(id + "/1/alert", id + "/4/alert");
    assertThat(home.journal())
        .contains("NOTE guard overruled", "DONE alert delivered")
        .doesNotContain("INTENT retrain", "INTENT rollback");

    assertThat(people.withdraw(id, "asha", "labels are there")).isInstanceOf(Result.Done.class);
    home.clock.advance(Duration.ofMinutes(31));
    home.reported(5);
    agentRuns();

    assertThat(home.remedies.effects).contains(id + "/5/retrain");
  }

  @Test
  void theKillSwitchStopsOrdersToo() throws InterruptedException {
    String id = alerted();
    home.killSwitch = killSwitch;
    home.remedies.on(Decision.ROLLBACK, order -> home.remedies.promote(order, "v0"));

    people.pause(Optional.of(Duration.ofHours(1)), "ben", "audit");
    people.overrule(id, Decision.ROLLBACK, "asha", "v1 was trained on bad labels");
    agentRuns();

    assertThat(home.remedies.effects).containsExactly(id + "/1/alert");
    assertThat(home.journal()).contains("NOTE guard kill_switch");
  }

  @Test
  void pausingAndResumingAreInTheJournal() {
    KillSwitchFile.Standing standing =
        people.pause(Optional.of(Duration.ofHours(2)), "asha", "audit");

    assertThat(standing.by()).isEqualTo("asha");
    assertThat(standing.until()).contains(home.clock.instant().plus(Duration.ofHours(2)));
    assertThat(killSwitch.on()).isTrue();
    assertThat(people.resume("ben", "audit is over")).isTrue();
    assertThat(killSwitch.on()).isFalse();
    assertThat(people.resume("ben", "again")).isFalse();
    assertThat(said())
        .extracting(AgentFact.Instructed::code)
        .containsExactly("paused", "resumed", "resumed");
  }

  @Test
  void marksDeleteNothing() throws InterruptedException {
    String id = alerted();
    Incident before = home.incident();

    people.suppress(id, Optional.of(home.clock.instant().plusSeconds(60)), "asha", "partner test");
    assertThat(people.merge(id, "inc-none", "asha", "the same"))
        .isEqualTo(new Result.Refused("there is no incident inc-none"));
    assertThat(people.merge(id, id, "asha", "the same")).isInstanceOf(Result.Refused.class);

    assertThat(home.incident().marked(Marks.none())).isEqualTo(before);
    assertThat(home.incident().marks().asks(home.clock.instant())).isFalse();
    home.reported(5);
    agentRuns();
    assertThat(home.remedies.effects).contains(id + "/2/retrain");
  }

  @Test
  void whatNobodySaidOrWithoutAReasonIsNotFollowed() throws InterruptedException {
    String id = alerted();

    assertThatThrownBy(() -> people.acknowledge(id, " ", "why"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("who must be one line of 1 to 100 characters");
    assertThatThrownBy(() -> people.acknowledge(id, "asha", "two\nlines"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("why must be one line of 1 to 500 characters");
    assertThat(people.acknowledge("inc-none", "asha", "why"))
        .isEqualTo(new Result.Unknown("inc-none"));
    assertThat(said()).isEmpty();
  }

  @Test
  void whoeverDiesBetweenMarkAndNoteHasSaidNothing() throws Exception {
    String id = alerted();
    String other = id + "-other";
    home.ledger.incidents().open(other, "open", IncidentCodec.write(home.incident().named(other)));
    List<Supplier<Result>> instructions =
        List.of(
            () -> people.acknowledge(id, "asha", "looking into it"),
            () -> people.suppress(id, Optional.empty(), "asha", "noise"),
            () -> people.merge(id, other, "asha", "the same"),
            () -> people.overrule(id, Decision.OK, "asha", "wait for the labels"),
            () -> people.resolve(id, "asha", "a test of the partner"));
    Incidents.Fact before = home.ledger.incidents().find(id).orElseThrow();
    database(
        "CREATE TRIGGER fault BEFORE INSERT ON journal WHEN NEW.step = 'person'"
            + " BEGIN SELECT RAISE(ABORT, 'the process dies'); END");
    for (Supplier<Result> instruction : instructions) {
      assertThatThrownBy(instruction::get).isInstanceOf(LedgerException.class);
      assertThat(home.ledger.incidents().find(id)).contains(before);
    }
    assertThat(said()).isEmpty();
    assertThat(home.ledger.journal().of(id))
        .extracting(JournalEntry::code)
        .as("no state that it never had")
        .doesNotContain("acknowledged", "resolved");

    database("DROP TRIGGER fault");
    assertThat(instructions.stream().map(Supplier::get)).allMatch(Result.Done.class::isInstance);
    assertThat(said())
        .extracting(AgentFact.Instructed::code)
        .containsExactly("acknowledged", "suppressed", "merged", "overruled", "resolved");
  }

  private void database(String statement) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("ledger.db"));
        Statement change = connection.createStatement()) {
      change.execute(statement);
    }
  }

  @Test
  void theMarksOfAnIncidentSurviveBeingWritten() throws InterruptedException {
    String id = alerted();
    people.acknowledge(id, "asha", "looking into it");
    people.overrule(id, Decision.ALERT, "asha", "tell them again");
    people.suppress(id, Optional.empty(), "ben", "noise");
    Marks marks = home.incident().marks();

    assertThat(marks.acknowledged()).isPresent();
    assertThat(marks.overruled().orElseThrow().next()).isEqualTo(Decision.ALERT);
    assertThat(marks.suppressed().orElseThrow().until()).isEmpty();
    assertThat(IncidentCodec.read(IncidentCodec.write(home.incident()))).isEqualTo(home.incident());
  }
}
