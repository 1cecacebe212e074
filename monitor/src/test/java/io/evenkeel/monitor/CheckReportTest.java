package io.evenkeel.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.incident.Decision;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class CheckReportTest {
  @Test
  void theLineShowsScoreAndRecommendation() {
    assertThat(CheckReports.drifted("a", 5, Decision.RETRAIN).line())
        .isEqualTo("drift_score=0.625 (62%) -> recommendation=retrain");
    assertThat(CheckReports.drifted("a", 3, Decision.ROLLBACK).line())
        .isEqualTo("drift_score=0.375 (38%) -> recommendation=rollback");
    assertThat(CheckReports.drifted("a", 1, Decision.ALERT).line())
        .isEqualTo("drift_score=0.125 (12%) -> recommendation=alert");
    assertThat(CheckReports.drifted("a", 0, Decision.OK).line())
        .isEqualTo("drift_score=0.000 (0%) -> recommendation=ok");
  }

  @Test
  void theLineDoesNotDependOnTheLanguageOfTheMachine() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(CheckReports.drifted("a", 5, Decision.RETRAIN).line())
          .isEqualTo("drift_score=0.625 (62%) -> recommendation=retrain");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void tooLittleDataIsSaid() {
    assertThat(CheckReports.empty("a", CheckReports.TIME).line())
        .isEqualTo("drift_score=unknown (not enough data: 0 of 50 rows) -> recommendation=ok");
  }

  @Test
  void anIdCannotLeadOutOfTheDirectory() {
    assertThatThrownBy(() -> CheckReports.drifted("../x", 0, Decision.OK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("../x");
  }
}
