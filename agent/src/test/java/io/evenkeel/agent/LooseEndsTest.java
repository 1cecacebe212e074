package io.evenkeel.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Incident;
import io.evenkeel.incident.IncidentState;
import io.evenkeel.incident.Symptom;
import io.evenkeel.model.RocAuc;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The agent dies between two effects that belong together: people are told once, not twice and not
/// never.
class LooseEndsTest {
  @TempDir Path directory;
  private TestingHome home;

  /// The end of a process.
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  @BeforeEach
  void mitigated() throws InterruptedException {
    home = new TestingHome(directory);
    home.reported(5);
    step();
    home.checks.windows.add(TestingReports.drift(0));
    home.checks.windows.add(TestingReports.drift(0));
    step();
    assertThat(home.incident().state()).isEqualTo(IncidentState.MITIGATED);
  }

  @AfterEach
  void close() {
    home.close();
  }

  private void step() throws InterruptedException {
    home.clock.advance(Duration.ofSeconds(1));
    home.responder().once();
  }

  private void diesAfter(Decision action) {
    home.listener =
        event -> {
          if (event instanceof AgentEvent.ActionEnded ended
              && ended.remedy().decision() == action) {
            throw new Killed();
          }
        };
    assertThatThrownBy(this::step).isInstanceOf(Killed.class);
    home.listener = AgentListener.silent();
  }

  private List<String> effects() {
    String id = home.incident().id();
    return home.remedies.effects.stream().map(key -> key.substring(id.length())).toList();
  }

  @Test
  void peopleHearThatARepairWasUndone() throws InterruptedException {
    home.remedies.on(Decision.ROLLBACK, order -> home.remedies.promote(order, "v1"));
    home.checks.performance = new RocAuc.Measured(0.80, 0.02, 120, 4000);
    diesAfter(Decision.ROLLBACK);
    assertThat(effects()).containsExactly("/1/retrain", "/2/rollback");

    home.checks.performance = new RocAuc.NotEnoughData(0, 100);
    step();
    step();
    assertThat(effects()).containsExactly("/1/retrain", "/2/rollback", "/3/alert");
    assertThat(home.remedies.orders.getLast().recommendation().reasoning())
        .contains("0.8000", "It was rolled back.");
    assertThat(home.incident().state()).isEqualTo(IncidentState.MITIGATING);
  }

  @Test
  void ofARepairThatCannotBeUndonePeopleHearOnce() throws InterruptedException {
    home.checks.performance = new RocAuc.Measured(0.80, 0.02, 120, 4000);
    diesAfter(Decision.ALERT);
    assertThat(effects()).containsExactly("/1/retrain", "/3/alert");

    step();
    step();
    assertThat(effects()).containsExactly("/1/retrain", "/3/alert");
    assertThat(home.incident().state()).isEqualTo(IncidentState.REOPENED);
    assertThat(home.incident().escalated()).isTrue();
  }

  @Test
  void ofARepairThatIsNotProvenPeopleHearOnce() throws InterruptedException {
    home.clock.advance(Duration.ofHours(3));
    diesAfter(Decision.ALERT);
    assertThat(effects()).containsExactly("/1/retrain", "/2/alert");
    assertThat(home.incident().escalated()).isFalse();

    step();
    step();
    assertThat(effects()).containsExactly("/1/retrain", "/2/alert");
    assertThat(home.incident().escalated()).isTrue();
  }

  @Test
  void whatWasSaidOfAnEarlierRepairIsNotTakenForTheNextOne() throws InterruptedException {
    home.clock.advance(Duration.ofHours(3));
    step();
    assertThat(home.incident().escalated()).isTrue();
    home.remedies.on(Decision.RETRAIN, order -> home.remedies.promote(order, "v3"));
    // A repair that is not proven is a failed attempt, after which the guards wait for a minute.
    home.clock.advance(Duration.ofMinutes(2));
    home.reported("v2", TestingReports.drift(5), true);
    step();
    step();
    assertThat(effects()).containsExactly("/1/retrain", "/2/alert", "/3/retrain");
    assertThat(home.incident().escalated()).isFalse();
  }

  @Test
  void aStateThatWasNotNotedIsNotedAtTheStart() throws InterruptedException {
    Incident known = home.incident();
    Incident resolved = known.resolved(home.clock.instant());
    long revision = home.ledger.incidents().find(known.id()).orElseThrow().revision();
    home.ledger.incidents().change(known.id(), revision, "resolved", IncidentCodec.write(resolved));
    Incident opened =
        Incident.open(
            new Symptom("report-9", "v2", List.of("hour"), Optional.empty(), home.clock.instant()),
            home.clock.instant());
    home.ledger.incidents().open(opened.id(), "open", IncidentCodec.write(opened));

    step();
    step();
    assertThat(states(known.id())).containsExactly("open", "mitigating", "mitigated", "resolved");
    assertThat(states(opened.id())).containsExactly("open");
  }

  private List<String> states(String incident) {
    return home.ledger.journal().of(incident).stream()
        .filter(entry -> entry.step().equals("incident"))
        .map(entry -> entry.code())
        .toList();
  }
}
