package io.evenkeel.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.PerformanceFall;
import io.evenkeel.drift.QualityIssue;
import io.evenkeel.model.RocAuc;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PerformanceRuleTest {
  private static final PerformanceRule RULE = PerformanceRule.defaults();
  private static final PerformanceFall FALL = new PerformanceFall(0.7, 0.02, 0.93, 0.015, 100);

  @Test
  void aFallCountsBeyondTheMarginAndFourStandardErrors() {
    double error = Math.hypot(0.02, 0.015);
    double limit = 0.93 - 0.02 - 4 * error;

    assertThat(RULE.judge(live(limit + 1e-6, 0.02), 0.93, 0.015)).isEmpty();
    assertThat(RULE.judge(live(limit - 1e-6, 0.02), 0.93, 0.015)).isPresent();
  }

  @Test
  void tooFewFraudsAndUnknownExpectationsAreNoFinding() {
    assertThat(RULE.judge(new RocAuc.NotEnoughData(99, 100), 0.93, 0.015)).isEmpty();
    assertThat(RULE.judge(new RocAuc.Measured(0.5, 0.01, 99, 2000), 0.93, 0.015)).isEmpty();
    assertThat(RULE.judge(live(0.5, 0.01), Double.NaN, 0.015)).isEmpty();
    assertThat(RULE.judge(live(0.5, Double.NaN), 0.93, 0.015)).isEmpty();
  }

  @Test
  void aFallAsksForARepairAlthoughNoFeatureMoved() {
    Policy policy = Policy.defaults(Set.of("amount"));
    DriftReport still = Evidence.drifted(8).with(Optional.of(FALL));

    Recommendation alone = policy.recommend(still, Optional.empty(), 0);
    assertThat(alone.decision()).isEqualTo(Decision.RETRAIN);
    assertThat(alone.confidence()).isEqualTo(0.85);
    assertThat(alone.reasoning()).contains("ROC-AUC fell from 0.9300").contains("100 live frauds");
    assertThat(policy.recommend(still, Optional.of("v1"), 0).decision())
        .isEqualTo(Decision.ROLLBACK);
  }

  @Test
  void aFallIsTheCauseWhereNothingElseIs() {
    DriftReport still = Evidence.drifted(8).with(Optional.of(FALL));
    DriftReport moved = Evidence.drifted(8, "hour").with(Optional.of(FALL));
    DriftReport broken =
        Evidence.with(Evidence.drifted(8), new QualityIssue.Missing("amount", 0.3))
            .with(Optional.of(FALL));

    assertThat(Symptom.causeOf(still)).containsExactly(Symptom.PERFORMANCE);
    assertThat(Symptom.causeOf(moved)).containsExactly("hour");
    assertThat(Symptom.causeOf(broken)).containsExactly("amount");
  }

  private static RocAuc live(double value, double error) {
    return new RocAuc.Measured(value, error, 100, 3000);
  }
}
