package io.evenkeel.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.incident.Decision;
import io.evenkeel.incident.IncidentState;
import io.evenkeel.incident.Outcome;
import io.evenkeel.incident.Repair;
import io.evenkeel.ledger.JournalEntry;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The agent dies somewhere, another one starts over the same ledger: no effect happens twice, and
/// none is forgotten.
class CrashTest {
  @TempDir Path directory;
  private TestingHome home;

  /// The end of a process: nothing of the agent may catch it.
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  @BeforeEach
  void open() {
    home = new TestingHome(directory);
    home.reported(5);
  }

  @AfterEach
  void close() {
    home.close();
  }

  private void dies() {
    assertThatThrownBy(() -> home.responder().once()).isInstanceOf(Killed.class);
    home.listener = AgentListener.silent();
  }

  private void diesAt(Predicate<AgentEvent> moment) {
    home.listener =
        event -> {
          if (moment.test(event)) {
            throw new Killed();
          }
        };
    dies();
  }

  @Test
  void afterTheEffectAndBeforeDone() throws InterruptedException {
    home.remedies.on(
        Decision.RETRAIN,
        order -> {
          home.remedies.promote(order, "v2");
          throw new Killed();
        });
    dies();
    assertThat(home.ledger.journal().openIntents()).hasSize(1);

    Responder restarted = home.responder();
    assertThat(restarted.reconcileOpenIntents()).isEqualTo(1);
    assertThat(home.ledger.journal().openIntents()).isEmpty();
    assertThat(home.incident().state()).isEqualTo(IncidentState.MITIGATING);
    assertThat(home.incident().repair())
        .isInstanceOfSatisfying(
            Repair.Changed.class, change -> assertThat(change.to()).isEqualTo("v2"));
    assertThat(restarted.once()).isInstanceOf(AgentRun.Idle.class);
    assertThat(home.remedies.effects).hasSize(1);
    assertThat(home.decisions("retrain")).isEqualTo(1);
  }

  @Test
  void afterAnAlertWasSentAndBeforeDone() throws InterruptedException {
    home.reported(1);
    home.remedies.on(
        Decision.ALERT,
        order -> {
          home.remedies.deliver(order);
          throw new Killed();
        });
    dies();
    home.remedies.on(Decision.ALERT, home.remedies::deliver);
    assertThat(home.responder().once().lines().getFirst()).contains("already acted on");
    assertThat(home.remedies.effects).hasSize(1);
    assertThat(home.incident().repair()).isInstanceOf(Repair.Told.class);
  }

  @Test
  void afterIntentAndBeforeTheEffect() throws InterruptedException {
    diesAt(event -> event instanceof AgentEvent.ActionBegun);
    assertThat(home.remedies.effects).isEmpty();

    AgentRun.Acted run = (AgentRun.Acted) home.responder().once();
    assertThat(run.failures()).isEmpty();
    assertThat(home.remedies.effects).containsExactly(home.incident().id() + "/2/retrain");
    assertThat(home.decisions("retrain")).isEqualTo(1);
  }

  @Test
  void afterIntentTwice() throws InterruptedException {
    diesAt(event -> event instanceof AgentEvent.ActionBegun);
    diesAt(event -> event instanceof AgentEvent.ActionBegun);

    AgentRun.Acted run = (AgentRun.Acted) home.responder().once();
    assertThat(run.failures())
        .containsExactly(
            new AgentRun.Failure(Decision.RETRAIN, "nothing was done"),
            new AgentRun.Failure(Decision.ROLLBACK, "no earlier version fits"));
    assertThat(home.remedies.effects).containsExactly(home.incident().id() + "/4/alert");
  }

  @Test
  void afterDoneAndBeforeTheIncidentKnows() throws InterruptedException {
    diesAt(event -> event instanceof AgentEvent.ActionEnded);
    assertThat(home.incident().state()).isEqualTo(IncidentState.OPEN);

    assertThat(home.responder().once()).isInstanceOf(AgentRun.Idle.class);
    assertThat(home.incident().state()).isEqualTo(IncidentState.MITIGATING);
    assertThat(home.remedies.effects).hasSize(1);
  }

  @Test
  void afterTheDecisionAndBeforeIntent() throws InterruptedException {
    diesAt(event -> event instanceof AgentEvent.Decided);
    assertThat(home.decisions("retrain")).isEqualTo(1);

    assertThat(home.responder().once()).isInstanceOf(AgentRun.Acted.class);
    assertThat(home.remedies.effects).hasSize(1);
    assertThat(home.decisions("retrain")).isEqualTo(1);
    assertThat(home.incidents()).hasSize(1);
  }

  @Test
  void afterTheIncidentWasOpenedAndBeforeTheDecision() throws InterruptedException {
    diesAt(event -> event instanceof AgentEvent.IncidentChanged);
    assertThat(home.decisions("retrain")).isZero();

    assertThat(home.responder().once()).isInstanceOf(AgentRun.Acted.class);
    assertThat(home.remedies.effects).hasSize(1);
    assertThat(home.incidents()).hasSize(1);
  }

  @Test
  void betweenAFailureAndItsDowngrade() throws InterruptedException {
    home.remedies.on(Decision.RETRAIN, _ -> new Outcome.Refused("too few labels"));
    diesAt(event ->
        event instanceof AgentEvent.Decided decided
            && decided.recommendation().decision() == Decision.ROLLBACK);

    AgentRun.Acted run = (AgentRun.Acted) home.responder().once();
    assertThat(run.failures()).hasSize(2);
    assertThat(home.remedies.orders)
        .extracting(order -> order.recommendation().decision())
        .containsExactly(Decision.RETRAIN, Decision.ROLLBACK, Decision.ALERT);
    assertThat(home.decisions("rollback")).isEqualTo(1);
  }

  @Test
  void aLaterReportTakesUpWhatWasLeft() throws InterruptedException {
    diesAt(event -> event instanceof AgentEvent.Decided);
    home.reported(5);
    assertThat(home.responder().once()).isInstanceOf(AgentRun.Acted.class);
    assertThat(home.remedies.effects).hasSize(1);
    assertThat(home.incidents()).hasSize(1);
  }

  @Test
  void whatCannotBeReconciledYetHoldsBackEverythingElse() throws InterruptedException {
    home.ledger.journal().intend("", "unknown", "by-hand/1/unknown", "not json");
    AgentRun run = home.responder().once();
    assertThat(run.failed()).isTrue();
    assertThat(home.remedies.orders).isEmpty();
    assertThat(home.ledger.journal().openIntents())
        .extracting(JournalEntry::key)
        .containsExactly("by-hand/1/unknown");
  }
}
