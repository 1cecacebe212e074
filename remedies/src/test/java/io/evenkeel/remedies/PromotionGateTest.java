package io.evenkeel.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.evenkeel.incident.GateEvidence;
import io.evenkeel.incident.KnownFrauds;
import io.evenkeel.model.CostMatrix;
import io.evenkeel.model.HoldoutComparison;
import io.evenkeel.model.HoldoutComparison.Measured;
import io.evenkeel.model.HoldoutComparison.NotEnoughData;
import io.evenkeel.model.LabelCoverage;
import io.evenkeel.model.OperatingPoint;
import io.evenkeel.model.PairedDifference;
import io.evenkeel.remedies.PromotionGate.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PromotionGateTest {
  private static final PromotionGate GATE = PromotionGate.defaults();
  private static final PairedDifference GAIN = new PairedDifference(0.3, 0.6, 0.2, 0.4);
  private static final OperatingPoint QUIET = new OperatingPoint(0.4, 0.03, 0.6, 0.01);
  private static final Measured SAME = measured(0.97, 0.97, -0.01, 0.01, 300);
  private static final Measured BETTER = measured(0.73, 0.958, 0.17, 0.28, 120);

  @Test
  void aProvenGainIsPromoted() {
    GateEvidence evidence = evidence(BETTER, SAME);
    assertThat(GATE.judge(evidence)).isEqualTo(new Verdict.Promote(evidence));
    assertThat(evidence.summary())
        .isEqualTo(
            "recent hold-out roc_auc 0.7300 -> 0.9580"
                + " (+0.2280, 95 % +0.1700 to +0.2800, 120 frauds);"
                + " trusted hold-out roc_auc 0.9700 -> 0.9700"
                + " (+0.0000, 95 % -0.0100 to +0.0100, 300 frauds)");
  }

  @Test
  void everyFigureHasItsLine() {
    GateEvidence evidence =
        new GateEvidence(
            "v1",
            "v2",
            BETTER,
            new NotEnoughData(40, 100),
            Optional.of(new KnownFrauds(50, 48, 47)),
            new LabelCoverage(
                List.of(), new LabelCoverage.Band(100, 90), new LabelCoverage.Band(3900, 3500), ""),
            true);
    assertThat(evidence.lines())
        .containsExactly(
            "v1 -> v2 on mature rows that passed by lot",
            "recent hold-out: 120 frauds, 3,600 honest",
            "recent ROC-AUC 0.7300 -> 0.9580 (+0.2280, 95 % +0.1700 to +0.2800)",
            "recent PR-AUC 0.3000 -> 0.6000 (+0.3000, 95 % +0.2000 to +0.4000)",
            "recent recall at 1.0 % false 0.300 -> 0.600 (+0.300, 95 % +0.200 to +0.400)",
            "recent cost of 1,000 payments 90,000 -> 40,000 (-50,000, 95 % -70,000 to -30,000)",
            "recent at threshold 0.40: flagged 3.00 % -> 3.00 %, recall 0.600 -> 0.600",
            "trusted hold-out has 40 of a class, 100 are needed",
            "known frauds: caught 48 -> 47 of 50",
            "labels: 3,590 of 4,000 mature rows, alike for every score");
  }

  @Test
  void aGainBelowTheMarginIsNotEnough() {
    keeps(measured(0.95, 0.9599, 0.005, 0.015, 5000), SAME, "below 0.01");
    promotes(measured(0.875, 0.890625, 0.005, 0.02, 5000), SAME);
  }

  @Test
  void aGainThatMayBeChanceIsNotEnough() {
    keeps(measured(0.90, 0.93, -0.001, 0.06, 100), SAME, "not proven");
    keeps(measured(0.90, 0.93, 0, 0.06, 100), SAME, "not proven");
    promotes(measured(0.90, 0.93, 0.0001, 0.06, 100), SAME);
  }

  @Test
  void aWorseOrEqualChallengerIsKeptOut() {
    keeps(measured(0.95, 0.90, -0.08, -0.02, 200), SAME, "below 0.01");
    keeps(measured(0.95, 0.95, 0, 0, 200), SAME, "below 0.01");
  }

  @Test
  void aChallengerThatForgetsTheQuietWorldIsKeptOut() {
    keeps(BETTER, measured(0.975, 0.92, -0.07, -0.04, 300), "quiet rows");
    promotes(BETTER, measured(0.9375, 0.890625, -0.07, -0.03, 300));
    promotes(BETTER, measured(0.9, 0.99, 0.05, 0.13, 300));
  }

  @Test
  void aChallengerThatWasTaughtToMissQuietFraudsIsKeptOut() {
    keeps(BETTER, recall(-0.7, -0.31), "recall on quiet rows, at a false-positive rate of 0.01");
    promotes(BETTER, recall(-0.7, -0.3));
    keeps(BETTER, recall(0, Double.NaN), "recall on quiet rows");
  }

  @Test
  void aChallengerThatMissesKnownFraudsIsKeptOut() {
    keeps(known(new KnownFrauds(100, 97, 89)), "89 of 100 known frauds are caught, 0.9");
    assertThat(GATE.judge(known(new KnownFrauds(100, 97, 90)))).isInstanceOf(Verdict.Promote.class);
  }

  @Test
  void aFigureThatIsMeasuredWorseKeepsTheChampion() {
    keeps(evidence(prAuc(-0.3, -0.0001), SAME), "PR-AUC is measured to fall by more than 0.0");
    promotes(prAuc(-0.3, 0.0001), SAME);
    keeps(evidence(recall(-0.3, -0.01), SAME), "recall at a false-positive rate of 0.01");
    promotes(recall(-0.3, 0.01), SAME);
  }

  @Test
  void costRefusesOnlyWhereThatIsAsked() {
    promotes(cost(1, 5000), SAME);
    PromotionGate thrifty = with(new Vetoes(0, 0, 0.3, Optional.of(0.0), 1, 0.2));
    assertThat(thrifty.judge(evidence(cost(1, 5000), SAME)))
        .isInstanceOfSatisfying(
            Verdict.Keep.class,
            keep ->
                assertThat(keep.reason())
                    .contains("cost of a thousand payments is measured to rise"));
    assertThat(thrifty.judge(evidence(cost(Double.NaN, 0), SAME))).isInstanceOf(Verdict.Keep.class);
    assertThat(thrifty.judge(evidence(cost(-1, 5000), SAME))).isInstanceOf(Verdict.Promote.class);
    assertThat(thrifty.judge(evidence(withoutMoney(), SAME))).isInstanceOf(Verdict.Promote.class);
  }

  @Test
  void aChallengerThatFlagsTooMuchIsKeptOut() {
    double frauds = BETTER.positiveShare();
    keeps(evidence(flagging(frauds + 0.21, 1), SAME), "flags more of the rows");
    promotes(flagging(frauds + 0.19, 1), SAME);
  }

  @Test
  void recallAtTheThresholdRefusesOnlyWhereThatIsAsked() {
    promotes(flagging(0, 0), SAME);
    PromotionGate strict = with(new Vetoes(0, 0, 0.3, Optional.empty(), 0.1, 0.2));
    assertThat(strict.judge(evidence(flagging(0.01, 0.49), SAME)))
        .isInstanceOfSatisfying(
            Verdict.Keep.class,
            keep -> assertThat(keep.reason()).contains("recall at the decision threshold"));
    assertThat(strict.judge(evidence(flagging(0.01, 0.51), SAME)))
        .isInstanceOf(Verdict.Promote.class);
  }

  @Test
  void aVetoOfOneNeverRefuses() {
    PromotionGate lenient = with(new Vetoes(1, 1, 1, Optional.empty(), 1, 1));
    assertThat(lenient.judge(evidence(prAuc(-0.9, -0.5), SAME)))
        .isInstanceOf(Verdict.Promote.class);
    assertThat(lenient.judge(evidence(BETTER, recall(-0.99, -0.95))))
        .isInstanceOf(Verdict.Promote.class);
    assertThat(lenient.judge(evidence(flagging(1, 1), SAME))).isInstanceOf(Verdict.Promote.class);
  }

  @Test
  void tooFewFraudsInEitherHoldoutDecideNothing() {
    Measured better = measured(0.73, 0.958, 0.17, 0.28, 100);
    undecided(evidence(new NotEnoughData(40, 100), SAME), 40);
    undecided(evidence(better, new NotEnoughData(12, 100)), 12);
    undecided(evidence(measured(0.73, 0.958, 0.17, 0.28, 99), SAME), 99);
    promotes(better, SAME);
  }

  @Test
  void whatCannotBeComputedKeepsTheChampion() {
    keeps(measured(0.73, Double.NaN, 0.1, 0.2, 120), SAME, "below");
    keeps(measured(0.73, 0.958, Double.NaN, 0.28, 120), SAME, "not proven");
    keeps(BETTER, measured(0.97, Double.NaN, 0, 0, 300), "quiet rows");
    keeps(evidence(prAuc(0, Double.NaN), SAME), "PR-AUC");
    keeps(evidence(recall(0, Double.NaN), SAME), "recall");
    keeps(evidence(flagging(Double.NaN, 1), SAME), "flags");
    keeps(evidence(flagging(0, Double.NaN), SAME), "recall at the decision threshold");
  }

  @Test
  void limitsOutOfRangeAreRejected() {
    assertThatIllegalArgumentException().isThrownBy(() -> new PromotionGate(1, 0.01, 0.05));
    assertThatIllegalArgumentException().isThrownBy(() -> new PromotionGate(100, -0.01, 0.05));
    assertThatIllegalArgumentException().isThrownBy(() -> new PromotionGate(100, 0.01, 1.1));
    assertThatIllegalArgumentException().isThrownBy(() -> new PromotionGate(100, Double.NaN, 0.05));
    assertThatIllegalArgumentException().isThrownBy(() -> gate(0, 2000, 0.9, 0.8));
    assertThatIllegalArgumentException().isThrownBy(() -> gate(0.01, 99, 0.9, 0.8));
    assertThatIllegalArgumentException().isThrownBy(() -> gate(0.01, 2000, 1.1, 0.8));
    assertThatIllegalArgumentException().isThrownBy(() -> gate(0.01, 2000, 0.9, -0.1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Vetoes(-0.1, 0, 0.3, Optional.empty(), 1, 0.2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Vetoes(0, 0, 0.3, Optional.of(-1.0), 1, 0.2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Vetoes(0, 0, 0.3, Optional.empty(), 1, Double.NaN));
  }

  private static PromotionGate gate(double rate, int repeats, double known, double coverage) {
    return new PromotionGate(
        100, 0.01, 0.05, rate, repeats, known, coverage, CostMatrix.defaults(), Vetoes.defaults());
  }

  private static PromotionGate with(Vetoes vetoes) {
    return new PromotionGate(100, 0.01, 0.05, 0.01, 2000, 0.9, 0.8, CostMatrix.defaults(), vetoes);
  }

  private static void promotes(Measured recent, Measured trusted) {
    assertThat(GATE.judge(evidence(recent, trusted))).isInstanceOf(Verdict.Promote.class);
  }

  private static void keeps(Measured recent, Measured trusted, String reason) {
    keeps(evidence(recent, trusted), reason);
  }

  private static void keeps(GateEvidence evidence, String reason) {
    assertThat(GATE.judge(evidence))
        .isInstanceOfSatisfying(
            Verdict.Keep.class,
            keep -> {
              assertThat(keep.reason()).contains(reason);
              assertThat(keep.evidence()).isSameAs(evidence);
            });
  }

  private static void undecided(GateEvidence evidence, int seen) {
    assertThat(GATE.judge(evidence)).isEqualTo(new Verdict.NotEnoughData(seen, 100, evidence));
  }

  private static GateEvidence evidence(HoldoutComparison recent, HoldoutComparison trusted) {
    return new GateEvidence(
        "v1", "v2", recent, trusted, Optional.empty(), LabelCoverage.none(), false);
  }

  private static GateEvidence known(KnownFrauds known) {
    return new GateEvidence(
        "v1", "v2", BETTER, SAME, Optional.of(known), LabelCoverage.none(), false);
  }

  private static Measured measured(
      double champion, double challenger, double lower, double upper, int frauds) {
    return new Measured(
        frauds,
        30 * frauds,
        new PairedDifference(champion, challenger, lower, upper),
        GAIN,
        0.01,
        GAIN,
        Optional.of(new PairedDifference(90_000, 40_000, -70_000, -30_000)),
        QUIET,
        QUIET);
  }

  private static Measured prAuc(double lower, double upper) {
    return with(new PairedDifference(0.6, 0.5, lower, upper), GAIN, BETTER.cost(), QUIET);
  }

  private static Measured recall(double lower, double upper) {
    return with(GAIN, new PairedDifference(0.6, 0.5, lower, upper), BETTER.cost(), QUIET);
  }

  private static Measured cost(double lower, double upper) {
    return with(GAIN, GAIN, Optional.of(new PairedDifference(40_000, 42_000, lower, upper)), QUIET);
  }

  private static Measured withoutMoney() {
    return with(GAIN, GAIN, Optional.empty(), QUIET);
  }

  private static Measured flagging(double share, double recall) {
    return with(GAIN, GAIN, BETTER.cost(), new OperatingPoint(0.4, share, recall, 0));
  }

  private static Measured with(
      PairedDifference prAuc,
      PairedDifference recall,
      Optional<PairedDifference> cost,
      OperatingPoint challenger) {
    return new Measured(
        BETTER.positives(),
        BETTER.negatives(),
        BETTER.rocAuc(),
        prAuc,
        0.01,
        recall,
        cost,
        QUIET,
        challenger);
  }
}
