package io.evenkeel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.model.LabelCoverage.Band;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoublePredicate;
import org.junit.jupiter.api.Test;

class LabelCoverageTest {
  private static final double LEAST = 0.8;

  /// SciPy 1.17: `chi2_contingency([[80, 20], [70, 30], [95, 5], [60, 40]], correction=False)`.
  @Test
  void theStatisticEqualsSciPy() {
    List<Band> bands =
        List.of(new Band(100, 80), new Band(100, 70), new Band(100, 95), new Band(100, 60));
    assertThat(LabelCoverage.statistic(bands)).isCloseTo(36.92838654012079, within(1e-9));
  }

  @Test
  void labelsThatComeByChanceAreSeldomCalledUneven() {
    SplittableRandom random = new SplittableRandom(1);
    int uneven = 0;
    for (int repeat = 0; repeat < 2000; repeat++) {
      uneven += of(random, 300, 0.1, _ -> true, 0.5).even() ? 0 : 1;
    }
    // Two tests at 0.1 % each; of 2,000 at most 4 are expected.
    assertThat(uneven).isLessThanOrEqualTo(10);
  }

  @Test
  void labelsThatNeverComeForFlaggedRowsAreUneven() {
    for (double share : new double[] {0.01, 0.05, 0.3}) {
      LabelCoverage coverage =
          of(new SplittableRandom(2), 5000, share, score -> score < 1 - share, 0.95);
      assertThat(coverage.even()).as("flagged %s", share).isFalse();
      assertThat(coverage.flagged().labelled()).isZero();
      assertThat(coverage.uneven()).contains("between 0.000 and");
    }
  }

  @Test
  void labelsThatComeForReviewedRowsOnlyAreUneven() {
    assertThat(of(new SplittableRandom(3), 5000, 0.05, score -> score > 0.9, 1).even()).isFalse();
  }

  @Test
  void aSmallDifferenceIsNoMatterHoweverSureItIs() {
    SplittableRandom random = new SplittableRandom(4);
    int rows = 200_000;
    double[] scores = random.doubles(rows).toArray();
    boolean[] labelled = new boolean[rows];
    for (int i = 0; i < rows; i++) {
      labelled[i] = random.nextDouble() < (scores[i] > 0.9 ? 0.85 : 0.95);
    }
    LabelCoverage coverage = LabelCoverage.ofLabels(scores, flagged(scores, 0.9), labelled, LEAST);
    assertThat(LabelCoverage.statistic(coverage.bands())).isGreaterThan(27.9);
    assertThat(coverage.even()).isTrue();
  }

  @Test
  void rowsOfOneScoreStayTogether() {
    double[] scores = new double[1000];
    boolean[] labelled = new boolean[1000];
    Arrays.fill(labelled, 0, 400, true);
    LabelCoverage coverage = LabelCoverage.ofLabels(scores, new boolean[1000], labelled, LEAST);
    assertThat(coverage.bands()).containsExactly(new Band(1000, 400));
    assertThat(coverage.even()).isTrue();
    assertThat(coverage.all()).isEqualTo(new Band(1000, 400));
  }

  @Test
  void oneOfFourFlaggedRowsMayLackItsLabelByChance() {
    double[] scores = new double[1000];
    boolean[] flagged = new boolean[1000];
    boolean[] labelled = new boolean[1000];
    Arrays.fill(labelled, true);
    Arrays.fill(flagged, 0, 4, true);
    Arrays.fill(labelled, 3, 13, false);
    LabelCoverage coverage = LabelCoverage.ofLabels(scores, flagged, labelled, LEAST);
    assertThat(LabelCoverage.statistic(List.of(new Band(4, 3), new Band(996, 987))))
        .as("the statistic alone would call it uneven")
        .isGreaterThan(10.9);
    assertThat(coverage.even()).isTrue();
  }

  @Test
  void nothingIsEven() {
    assertThat(LabelCoverage.none().even()).isTrue();
    assertThat(LabelCoverage.ofLabels(new double[0], new boolean[0], new boolean[0], LEAST).even())
        .isTrue();
    assertThat(
            LabelCoverage.ofLabels(new double[50], new boolean[50], new boolean[50], LEAST).even())
        .isTrue();
  }

  @Test
  void whereSilenceMeansHonestFlaggedRowsMustBeReportedToo() {
    SplittableRandom random = new SplittableRandom(5);
    double[] scores = random.doubles(5000).toArray();
    boolean[] flagged = flagged(scores, 0.95);
    boolean[] reported = new boolean[5000];
    for (int i = 0; i < 5000; i++) {
      reported[i] = random.nextDouble() < (flagged[i] ? 0.6 : 0.02);
    }
    assertThat(LabelCoverage.ofReports(scores, flagged, reported).even()).isTrue();
    for (int i = 0; i < 5000; i++) {
      reported[i] &= !flagged[i];
    }
    assertThat(LabelCoverage.ofReports(scores, flagged, reported).even())
        .as("5 of 250 flagged rows would be reported if they were like the others")
        .isTrue();
    for (int i = 0; i < 5000; i++) {
      reported[i] = !flagged[i] && random.nextDouble() < 0.08;
    }
    assertThat(LabelCoverage.ofReports(scores, flagged, reported).even()).isFalse();
  }

  @Test
  void columnsOfOtherLengthsAreRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> LabelCoverage.ofLabels(new double[2], new boolean[1], new boolean[2], LEAST));
  }

  private static LabelCoverage of(
      SplittableRandom random, int rows, double share, DoublePredicate mayHave, double coverage) {
    double[] scores = random.doubles(rows).toArray();
    boolean[] labelled = new boolean[rows];
    for (int i = 0; i < rows; i++) {
      labelled[i] = mayHave.test(scores[i]) && random.nextDouble() < coverage;
    }
    return LabelCoverage.ofLabels(scores, flagged(scores, 1 - share), labelled, LEAST);
  }

  private static boolean[] flagged(double[] scores, double from) {
    boolean[] flagged = new boolean[scores.length];
    for (int i = 0; i < scores.length; i++) {
      flagged[i] = scores[i] >= from;
    }
    return flagged;
  }
}
