package io.evenkeel.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.incident.Autonomy;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.IncidentState;
import io.evenkeel.incident.Outcome;
import io.evenkeel.model.RocAuc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillSwitchTest {
  @TempDir Path directory;
  private TestingHome home;
  private Path file;

  @BeforeEach
  void open() {
    home = new TestingHome(directory);
    file = directory.resolve("kill-switch");
    home.killSwitch = new KillSwitchFile(file, home.clock);
  }

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void itIsOnWhileItsFileExists() throws IOException {
    assertThat(home.killSwitch.on()).isFalse();
    Files.createFile(file);
    assertThat(home.killSwitch.on()).isTrue();
    Files.delete(file);
    assertThat(home.killSwitch.on()).isFalse();
    Files.createSymbolicLink(file, directory.resolve("nowhere"));
    assertThat(home.killSwitch.on()).as("a link that leads nowhere").isTrue();
    assertThat(KillSwitch.never().on()).isFalse();
  }

  @Test
  void onTrialTheChampionIsHeldThoughNothingIsStopped() throws IOException {
    assertThat(KillSwitch.onTrial(home.killSwitch, Autonomy.FULL).holding()).isEmpty();
    KillSwitch observing = KillSwitch.onTrial(home.killSwitch, Autonomy.OBSERVE);
    assertThat(observing.on()).isFalse();
    assertThat(observing.standing()).isEmpty();
    assertThat(observing.holding()).get().asString().contains("agent.autonomy is observe");
    Files.createFile(file);
    assertThat(observing.holding()).isEqualTo(home.killSwitch.standing());
  }

  @Test
  void whileItIsOnPeopleAreToldAndNoMore() throws IOException, InterruptedException {
    Files.createFile(file);
    home.reported(5);
    assertThat(run().lines()).contains("Decision: ALERT", "Action taken: alert written");
    assertThat(effects()).containsExactly("1/alert");
    assertThat(home.remedies.fittingAsked).isZero();

    Files.delete(file);
    home.reported(5);
    assertThat(run().lines()).contains("Decision: RETRAIN");
    assertThat(effects()).containsExactly("1/alert", "2/retrain");
  }

  @Test
  void aReasonerIsNotOfferedMoreThanAnAlert() throws IOException, InterruptedException {
    Files.createFile(file);
    home.reasoner =
        question -> {
          assertThat(question.allowed()).isEqualTo(Set.of(Decision.OK, Decision.ALERT));
          return new RuleReasoner(home.policy).decide(question);
        };
    home.reported(5);
    assertThat(run().failed()).isFalse();
  }

  @Test
  void thrownAfterTheDecisionItStillStopsTheEffect() throws InterruptedException {
    home.reasoner =
        question -> {
          throwIt();
          return new RuleReasoner(home.policy).decide(question);
        };
    home.reported(5);
    AgentRun run = run();
    assertThat(effects()).containsExactly("2/alert");
    assertThat(run.lines())
        .first()
        .asString()
        .isEqualTo(
            "Action failed: retrain | the kill switch is on: remove %s to let the agent act again"
                .formatted(file));
    assertThat(home.journal())
        .contains("NOTE guard kill_switch", "DONE alert delivered")
        .doesNotContain("INTENT retrain", "INTENT rollback");
    assertThat(home.incident().settled()).isEqualTo(home.incident().attempt());
  }

  @Test
  void verificationAsksForPeopleInsteadOfRollingBack() throws InterruptedException {
    home.reported(5);
    run();
    home.checks.windows.add(TestingReports.drift(0));
    home.checks.windows.add(TestingReports.drift(0));
    home.clock.advance(Duration.ofSeconds(1));
    run();
    assertThat(home.incident().state()).isEqualTo(IncidentState.MITIGATED);
    home.remedies.on(
        Decision.ROLLBACK, _ -> new Outcome.Changed("v2", "v1", 0.9, 0.01, "rolled back"));
    throwIt();
    home.checks.performance = new RocAuc.Measured(0.6, 0.01, 200, 4000);
    home.clock.advance(Duration.ofSeconds(1));
    run();
    assertThat(home.incident().state()).isEqualTo(IncidentState.REOPENED);
    assertThat(home.incident().escalated()).isTrue();
    assertThat(home.remedies.orders)
        .extracting(Remedies.Order::key)
        .noneMatch(key -> key.endsWith("rollback"));
    assertThat(home.remedies.orders.getLast().recommendation().reasoning())
        .contains("could not be rolled back");
  }

  private void throwIt() {
    try {
      Files.writeString(file, "");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private AgentRun run() throws InterruptedException {
    return home.responder().once();
  }

  private List<String> effects() {
    return home.remedies.effects.stream().map(key -> key.replaceAll("^[^/]*/", "")).toList();
  }
}
