package io.evenkeel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.model.HoldoutComparison.Contestant;
import io.evenkeel.model.HoldoutComparison.Measured;
import io.evenkeel.model.HoldoutComparison.Plan;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HoldoutComparisonTest {
  private static final CostMatrix COST = new CostMatrix("amount", 0.8, 50, 10);

  /// 60 rows with ties, made by a congruential generator so that another language can make the
  /// same.
  private static final int ROWS = 60;

  private final boolean[] labels = new boolean[ROWS];
  private final double[] one = new double[ROWS];
  private final double[] other = new double[ROWS];
  private final double[] amounts = new double[ROWS];

  HoldoutComparisonTest() {
    long state = 12_345;
    double[] drawn = new double[4 * ROWS];
    for (int i = 0; i < drawn.length; i++) {
      state = (state * 1_103_515_245L + 12_345) % 2_147_483_648L;
      drawn[i] = state / 2_147_483_648.0;
    }
    for (int i = 0; i < ROWS; i++) {
      labels[i] = drawn[4 * i] < 0.3;
      double truth = labels[i] ? 1 : 0;
      one[i] = Math.rint(20 * Math.min(1, 0.35 * truth + 0.6 * drawn[4 * i + 1])) / 20;
      other[i] = Math.rint(20 * Math.min(1, 0.45 * truth + 0.5 * drawn[4 * i + 2])) / 20;
      amounts[i] = Math.rint(1000 * drawn[4 * i + 3]);
    }
  }

  /// The figures are those of scikit-learn 1.9 (`roc_auc_score`, `average_precision_score`,
  /// `roc_curve` without dropped points) on the same rows.
  @Test
  void figuresEqualScikitLearn() {
    assertThat(one[0]).isEqualTo(0.2);
    assertThat(other[0]).isEqualTo(0.35);
    assertThat(amounts[0]).isEqualTo(107);
    Measured measured = compare(one, other, 0.01);
    assertThat(measured.positives()).isEqualTo(19);
    assertThat(measured.negatives()).isEqualTo(41);
    pair(measured.rocAuc(), 0.8812580231065469, 0.996790757381258);
    pair(measured.prAuc(), 0.8057134815648747, 0.990052883404684);
    pair(measured.recall(), 0.5263157894736842, 0.8947368421052632);
    pair(compare(one, other, 0.05).recall(), 0.5263157894736842, 0.9473684210526315);
    pair(compare(one, other, 0.1).recall(), 0.5263157894736842, 1);
    pair(measured.cost().orElseThrow(), 22346.666666666668, 10666.666666666666);
    point(measured.champion(), 0.5, 0.8947368421052632, 0.3170731707317073);
    point(measured.challenger(), 0.4666666666666667, 1, 0.21951219512195122);
  }

  @Test
  void prAucOfTheRankingIsThatOfTheMeasure() {
    SplittableRandom random = new SplittableRandom(3);
    for (int repeat = 0; repeat < 100; repeat++) {
      ScoredLabels rows = noisy(random, 10, 50, 1);
      double expected = ((PrAuc.Measured) PrAuc.of(rows, 1)).value();
      WeightedRanking ranking = new WeightedRanking(rows, new double[rows.rows()]);
      assertThat(ranking.figures(0.1).prAuc()).isCloseTo(expected, within(1e-12));
    }
  }

  @Test
  void weightsAreRepeatedRows() {
    ScoredLabels rows =
        new ScoredLabels(
            new double[] {.9, .8, .8, .3, .2}, new boolean[] {true, false, true, true, false});
    double[] costs = {1, 2, 3, 4, 5};
    int[] weights = {2, 1, 0, 3, 2};
    ScoredLabels repeated =
        new ScoredLabels(
            new double[] {.9, .9, .8, .3, .3, .3, .2, .2},
            new boolean[] {true, true, false, true, true, true, false, false});
    WeightedRanking.Figures expected =
        new WeightedRanking(repeated, new double[] {1, 1, 2, 4, 4, 4, 5, 5}).figures(0.4);
    assertThat(new WeightedRanking(rows, costs).figures(weights, 0.4)).isEqualTo(expected);
    assertThat(expected.recall()).isEqualTo(5.0 / 5);
  }

  @Test
  void swappingTheModelsNegatesEveryDifference() {
    Measured forth = compare(one, other, 0.05);
    Measured back = compare(other, one, 0.05);
    negated(forth.rocAuc(), back.rocAuc());
    negated(forth.prAuc(), back.prAuc());
    negated(forth.recall(), back.recall());
    negated(forth.cost().orElseThrow(), back.cost().orElseThrow());
  }

  @Test
  void modelsThatScoreAlikeDifferInNothing() {
    Measured same = compare(one, one.clone(), 0.05);
    for (PairedDifference none :
        List.of(same.rocAuc(), same.prAuc(), same.recall(), same.cost().orElseThrow())) {
      assertThat(none.delta()).isZero();
      assertThat(none.lower()).isZero();
      assertThat(none.upper()).isZero();
    }
  }

  @Test
  void theSeedDecidesTheInterval() {
    assertThat(compare(one, other, 0.05)).isEqualTo(compare(one, other, 0.05));
    Plan another = new Plan(2, 0.05, COST, 500, 2);
    assertThat(((Measured) compare(one, other, another)).prAuc())
        .isNotEqualTo(compare(one, other, 0.05).prAuc());
  }

  /// Two models of equal merit, 400 times: the true difference is 0.
  @Test
  void intervalsCoverTheTruthAboutAsOftenAsTheySay() {
    SplittableRandom random = new SplittableRandom(11);
    int repeats = 400;
    int prAuc = 0;
    int recall = 0;
    int rocAuc = 0;
    for (int repeat = 0; repeat < repeats; repeat++) {
      ScoredLabels first = noisy(random, 60, 240, 0.5);
      ScoredLabels second = noisy(random, 60, 240, 0.5);
      LabelledTable rows = table("amount", first.labels(), new double[300]);
      Measured measured =
          (Measured)
              HoldoutComparison.of(
                  rows,
                  new Contestant(first.scores(), 0.5),
                  new Contestant(second.scores(), 0.5),
                  new Plan(2, 0.1, COST, 300, repeat));
      rocAuc += covers(measured.rocAuc()) ? 1 : 0;
      prAuc += covers(measured.prAuc()) ? 1 : 0;
      recall += covers(measured.recall()) ? 1 : 0;
    }
    assertThat(rocAuc / (double) repeats).isBetween(0.92, 0.98);
    assertThat(prAuc / (double) repeats).isBetween(0.92, 0.98);
    assertThat(recall / (double) repeats).isBetween(0.92, 0.985);
  }

  @Test
  void aRealGainIsFound() {
    SplittableRandom random = new SplittableRandom(12);
    ScoredLabels weak = noisy(random, 150, 3000, 1);
    ScoredLabels strong = noisy(random, 150, 3000, 0.3);
    Measured measured =
        (Measured)
            HoldoutComparison.of(
                table("amount", weak.labels(), new double[3150]),
                new Contestant(weak.scores(), 0.5),
                new Contestant(strong.scores(), 0.5),
                new Plan(100, 0.01, COST, 500, 1));
    assertThat(measured.prAuc().lower()).isPositive();
    assertThat(measured.recall().lower()).isPositive();
    assertThat(measured.rocAuc().lower()).isPositive();
  }

  @Test
  void withoutAMoneyFeatureThereIsNoCost() {
    HoldoutComparison measured =
        HoldoutComparison.of(
            table("price", labels, amounts),
            new Contestant(one, 0.4),
            new Contestant(other, 0.4),
            new Plan(2, 0.05, COST, 100, 1));
    assertThat(((Measured) measured).cost()).isEmpty();
  }

  @Test
  void aMissingAmountCountsAsNothing() {
    ScoredLabels rows = new ScoredLabels(new double[] {.1, .1}, new boolean[] {true, true});
    assertThat(COST.perThousand(rows, 0.4, new double[] {Double.NaN, 100}))
        .containsExactly(0, 80_000);
  }

  @Test
  void tooFewOfEitherClassAreNotCompared() {
    assertThat(compare(one, other, new Plan(20, 0.05, COST, 100, 1)))
        .isEqualTo(new HoldoutComparison.NotEnoughData(19, 20));
    boolean[] reversed = new boolean[ROWS];
    for (int i = 0; i < ROWS; i++) {
      reversed[i] = !labels[i];
    }
    assertThat(
            HoldoutComparison.of(
                table("amount", reversed, amounts),
                new Contestant(one, 0.4),
                new Contestant(other, 0.4),
                new Plan(20, 0.05, COST, 100, 1)))
        .isEqualTo(new HoldoutComparison.NotEnoughData(19, 20));
  }

  @Test
  void plansAndCostsOutOfRangeAreRejected() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Plan(1, 0.01, COST, 100, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Plan(2, 0, COST, 100, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Plan(2, Double.NaN, COST, 100, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Plan(2, 0.01, COST, 99, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new CostMatrix("", 1, 50, 10));
    assertThatIllegalArgumentException().isThrownBy(() -> new CostMatrix("amount", 1.1, 50, 10));
    assertThatIllegalArgumentException().isThrownBy(() -> new CostMatrix("amount", 1, -1, 10));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CostMatrix("amount", 1, 50, Double.NaN));
  }

  /// NumPy 2.3: `quantile([1, 2, 4, 8, 16, 32, 64], [.025, .5, .975])`.
  @Test
  void quantilesEqualNumPy() {
    double[] values = {1, 2, 4, 8, 16, 32, 64};
    assertThat(StratifiedBootstrap.quantile(values, 0.025)).isCloseTo(1.15, within(1e-12));
    assertThat(StratifiedBootstrap.quantile(values, 0.5)).isEqualTo(8);
    assertThat(StratifiedBootstrap.quantile(values, 0.975)).isCloseTo(59.2, within(1e-12));
    assertThat(StratifiedBootstrap.quantile(values, 1)).isEqualTo(64);
  }

  /// SciPy 1.17: `norm.ppf`.
  @Test
  void normalQuantilesEqualSciPy() {
    double[][] known = {
      {1e-9, -5.9978070150076865},
      {0.001, -3.090232306167813},
      {0.025 / 3, -2.3939797998185104},
      {0.2, -0.8416212335729142},
      {0.5, 0},
      {0.9, 1.2815515655446004},
      {0.975, 1.959963984540054}
    };
    for (double[] pair : known) {
      assertThat(NormalQuantile.of(pair[0])).isCloseTo(pair[1], within(1e-6));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> NormalQuantile.of(0));
  }

  private Measured compare(double[] champion, double[] challenger, double falsePositiveRate) {
    return (Measured) compare(champion, challenger, new Plan(2, falsePositiveRate, COST, 500, 1));
  }

  private HoldoutComparison compare(double[] champion, double[] challenger, Plan plan) {
    return HoldoutComparison.of(
        table("amount", labels, amounts),
        new Contestant(champion, 0.4),
        new Contestant(challenger, 0.4),
        plan);
  }

  private static LabelledTable table(String feature, boolean[] labels, double[] values) {
    FeatureSchema schema =
        new FeatureSchema(
            "is_fraud",
            0.4,
            List.of(new Feature.Numeric(feature, Range.any(), false, false, false, "INR")));
    return new LabelledTable(new FeatureTable(schema, new double[][] {values}), labels);
  }

  /// Positives first, one apart from the negatives on average, with noise.
  private static ScoredLabels noisy(
      SplittableRandom random, int positives, int negatives, double noise) {
    double[] scores = new double[positives + negatives];
    boolean[] labels = new boolean[scores.length];
    for (int i = 0; i < scores.length; i++) {
      labels[i] = i < positives;
      scores[i] = (labels[i] ? 1 : 0) + noise * random.nextGaussian();
    }
    return new ScoredLabels(scores, labels);
  }

  private static boolean covers(PairedDifference difference) {
    return difference.lower() <= 0 && difference.upper() >= 0;
  }

  private static void pair(PairedDifference pair, double champion, double challenger) {
    assertThat(pair.champion()).isCloseTo(champion, within(1e-9));
    assertThat(pair.challenger()).isCloseTo(challenger, within(1e-9));
    assertThat(pair.lower()).isLessThanOrEqualTo(pair.delta());
    assertThat(pair.upper()).isGreaterThanOrEqualTo(pair.delta());
  }

  private static void point(
      OperatingPoint point, double flagged, double recall, double falsePositiveRate) {
    assertThat(point.threshold()).isEqualTo(0.4);
    assertThat(point.flagged()).isCloseTo(flagged, within(1e-12));
    assertThat(point.recall()).isCloseTo(recall, within(1e-12));
    assertThat(point.falsePositiveRate()).isCloseTo(falsePositiveRate, within(1e-12));
  }

  private static void negated(PairedDifference forth, PairedDifference back) {
    assertThat(back.delta()).isCloseTo(-forth.delta(), within(1e-12));
    assertThat(back.lower()).isCloseTo(-forth.upper(), within(1e-9));
    assertThat(back.upper()).isCloseTo(-forth.lower(), within(1e-9));
  }
}
