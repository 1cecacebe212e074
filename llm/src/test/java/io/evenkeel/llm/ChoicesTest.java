package io.evenkeel.llm;

import static io.evenkeel.incident.Decision.ALERT;
import static io.evenkeel.incident.Decision.OK;
import static io.evenkeel.incident.Decision.RETRAIN;
import static io.evenkeel.incident.Decision.ROLLBACK;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.drift.QualityIssue;
import io.evenkeel.incident.Decision;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChoicesTest {
  @Test
  void oneStepStrongerThanTheRulesAtMostAndNeverSilent() {
    assertThat(choices(OK)).containsExactlyInAnyOrder(OK, ALERT);
    assertThat(choices(ALERT)).containsExactlyInAnyOrder(ALERT, ROLLBACK);
    assertThat(choices(ROLLBACK)).containsExactlyInAnyOrder(ALERT, ROLLBACK, RETRAIN);
    assertThat(choices(RETRAIN)).containsExactlyInAnyOrder(ALERT, ROLLBACK, RETRAIN);
  }

  @Test
  void onlyWhatIsAllowedNow() {
    var report = Questions.report(Questions.FEATURES, 5);

    assertThat(Choices.among(RETRAIN, Questions.ask(report, Set.of(ALERT, ROLLBACK))))
        .containsExactlyInAnyOrder(ALERT, ROLLBACK);
    assertThat(Choices.among(ALERT, Questions.ask(report, Set.of(ALERT)))).containsExactly(ALERT);
  }

  @Test
  void noStrongerThanTheRulesOnAFaultOfTheData() {
    var issue = new QualityIssue.Missing("amount", 0.5);

    assertThat(Choices.among(ALERT, Questions.drifted(0, issue))).containsExactly(ALERT);
    assertThat(Choices.among(ROLLBACK, Questions.drifted(3, issue)))
        .containsExactlyInAnyOrder(ALERT, ROLLBACK);
  }

  private static Set<Decision> choices(Decision rules) {
    return Choices.among(rules, Questions.drifted(3));
  }
}
