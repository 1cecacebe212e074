package io.evenkeel.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.incident.RecoveryTest;
import io.evenkeel.monitor.ReportStore.Reading;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResponderTest {
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
  void watchingSurvivesWhateverGoesWrongAndEndsByInterruption() {
    List<AgentRun> runs = new ArrayList<>();
    int[] looks = {0};
    home.reports =
        () -> {
          looks[0]++;
          if (looks[0] == 1) {
            throw new IllegalStateException("the disk is away");
          }
          if (looks[0] == 4) {
            Thread.currentThread().interrupt();
          }
          return new Reading.Missing();
        };
    assertThatThrownBy(() ->
            home.responder()
                .watch(
                    Duration.ofMillis(1),
                    run -> {
                      runs.add(run);
                      throw new IllegalStateException("the console is away");
                    }))
        .isInstanceOf(InterruptedException.class);
    assertThat(runs).hasSize(4).allMatch(AgentRun::failed);
    assertThat(runs.getFirst().lines().getFirst()).contains("the disk is away");
  }

  @Test
  void aFaultyListenerDisturbsNothing() throws InterruptedException {
    home.listener =
        _ -> {
          throw new IllegalStateException("the terminal is closed");
        };
    home.reported(5);
    assertThat(home.responder().once()).isInstanceOf(AgentRun.Acted.class);
  }

  @Test
  void theListenerHearsTheWholeStory() throws InterruptedException {
    home.reported(5);
    home.responder().once();
    assertThat(home.events)
        .extracting(event -> event.getClass().getSimpleName())
        .containsExactly(
            "IncidentChanged", "Decided", "ActionBegun", "ActionEnded", "IncidentChanged");
  }

  @Test
  void aFailureToVerifyIsSaidAndKeepsNothingElseFromHappening() throws InterruptedException {
    home.reported(1);
    Responder responder = home.responder();
    responder.once();
    home.checks.failing = true;
    assertThat(responder.once().lines().getFirst())
        .contains("could not verify incident")
        .contains("the log is away");
    home.reported(5);
    assertThat(responder.once()).isInstanceOf(AgentRun.Acted.class);
  }

  @Test
  void settingsThatMakeNoSenseAreRejected() {
    assertThat(AgentSettings.defaults(Duration.ofMinutes(5)).oldestReport())
        .isEqualTo(Duration.ofMinutes(10));
    assertThat(AgentSettings.defaults(Duration.ofMinutes(30)).oldestReport())
        .isEqualTo(Duration.ofHours(1));
    Duration minute = Duration.ofMinutes(1);
    assertThatThrownBy(() ->
            new AgentSettings(
                Duration.ZERO, minute, minute, minute, 2, 100, RecoveryTest.defaults()))
        .hasMessageContaining("oldestReport");
    assertThatThrownBy(() ->
            new AgentSettings(minute, minute, minute, minute, 0, 100, RecoveryTest.defaults()))
        .hasMessageContaining("quietWindows cannot be 0");
  }
}
