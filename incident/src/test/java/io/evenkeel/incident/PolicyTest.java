package io.evenkeel.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.QualityIssue;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicyTest {
  private static final Policy POLICY =
      Policy.defaults(Set.of("amount", "txn_count_1h", "sender_age_days"));

  private static Recommendation recommend(DriftReport report) {
    return POLICY.recommend(report, Optional.empty(), 0);
  }

  private static void expect(DriftReport report, Decision decision, double confidence) {
    Recommendation recommendation = recommend(report);
    assertThat(recommendation.decision()).isEqualTo(decision);
    assertThat(recommendation.confidence()).isCloseTo(confidence, within(1e-12));
  }

  @Test
  void theWorkedExamplesOfTheDesignHold() {
    expect(
        Evidence.drifted(8, "amount", "hour", "merchant_cat", "device_type", "same_device"),
        Decision.RETRAIN,
        0.95);
    expect(Evidence.drifted(8, "amount", "hour", "merchant_cat"), Decision.ROLLBACK, 0.88);
    expect(Evidence.drifted(8, "txn_count_1h"), Decision.ROLLBACK, 0.72);
    expect(Evidence.drifted(8, "merchant_cat"), Decision.ALERT, 0.6875);
  }

  @Test
  void thresholdsAreExceededOnlyAboveThem() {
    record Row(double score, Decision decision, double confidence) {}
    List<Row> table =
        List.of(
            new Row(0.00, Decision.OK, 0.99),
            new Row(0.05, Decision.OK, 0.99),
            new Row(0.10, Decision.OK, 0.99),
            new Row(Math.nextUp(0.10), Decision.ALERT, 0.65),
            new Row(0.19, Decision.ALERT, 0.785),
            new Row(0.25, Decision.ALERT, 0.80),
            new Row(0.30, Decision.ALERT, 0.80),
            new Row(Math.nextUp(0.30), Decision.ROLLBACK, 0.84),
            new Row(0.35, Decision.ROLLBACK, 0.88),
            new Row(0.50, Decision.ROLLBACK, 0.88),
            new Row(Math.nextUp(0.50), Decision.RETRAIN, 0.95),
            new Row(1.00, Decision.RETRAIN, 0.95));
    for (Row row : table) {
      expect(Evidence.scored(row.score()), row.decision(), row.confidence());
    }
  }

  @Test
  void confidencesBelowTheirCapsFollowTheFormula() {
    Policy low = new Policy(0.10, 0.12, 0.20, Set.of());
    assertThat(low.recommend(Evidence.scored(0.15), Optional.empty(), 0).confidence())
        .isCloseTo(0.72, within(1e-12));
    assertThat(low.recommend(Evidence.scored(0.25), Optional.empty(), 0).confidence())
        .isCloseTo(0.825, within(1e-12));
    Policy deaf = new Policy(0.9, 0.9, 0.9, Set.of());
    assertThat(deaf.recommend(Evidence.scored(0.5), Optional.empty(), 0).confidence())
        .isCloseTo(0.95, within(1e-12));
  }

  @Test
  void aHighImpactFeatureRaisesOkToAlert() {
    expect(Evidence.drifted(20, "amount"), Decision.ALERT, 0.575);
    expect(Evidence.drifted(20, "merchant_cat"), Decision.OK, 0.99);
  }

  @Test
  void aHighImpactFeatureNeverRaisesRollbackToRetrain() {
    expect(
        Evidence.drifted(8, "amount", "txn_count_1h", "sender_age_days"), Decision.ROLLBACK, 0.88);
  }

  @Test
  void severalHighImpactFeaturesRaiseByOneStepOnly() {
    expect(Evidence.drifted(30, "amount", "txn_count_1h"), Decision.ALERT, 0.6);
  }

  @Test
  void aQualityIssueRaisesOkToAlertAndNothingElse() {
    QualityIssue issue = new QualityIssue.Missing("amount", 0.12);
    expect(Evidence.with(Evidence.drifted(8), issue), Decision.ALERT, 0.5);
    expect(Evidence.with(Evidence.drifted(8, "merchant_cat"), issue), Decision.ALERT, 0.6875);
    expect(Evidence.with(Evidence.scored(0.4), issue), Decision.ROLLBACK, 0.88);
  }

  @Test
  void aVersionThatFitsTurnsRetrainIntoRollback() {
    Recommendation recommendation = POLICY.recommend(Evidence.scored(0.625), Optional.of("v1"), 0);
    assertThat(recommendation.decision()).isEqualTo(Decision.ROLLBACK);
    assertThat(recommendation.confidence()).isEqualTo(0.88);
    assertThat(recommendation.reasoning())
        .contains("v1 fits the current window")
        .contains("what is known to fit beats what must be learned");
  }

  @Test
  void aVersionThatFitsDoesNotRaiseAnAlert() {
    assertThat(POLICY.recommend(Evidence.scored(0.2), Optional.of("v1"), 0).decision())
        .isEqualTo(Decision.ALERT);
  }

  @Test
  void eachRetryTakesItsShareOfTheConfidence() {
    DriftReport report = Evidence.scored(0.625);
    double[] expected = {0.95, 0.80, 0.65, 0.50, 0.35, 0.20, 0.05, 0, 0};
    for (int retries = 0; retries < expected.length; retries++) {
      assertThat(POLICY.recommend(report, Optional.empty(), retries).confidence())
          .isCloseTo(expected[retries], within(1e-12));
    }
    assertThatThrownBy(() -> POLICY.recommend(report, Optional.empty(), -1))
        .hasMessageContaining("-1");
  }

  @Test
  void whatIsNotAllowedIsDowngraded() {
    DriftReport report = Evidence.scored(0.625);
    Recommendation first =
        POLICY.recommend(report, Optional.empty(), 1, Set.of(Decision.ROLLBACK, Decision.ALERT));
    assertThat(first.decision()).isEqualTo(Decision.ROLLBACK);
    assertThat(first.confidence()).isCloseTo(0.73, within(1e-12));
    assertThat(first.reasoning()).contains("Retrain is not possible now, so rollback.");
    Recommendation second = POLICY.recommend(report, Optional.empty(), 2, Set.of());
    assertThat(second.decision()).isEqualTo(Decision.ALERT);
    assertThat(second.confidence()).isCloseTo(0.50, within(1e-12));
  }

  @Test
  void theChainEndsInAnAlert() {
    assertThat(Decision.RETRAIN.downgraded()).contains(Decision.ROLLBACK);
    assertThat(Decision.ROLLBACK.downgraded()).contains(Decision.ALERT);
    assertThat(Decision.ALERT.downgraded()).isEmpty();
    assertThat(Decision.OK.downgraded()).isEmpty();
  }

  @Test
  void tooLittleDataIsAnOkThatClaimsNothing() {
    Recommendation recommendation = recommend(Evidence.tooFew(31, 50));
    assertThat(recommendation.decision()).isEqualTo(Decision.OK);
    assertThat(recommendation.confidence()).isZero();
    assertThat(recommendation.reasoning()).isEqualTo("Not enough data: 31 of 50 rows.");
  }

  @Test
  void rejectionsAreAFindingHoweverFewRowsWereAccepted() {
    Recommendation recommendation =
        recommend(Evidence.with(Evidence.tooFew(3, 50), new QualityIssue.Rejections(400, 0.99)));
    assertThat(recommendation.decision()).isEqualTo(Decision.ALERT);
    assertThat(recommendation.confidence()).isEqualTo(0.5);
    assertThat(recommendation.reasoning()).contains("3 of 50 rows").contains("400 requests");
  }

  @Test
  void reasoningNamesTheNumbersAndTheFeatures() {
    assertThat(recommend(Evidence.drifted(8, "txn_count_1h")).reasoning())
        .isEqualTo(
            "1 of 8 features drifted (txn_count_1h): drift score 0.125 is above 0.10. txn_count_1h"
                + " is high-impact, which raises alert to rollback.");
    assertThat(recommend(Evidence.drifted(8)).reasoning())
        .isEqualTo("None of 8 features drifted: drift score 0.00 is not above 0.10.");
  }

  @Test
  void thresholdsOutOfOrderAreRejected() {
    assertThatThrownBy(() -> new Policy(0.3, 0.1, 0.5, Set.of())).hasMessageContaining("0.3, 0.1");
    assertThatThrownBy(() -> new Policy(-0.1, 0.1, 0.5, Set.of())).hasMessageContaining("-0.1");
    assertThatThrownBy(() -> new Policy(0.1, 0.3, 1.5, Set.of())).hasMessageContaining("1.5");
    assertThatThrownBy(() -> new Policy(Double.NaN, 0.3, 0.5, Set.of()))
        .hasMessageContaining("NaN");
  }

  @Test
  void aScoreThatIsNoShareIsRejected() {
    assertThatThrownBy(() -> recommend(Evidence.scored(Double.NaN))).hasMessageContaining("NaN");
    assertThatThrownBy(() -> recommend(Evidence.scored(1.5))).hasMessageContaining("1.5");
  }
}
