package io.evenkeel.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.drift.DataFault;
import io.evenkeel.incident.Decision;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultyDataTest {
  private static final List<DataFault> PAISE = List.of(new DataFault.UnitChange("amount", 100, 1));

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
  void aFaultThatExplainsTheDriftIsToldAndNoModelIsTouched() throws InterruptedException {
    home.reasoner =
        question -> {
          assertThat(question.allowed()).isEqualTo(Set.of(Decision.OK, Decision.ALERT));
          return new RuleReasoner(home.policy).decide(question);
        };
    home.reported("v1", TestingReports.drift(5), PAISE, true);
    assertThat(home.responder().once().lines())
        .contains("Decision: ALERT", "Action taken: alert written")
        .anyMatch(line -> line.contains("amount: the unit changed"));
    assertThat(home.remedies.fittingAsked).isZero();
  }

  @Test
  void somethingNewMayBeLearned() throws InterruptedException {
    home.reported(
        "v1", TestingReports.drift(5), List.of(new DataFault.NewCategory("hour", 25, 0.1)), true);
    assertThat(home.responder().once().lines()).contains("Decision: RETRAIN");
  }
}
