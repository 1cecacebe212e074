package io.evenkeel.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.incident.Decision;
import io.evenkeel.incident.IncidentState;
import io.evenkeel.incident.Outcome;
import io.evenkeel.incident.Remedy;
import io.evenkeel.model.PairedComparison;
import io.evenkeel.model.RocAuc;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A promotion is measured worse in hindsight, and the agent dies somewhere between the note of
/// that and the note that the look is over: the next run finishes it, and nothing happens twice.
class ReappraisalCrashTest {
  @TempDir Path directory;
  private TestingHome home;

  /// The end of a process: nothing of the agent may catch it.
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  @BeforeEach
  void resolved() throws InterruptedException {
    home = new TestingHome(directory);
    home.reported(5);
    home.responder().once();
    home.checks.windows.add(TestingReports.drift(0));
    home.checks.windows.add(TestingReports.drift(0));
    home.checks.performance = new RocAuc.Measured(0.95, 0.005, 200, 4000);
    step(Duration.ofSeconds(1));
    assertThat(home.incident().state()).isEqualTo(IncidentState.RESOLVED);
    home.checks.performance = new RocAuc.NotEnoughData(0, 100);
    home.remedies.hindsight =
        new PairedComparison.Measured(0.95, 0.90, -0.05, -0.07, -0.03, 300, 9000);
    home.remedies.on(Decision.ROLLBACK, order -> home.remedies.promote(order, "v1"));
  }

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void afterTheNoteAndBeforeTheIncidentIsOpenAgain() throws InterruptedException {
    diesAt(event ->
        event instanceof AgentEvent.IncidentChanged changed
            && changed.incident().state() == IncidentState.REOPENED);
    assertThat(effects()).containsExactly("/1/retrain");
    finishesReverted();
  }

  @Test
  void afterTheRevertWasAnnouncedAndBeforeIt() throws InterruptedException {
    diesAt(event -> event instanceof AgentEvent.ActionBegun begun && isRevert(begun.remedy()));
    assertThat(effects()).containsExactly("/1/retrain");
    finishesReverted();
  }

  @Test
  void afterTheRevertAndBeforeItsEnd() throws InterruptedException {
    home.remedies.on(
        Decision.ROLLBACK,
        order -> {
          home.remedies.promote(order, "v1");
          throw new Killed();
        });
    dies();
    assertThat(effects()).last().asString().endsWith("/rollback");
    finishesReverted();
  }

  @Test
  void betweenTheRevertAndPeopleTold() throws InterruptedException {
    diesAt(event -> event instanceof AgentEvent.ActionEnded ended && isRevert(ended.remedy()));
    assertThat(effects()).last().asString().endsWith("/rollback");
    finishesReverted();
    assertThat(home.remedies.orders)
        .extracting(order -> order.recommendation().reasoning())
        .anyMatch(
            words -> words.matches(".*of v1 is 0.9500 .* of v2 0.9000 .*: it was rolled back."));
  }

  @Test
  void afterPeopleWereToldAndBeforeItsEnd() throws InterruptedException {
    home.remedies.on(
        Decision.ALERT,
        order -> {
          home.remedies.deliver(order);
          throw new Killed();
        });
    dies();
    home.remedies.on(Decision.ALERT, home.remedies::deliver);
    finishesReverted();
  }

  @Test
  void betweenPeopleToldAndTheNote() throws InterruptedException {
    diesAt(event -> event instanceof AgentEvent.ActionEnded ended && isAlert(ended.remedy()));
    assertThat(looks()).containsExactly("1 worse");
    finishesReverted();
  }

  @Test
  void ofWhatCannotBeRevertedPeopleHearOnce() throws InterruptedException {
    home.remedies.on(Decision.ROLLBACK, _ -> new Outcome.Refused("v1 is altered"));
    diesAt(event -> event instanceof AgentEvent.ActionEnded ended && isAlert(ended.remedy()));
    assertThat(home.incident().escalated()).isFalse();

    step(Duration.ofMinutes(1));
    step(Duration.ofMinutes(1));
    assertThat(alerts()).isEqualTo(1);
    assertThat(looks()).containsExactly("1 worse", "1 not_reverted");
    assertThat(home.incident().state()).isEqualTo(IncidentState.REOPENED);
    assertThat(home.incident().escalated()).isTrue();
  }

  @Test
  void ofWhatAGuardHoldsPeopleHearOnceAndItIsTriedAgain() throws InterruptedException {
    home.killSwitch = () -> true;
    diesAt(event -> event instanceof AgentEvent.ActionEnded ended && isAlert(ended.remedy()));
    step(Duration.ofMinutes(1));
    step(Duration.ofMinutes(1));
    assertThat(alerts()).isEqualTo(1);
    assertThat(looks()).containsExactly("1 worse", "1 held");
    home.killSwitch = KillSwitch.never();
    step(Duration.ofHours(1));
    assertThat(looks()).endsWith("1 worse", "1 reverted");
  }

  /// Whatever was done before: one rollback, one alert, one end of the look, however often the
  /// agent runs.
  private void finishesReverted() throws InterruptedException {
    home.listener = AgentListener.silent();
    home.remedies.on(Decision.ROLLBACK, order -> home.remedies.promote(order, "v1"));
    step(Duration.ofMinutes(1));
    step(Duration.ofMinutes(1));
    step(Duration.ofDays(7));
    assertThat(home.ledger.aliases().current("champion").orElseThrow().version()).isEqualTo("v1");
    assertThat(effects().stream().filter(key -> key.endsWith("/rollback"))).hasSize(1);
    assertThat(alerts()).isEqualTo(1);
    assertThat(looks()).containsOnlyOnce("1 reverted").endsWith("1 reverted");
    assertThat(home.ledger.journal().openIntents()).isEmpty();
  }

  private void diesAt(Predicate<AgentEvent> moment) {
    home.listener =
        event -> {
          if (moment.test(event)) {
            throw new Killed();
          }
        };
    dies();
    home.listener = AgentListener.silent();
  }

  private void dies() {
    assertThatThrownBy(() -> step(Duration.ofDays(1))).isInstanceOf(Killed.class);
  }

  private void step(Duration later) throws InterruptedException {
    home.clock.advance(later);
    home.responder().once();
  }

  private static boolean isRevert(Remedy remedy) {
    return remedy.decision() == Decision.ROLLBACK;
  }

  private static boolean isAlert(Remedy remedy) {
    return remedy.decision() == Decision.ALERT;
  }

  private List<String> effects() {
    String id = home.incident().id();
    return home.remedies.effects.stream().map(key -> key.substring(id.length())).toList();
  }

  /// How often people were told of this, not of a proof that was not made by its deadline.
  private long alerts() {
    return home.remedies.orders.stream()
        .filter(order -> order.key().endsWith("/alert"))
        .filter(order -> order.recommendation().reasoning().contains("on the same 300 frauds"))
        .map(Remedies.Order::key)
        .filter(home.remedies.effects::contains)
        .distinct()
        .count();
  }

  private List<String> looks() {
    return home.ledger.journal().of(home.incident().id()).stream()
        .filter(entry -> entry.step().equals("reappraisal"))
        .map(entry -> Details.fields(entry).whole("look") + " " + entry.code())
        .toList();
  }
}
