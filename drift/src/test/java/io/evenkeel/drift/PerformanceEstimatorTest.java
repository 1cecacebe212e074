package io.evenkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.drift.ScoredRows.Truth;
import java.util.Arrays;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

class PerformanceEstimatorTest {
  private static final double THRESHOLD = 0.3;

  @Test
  void tiedRowsCountAsEveryPairOfThemSays() {
    for (int steps : new int[] {3, 10, 60}) {
      PerformanceEstimator estimator = tied(1, 2000, steps).estimator(THRESHOLD);
      double[] window = tied(2, 300, steps).scores();
      EstimatedPerformance found = estimator.estimate(window);
      double[] c = Arrays.stream(window).map(estimator::probability).toArray();
      assertThat(value(found, PerformanceMetric.ROC_AUC)).isCloseTo(auc(window, c), within(1e-12));
      assertThat(value(found, PerformanceMetric.PR_AUC)).isCloseTo(ap(window, c), within(1e-12));
    }
  }

  @Test
  void theOrderOfTheRowsDoesNotMatter() {
    ScoredRows reference = tied(3, 2000, 20);
    double[] window = tied(4, 1000, 20).scores();
    double[] sorted = window.clone();
    Arrays.sort(sorted);
    PerformanceEstimator estimator = reference.estimator(THRESHOLD);
    assertThat(estimator.estimate(sorted)).isEqualTo(estimator.estimate(window));
  }

  @Test
  void aHigherScoreIsNeverLessLikelyPositive() {
    for (Truth truth : Truth.values()) {
      PerformanceEstimator estimator = rows(5, 3000, 0, 1, truth).estimator(THRESHOLD);
      double before = 0;
      for (double score = -0.2; score <= 1.2; score += 0.001) {
        double probability = estimator.probability(score);
        assertThat(probability).isBetween(before, 1.0);
        before = probability;
      }
    }
  }

  @Test
  void scoresThatAreNoProbabilitiesAreCalibrated() {
    ScoredRows rows = rows(6, 3000, 0, 1, Truth.CALIBRATED);
    double[] margins = Arrays.stream(rows.scores()).map(s -> 20 * s - 10).toArray();
    EstimatedPerformance found =
        PerformanceEstimator.of(margins, rows.labels(), 20 * THRESHOLD - 10, 1).estimate(margins);
    RealisedPerformance real = rows.realised(THRESHOLD);
    assertThat(found.calibrated()).isTrue();
    assertThat(value(found, PerformanceMetric.RECALL))
        .isCloseTo(value(real, PerformanceMetric.RECALL), within(0.01));
  }

  @Test
  void probabilitiesAreLeftAloneWhereCalibrationDoesNotHelp() {
    ScoredRows separated = new ScoredRows(new double[400], new boolean[400]);
    for (int row = 0; row < 400; row++) {
      separated.labels()[row] = row % 2 == 0;
      separated.scores()[row] = row % 2 == 0 ? 0.7 + row * 1e-5 : 0.1 + row * 1e-5;
    }
    assertThat(separated.estimator(0.5).calibrated()).isFalse();
    assertThat(rows(7, 20000, 0, 1, Truth.OVERCONFIDENT).estimator(0.5).calibrated()).isTrue();
  }

  @Test
  void aReferenceScoreThatIsNoNumberIsAnErrorWithItsRow() {
    double[] scores = {0.1, 0.2, Double.NaN};
    assertThatThrownBy(() -> PerformanceEstimator.of(scores, new boolean[3], 0.5, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the score in row 2 of the reference is NaN");
    assertThatThrownBy(() -> PerformanceEstimator.of(new double[2], new boolean[3], 0.5, 1))
        .hasMessage("2 scores cannot have 3 labels");
  }

  @Test
  void rowsWithoutAScoreAndRowsOutsideTheReferenceAreCounted() {
    PerformanceEstimator estimator = rows(8, 3000, 0.1, 0.8, Truth.CURVED).estimator(THRESHOLD);
    double[] window = rows(9, 1000, 0.1, 0.8, Truth.CURVED).scores();
    double[] faulty = Arrays.copyOf(window, 1005);
    faulty[1000] = Double.NaN;
    faulty[1001] = Double.POSITIVE_INFINITY;
    faulty[1002] = 0.999;
    faulty[1003] = -1;
    faulty[1004] = 0;
    EstimatedPerformance found = estimator.estimate(faulty);
    assertThat(found.rows()).isEqualTo(1003);
    assertThat(found.missing()).isEqualTo(2);
    assertThat(found.outside()).isBetween(3L, 6L);
  }

  @Test
  void tooFewRowsOfAKindAreNotEnoughData() {
    ScoredRows reference = rows(10, 3000, 0, 1, Truth.CALIBRATED);
    PerformanceEstimator estimator = reference.estimator(THRESHOLD);
    double[] low = rows(11, 200, 0, 0.2, Truth.CALIBRATED).scores(); // about 2 expected positives
    EstimatedPerformance found = estimator.estimate(low);
    assertThat(found.of(PerformanceMetric.RECALL)).isInstanceOf(Estimate.NotEnoughData.class);
    assertThat(found.of(PerformanceMetric.PRECISION)).isEqualTo(new Estimate.NotEnoughData(0, 10));
    assertThat(found.of(PerformanceMetric.ACCURACY)).isInstanceOf(Estimate.Estimated.class);
    assertThat(estimator.estimate(new double[0]).of(PerformanceMetric.ACCURACY))
        .isEqualTo(new Estimate.NotEnoughData(0, 10));
  }

  @Test
  void aReferenceWithOneLabelOrNoRowsEstimatesNothing() {
    boolean[] none = new boolean[500];
    double[] scores = rows(12, 500, 0, 1, Truth.CALIBRATED).scores();
    for (PerformanceEstimator estimator :
        new PerformanceEstimator[] {
          PerformanceEstimator.of(scores, none, THRESHOLD, 1),
          PerformanceEstimator.of(new double[0], new boolean[0], THRESHOLD, 1)
        }) {
      assertThat(estimator.estimate(scores).estimates().values())
          .containsOnly(new Estimate.NotEnoughData(0, 10));
    }
  }

  @Test
  void otherRowsWithTheSameMeaningAreEstimatedWithinTheBand() {
    ScoredRows reference = rows(13, 8000, 0, 1, Truth.CURVED);
    PerformanceEstimator estimator = reference.estimator(THRESHOLD);
    int inside = 0;
    int asked = 0;
    boolean harmed = false;
    for (int window = 0; window < 60; window++) {
      ScoredRows moved = rows(1000 + window, 1500, 0.3, 0.5, Truth.CURVED);
      EstimatedPerformance found = estimator.estimate(moved.scores());
      harmed |= found.alert();
      for (PerformanceMetric metric : PerformanceMetric.values()) {
        if (found.of(metric) instanceof Estimate.Estimated e) {
          double real = value(moved.realised(THRESHOLD), metric);
          asked++;
          inside += real >= e.lower() && real <= e.upper() ? 1 : 0;
        }
      }
    }
    assertThat(asked).isEqualTo(60 * 7);
    assertThat((double) inside / asked).isGreaterThan(0.98);
    assertThat(harmed).isTrue();
  }

  @Test
  void windowsOfTheReferencesLawSeldomAlert() {
    ScoredRows reference = rows(14, 4000, 0, 1, Truth.CURVED);
    PerformanceEstimator estimator = reference.estimator(THRESHOLD);
    int alerts = 0;
    for (int window = 0; window < 200; window++) {
      int size = window % 2 == 0 ? 700 : 4000;
      EstimatedPerformance found =
          estimator.estimate(rows(2000 + window, size, 0, 1, Truth.CURVED).scores());
      alerts += found.alert() ? 1 : 0;
    }
    assertThat(alerts).isLessThanOrEqualTo(4);
  }

  /// What no method without labels can do: the scores are the same, their meaning is not.
  @Test
  void conceptDriftIsNotSeenWithoutLabels() {
    PerformanceEstimator estimator = rows(15, 8000, 0, 1, Truth.CALIBRATED).estimator(THRESHOLD);
    ScoredRows turned = rows(16, 4000, 0, 1, Truth.OVERCONFIDENT);
    EstimatedPerformance found = estimator.estimate(turned.scores());
    double estimated = value(found, PerformanceMetric.PRECISION);
    double real = value(turned.realised(THRESHOLD), PerformanceMetric.PRECISION);
    assertThat(found.alert()).isFalse();
    assertThat(estimated - real).isGreaterThan(0.2);
  }

  @Test
  void theLimitsHangOnTheSeedAndTheSizeAlone() {
    ScoredRows reference = rows(17, 3000, 0, 1, Truth.CURVED);
    double[] window = rows(18, 1000, 0, 1, Truth.CURVED).scores();
    double[] small = Arrays.copyOf(window, 200);
    PerformanceEstimator first = reference.estimator(THRESHOLD);
    PerformanceEstimator second = reference.estimator(THRESHOLD);
    first.estimate(small);
    assertThat(first.estimate(window)).isEqualTo(second.estimate(window));
    PerformanceEstimator other =
        PerformanceEstimator.of(reference.scores(), reference.labels(), THRESHOLD, 2);
    SoftAssertions softly = new SoftAssertions();
    for (PerformanceMetric metric : PerformanceMetric.values()) {
      double width = width(first.estimate(window), metric);
      softly.assertThat(width(first.estimate(small), metric)).as("%s", metric).isGreaterThan(width);
      softly
          .assertThat(width(other.estimate(window), metric))
          .as("%s", metric)
          .isCloseTo(width, within(0.1 * width))
          .isNotEqualTo(width);
    }
    softly.assertAll();
  }

  private static double width(EstimatedPerformance found, PerformanceMetric metric) {
    return found.of(metric) instanceof Estimate.Estimated e
        ? e.upperThreshold() - e.lowerThreshold()
        : Double.NaN;
  }

  private static double value(EstimatedPerformance found, PerformanceMetric metric) {
    return found.of(metric) instanceof Estimate.Estimated e ? e.value() : Double.NaN;
  }

  private static double value(RealisedPerformance found, PerformanceMetric metric) {
    return found.of(metric) instanceof Realised.Measured m ? m.value() : Double.NaN;
  }

  private static ScoredRows rows(long seed, int size, double low, double width, Truth truth) {
    return ScoredRows.of(seed, size, low, width, 2, 0, truth);
  }

  private static ScoredRows tied(long seed, int size, int steps) {
    return ScoredRows.of(seed, size, 0, 1, 2, steps, Truth.CURVED);
  }

  /// Every pair of a positive and a negative share of rows; a tie counts half.
  private static double auc(double[] scores, double[] c) {
    double won = 0;
    double pairs = 0;
    for (int i = 0; i < c.length; i++) {
      for (int j = 0; j < c.length; j++) {
        double pair = c[i] * (1 - c[j]);
        pairs += pair;
        won += scores[i] > scores[j] ? pair : scores[i] == scores[j] ? pair / 2 : 0;
      }
    }
    return won / pairs;
  }

  /// The precision at each row's score, weighted by its share of positives.
  private static double ap(double[] scores, double[] c) {
    double sum = 0;
    for (int i = 0; i < c.length; i++) {
      double positives = 0;
      int rows = 0;
      for (int j = 0; j < c.length; j++) {
        positives += scores[j] >= scores[i] ? c[j] : 0;
        rows += scores[j] >= scores[i] ? 1 : 0;
      }
      sum += c[i] * positives / rows;
    }
    return sum / Arrays.stream(c).sum();
  }
}
