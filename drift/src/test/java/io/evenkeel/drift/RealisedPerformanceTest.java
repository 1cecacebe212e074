package io.evenkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.drift.ScoredRows.Truth;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

class RealisedPerformanceTest {
  @Test
  void sharesAreCountsOverCounts() {
    double[] scores = new double[100];
    boolean[] labels = new boolean[100];
    for (int row = 0; row < 100; row++) {
      scores[row] = row < 40 ? 0.5 : 0.2; // 40 called positive, of which 30 are; 12 of 60 missed
      labels[row] = row < 30 || row >= 88;
    }
    RealisedPerformance found = RealisedPerformance.of(scores, labels, 0.5);
    assertThat(found.positives()).isEqualTo(42);
    assertThat(found.of(PerformanceMetric.PRECISION))
        .isEqualTo(new Realised.Measured(0.75, Math.sqrt(0.75 * 0.25 / 40)));
    assertThat(measured(found, PerformanceMetric.RECALL).value()).isEqualTo(30 / 42.0);
    assertThat(measured(found, PerformanceMetric.SPECIFICITY).value()).isEqualTo(48 / 58.0);
    assertThat(measured(found, PerformanceMetric.ACCURACY).value()).isEqualTo(0.78);
    assertThat(measured(found, PerformanceMetric.F1).value()).isEqualTo(60 / 82.0);
    assertThat(measured(found, PerformanceMetric.ROC_AUC).value())
        .isCloseTo((30 * 48 + (30 * 10 + 12 * 48) / 2.0) / (42 * 58), within(1e-15));
  }

  @Test
  void standardErrorsAreThoseOfManySamples() {
    RealisedPerformance one = ScoredRows.of(1, 2000, 0, 1, 4, 0, Truth.CALIBRATED).realised(0.4);
    SoftAssertions softly = new SoftAssertions();
    int samples = 400;
    Map<PerformanceMetric, double[]> values = new EnumMap<>(PerformanceMetric.class);
    for (int sample = 0; sample < samples; sample++) {
      RealisedPerformance other =
          ScoredRows.of(new Random(sample).nextLong(), 2000, 0, 1, 4, 0, Truth.CALIBRATED)
              .realised(0.4);
      for (PerformanceMetric metric : PerformanceMetric.values()) {
        values.computeIfAbsent(metric, m -> new double[samples])[sample] =
            measured(other, metric).value();
      }
    }
    values.forEach((metric, drawn) -> {
      double deviation = deviation(drawn);
      softly
          .assertThat(measured(one, metric).standardError())
          .as("%s", metric)
          .isCloseTo(deviation, within(0.15 * deviation));
    });
    assertThat(values).hasSize(7);
    softly.assertAll();
  }

  @Test
  void rowsWithoutAScoreAreLeftOutAndCounted() {
    ScoredRows rows = ScoredRows.of(2, 500, 0, 1, 2, 0, Truth.CALIBRATED);
    RealisedPerformance clean = rows.part(0, 498).realised(0.3);
    rows.scores()[498] = Double.NaN;
    rows.scores()[499] = Double.NEGATIVE_INFINITY;
    RealisedPerformance found = rows.realised(0.3);
    assertThat(found.missing()).isEqualTo(2);
    assertThat(found.metrics()).isEqualTo(clean.metrics());
  }

  @Test
  void tooFewRowsOfAKindAreNotEnoughData() {
    boolean[] labels = new boolean[50];
    labels[3] = true;
    RealisedPerformance found = RealisedPerformance.of(new double[50], labels, 0.5);
    assertThat(found.of(PerformanceMetric.ROC_AUC)).isEqualTo(new Realised.NotEnoughData(1, 10));
    assertThat(found.of(PerformanceMetric.RECALL)).isEqualTo(new Realised.NotEnoughData(1, 10));
    assertThat(found.of(PerformanceMetric.PRECISION)).isEqualTo(new Realised.NotEnoughData(0, 10));
    assertThat(measured(found, PerformanceMetric.ACCURACY).value()).isEqualTo(0.98);
  }

  @Test
  void aThresholdThatIsNoNumberIsRefused() {
    assertThatThrownBy(() -> RealisedPerformance.of(new double[1], new boolean[1], Double.NaN))
        .hasMessage("threshold must be finite, was NaN");
  }

  private static double deviation(double[] values) {
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / values.length);
  }

  private static Realised.Measured measured(RealisedPerformance found, PerformanceMetric metric) {
    return switch (found.of(metric)) {
      case Realised.Measured measured -> measured;
      case Realised.NotEnoughData none -> throw new AssertionError(metric + " " + none);
    };
  }
}
