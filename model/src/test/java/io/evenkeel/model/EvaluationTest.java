package io.evenkeel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  @Test
  void areaEqualsMannWhitneyByBruteForce() {
    SplittableRandom random = new SplittableRandom(5);
    for (int repeat = 0; repeat < 200; repeat++) {
      ScoredLabels rows = rows(random, 5 + random.nextInt(60), 1 + random.nextInt(12));
      RocAuc.Measured measured = (RocAuc.Measured) RocAuc.of(rows, 2);
      assertThat(measured.value()).isCloseTo(mannWhitney(rows), within(1e-14));
      assertThat(measured.positives()).isEqualTo(rows.positives());
      assertThat(measured.negatives()).isEqualTo(rows.negatives());
    }
  }

  @Test
  void standardErrorEqualsTheFormulaOverAllPairs() {
    SplittableRandom random = new SplittableRandom(6);
    for (int repeat = 0; repeat < 50; repeat++) {
      ScoredLabels rows = rows(random, 10 + random.nextInt(50), 8);
      RocAuc.Measured measured = (RocAuc.Measured) RocAuc.of(rows, 2);
      double[][] kernel = kernel(rows);
      double variance =
          covariance(rowMeans(kernel), rowMeans(kernel)) / rows.positives()
              + covariance(columnMeans(kernel), columnMeans(kernel)) / rows.negatives();
      assertThat(measured.standardError()).isCloseTo(Math.sqrt(variance), within(1e-12));
    }
  }

  @Test
  void standardErrorIsTheSpreadOfTheArea() {
    SplittableRandom random = new SplittableRandom(7);
    int repeats = 600;
    double sum = 0;
    double squares = 0;
    double meanOfErrors = 0;
    for (int repeat = 0; repeat < repeats; repeat++) {
      double[][] scores = noisyScores(random, 60, 240);
      RocAuc.Measured measured =
          (RocAuc.Measured) RocAuc.of(new ScoredLabels(scores[0], firstTrue(60, 300)), 2);
      sum += measured.value();
      squares += measured.value() * measured.value();
      meanOfErrors += measured.standardError() / repeats;
    }
    double spread = Math.sqrt(squares / repeats - sum / repeats * sum / repeats);
    assertThat(meanOfErrors / spread).isBetween(0.9, 1.1);
  }

  @Test
  void knownValues() {
    // Of the pairs (.8,.4) (.8,.6) (.4,.4) (.4,.6), in halves: 2 + 2 + 1 + 0 of 8.
    ScoredLabels rows =
        new ScoredLabels(new double[] {.8, .4, .4, .6}, new boolean[] {true, true, false, false});
    assertThat(((RocAuc.Measured) RocAuc.of(rows, 2)).value()).isEqualTo(5.0 / 8);
    // Recall .5 at precision 1, nothing at .6, the other half at precision 2/4.
    assertThat(((PrAuc.Measured) PrAuc.of(rows, 2)).value()).isEqualTo(0.75);
    ScoredLabels zeros = new ScoredLabels(new double[] {0.0, -0.0, -0.0, 0.0}, firstTrue(2, 4));
    assertThat(((RocAuc.Measured) RocAuc.of(zeros, 2)).value()).isEqualTo(0.5);
    assertThat(((PrAuc.Measured) PrAuc.of(zeros, 2)).value()).isEqualTo(0.5);
  }

  @Test
  void averagePrecisionEqualsTheSumOverThresholds() {
    SplittableRandom random = new SplittableRandom(8);
    for (int repeat = 0; repeat < 200; repeat++) {
      ScoredLabels rows = rows(random, 5 + random.nextInt(60), 1 + random.nextInt(12));
      assertThat(((PrAuc.Measured) PrAuc.of(rows, 1)).value())
          .isCloseTo(averagePrecision(rows), within(1e-12));
    }
  }

  @Test
  void pairedComparisonEqualsTheFormulaOverAllPairs() {
    SplittableRandom random = new SplittableRandom(9);
    for (int repeat = 0; repeat < 50; repeat++) {
      ScoredLabels a = rows(random, 40, 9);
      ScoredLabels b = new ScoredLabels(random.doubles(40).toArray(), a.labels());
      PairedComparison.Measured measured = (PairedComparison.Measured) PairedComparison.of(a, b, 2);
      double[] a10 = rowMeans(kernel(a));
      double[] b10 = rowMeans(kernel(b));
      double[] a01 = columnMeans(kernel(a));
      double[] b01 = columnMeans(kernel(b));
      double variance =
          (covariance(a10, a10) + covariance(b10, b10) - 2 * covariance(a10, b10)) / a.positives()
              + (covariance(a01, a01) + covariance(b01, b01) - 2 * covariance(a01, b01))
                  / a.negatives();
      double delta = mannWhitney(b) - mannWhitney(a);
      assertThat(measured.delta()).isCloseTo(delta, within(1e-12));
      assertThat(measured.lower()).isCloseTo(delta - 1.96 * Math.sqrt(variance), within(1e-4));
      assertThat(measured.upper()).isCloseTo(delta + 1.96 * Math.sqrt(variance), within(1e-4));
      assertThat(measured.champion()).isCloseTo(mannWhitney(a), within(1e-12));
      assertThat(measured.challenger()).isCloseTo(mannWhitney(b), within(1e-12));
    }
  }

  @Test
  void swappingTheModelsNegatesTheDifference() {
    SplittableRandom random = new SplittableRandom(10);
    for (int repeat = 0; repeat < 50; repeat++) {
      ScoredLabels a = rows(random, 50, 20);
      ScoredLabels b = new ScoredLabels(random.doubles(50).toArray(), a.labels());
      PairedComparison.Measured one = (PairedComparison.Measured) PairedComparison.of(a, b, 2);
      PairedComparison.Measured other = (PairedComparison.Measured) PairedComparison.of(b, a, 2);
      assertThat(other.delta()).isEqualTo(-one.delta());
      assertThat(other.lower()).isCloseTo(-one.upper(), within(1e-15));
      assertThat(other.upper()).isCloseTo(-one.lower(), within(1e-15));
    }
  }

  @Test
  void intervalCoversZeroInNinetyFivePercentOfEqualModels() {
    SplittableRandom random = new SplittableRandom(11);
    boolean[] labels = firstTrue(60, 300);
    int covered = 0;
    int repeats = 2_000;
    for (int repeat = 0; repeat < repeats; repeat++) {
      double[][] scores = noisyScores(random, 60, 240);
      PairedComparison.Measured measured =
          (PairedComparison.Measured)
              PairedComparison.of(
                  new ScoredLabels(scores[0], labels), new ScoredLabels(scores[1], labels), 60);
      covered += measured.lower() <= 0 && measured.upper() >= 0 ? 1 : 0;
    }
    assertThat((double) covered / repeats).isBetween(0.935, 0.965);
  }

  @Test
  void modelsThatOrderTheRowsAlikeDoNotDiffer() {
    ScoredLabels a = rows(new SplittableRandom(12), 80, 10);
    double[] stretched = Arrays.stream(a.scores()).map(s -> s * s * s / 7).toArray();
    PairedComparison.Measured measured =
        (PairedComparison.Measured)
            PairedComparison.of(a, new ScoredLabels(stretched, a.labels()), 2);
    assertThat(measured.delta()).isZero();
    assertThat(measured.lower()).isZero();
    assertThat(measured.upper()).isZero();
  }

  @Test
  void tooFewOfEitherClassIsNotEnoughData() {
    ScoredLabels fewPositives = new ScoredLabels(new double[20], firstTrue(4, 20));
    ScoredLabels fewNegatives = new ScoredLabels(new double[20], firstTrue(16, 20));
    assertThat(RocAuc.of(fewPositives, 5)).isEqualTo(new RocAuc.NotEnoughData(4, 5));
    assertThat(RocAuc.of(fewNegatives, 5)).isEqualTo(new RocAuc.NotEnoughData(16, 5));
    assertThat(PrAuc.of(fewPositives, 5)).isEqualTo(new PrAuc.NotEnoughData(4, 5));
    assertThat(PrAuc.of(fewNegatives, 5)).isEqualTo(new PrAuc.NotEnoughData(16, 5));
    assertThat(PairedComparison.of(fewPositives, fewPositives, 5))
        .isEqualTo(new PairedComparison.NotEnoughData(4, 5));
    assertThat(PairedComparison.of(fewNegatives, fewNegatives, 5))
        .isEqualTo(new PairedComparison.NotEnoughData(16, 5));
    assertThat(RocAuc.of(fewPositives, 4)).isInstanceOf(RocAuc.Measured.class);
  }

  @Test
  void refusesWhatCannotBeCompared() {
    ScoredLabels a = new ScoredLabels(new double[6], firstTrue(3, 6));
    ScoredLabels b = new ScoredLabels(new double[6], firstTrue(2, 6));
    assertThatThrownBy(() -> PairedComparison.of(a, b, 2)).hasMessageContaining("same rows");
    double[] broken = {0, 0, Double.NaN, 0, 0, 0};
    assertThatThrownBy(() -> RocAuc.of(new ScoredLabels(broken, a.labels()), 2))
        .hasMessageContaining("row 2 is NaN");
    assertThatThrownBy(() -> RocAuc.of(a, 1)).hasMessageContaining("at least 2");
  }

  private static ScoredLabels rows(SplittableRandom random, int count, int distinctScores) {
    double[] scores = new double[count];
    boolean[] labels = new boolean[count];
    for (int row = 0; row < count; row++) {
      scores[row] = random.nextInt(distinctScores) / 10.0;
      labels[row] = row < 2 || (row > 3 && random.nextInt(3) == 0);
    }
    return new ScoredLabels(scores, labels);
  }

  /// Two models of the same quality over a common signal, positives first.
  private static double[][] noisyScores(SplittableRandom random, int positives, int negatives) {
    double[][] scores = new double[2][positives + negatives];
    for (int row = 0; row < positives + negatives; row++) {
      double signal = (row < positives ? 1.2 : 0) + random.nextGaussian();
      scores[0][row] = signal + 0.7 * random.nextGaussian();
      scores[1][row] = signal + 0.7 * random.nextGaussian();
    }
    return scores;
  }

  private static boolean[] firstTrue(int positives, int count) {
    boolean[] labels = new boolean[count];
    Arrays.fill(labels, 0, positives, true);
    return labels;
  }

  private static double mannWhitney(ScoredLabels rows) {
    return Arrays.stream(rowMeans(kernel(rows))).average().orElseThrow();
  }

  /// 1 where the positive scores higher than the negative, one half for a tie.
  private static double[][] kernel(ScoredLabels rows) {
    double[][] kernel = new double[rows.positives()][rows.negatives()];
    int i = 0;
    for (int p = 0; p < rows.rows(); p++) {
      if (rows.labels()[p]) {
        int j = 0;
        for (int n = 0; n < rows.rows(); n++) {
          if (!rows.labels()[n]) {
            double difference = rows.scores()[p] - rows.scores()[n];
            kernel[i][j++] = difference > 0 ? 1 : difference == 0 ? 0.5 : 0;
          }
        }
        i++;
      }
    }
    return kernel;
  }

  private static double[] rowMeans(double[][] kernel) {
    return Arrays.stream(kernel)
        .mapToDouble(r -> Arrays.stream(r).average().orElseThrow())
        .toArray();
  }

  private static double[] columnMeans(double[][] kernel) {
    double[] means = new double[kernel[0].length];
    for (double[] row : kernel) {
      for (int j = 0; j < means.length; j++) {
        means[j] += row[j] / kernel.length;
      }
    }
    return means;
  }

  private static double covariance(double[] a, double[] b) {
    double meanA = Arrays.stream(a).average().orElseThrow();
    double meanB = Arrays.stream(b).average().orElseThrow();
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - meanA) * (b[i] - meanB);
    }
    return sum / (a.length - 1);
  }

  private static double averagePrecision(ScoredLabels rows) {
    double[] thresholds = Arrays.stream(rows.scores()).distinct().sorted().toArray();
    double area = 0;
    double recallBefore = 0;
    for (int t = thresholds.length - 1; t >= 0; t--) {
      int hits = 0;
      int all = 0;
      for (int row = 0; row < rows.rows(); row++) {
        if (rows.scores()[row] >= thresholds[t]) {
          all++;
          hits += rows.labels()[row] ? 1 : 0;
        }
      }
      double recall = (double) hits / rows.positives();
      area += (recall - recallBefore) * hits / all;
      recallBefore = recall;
    }
    return area;
  }
}
