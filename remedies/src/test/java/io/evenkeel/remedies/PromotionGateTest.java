package io.evenkeel.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.evenkeel.model.PairedComparison;
import io.evenkeel.model.PairedComparison.Measured;
import io.evenkeel.remedies.PromotionGate.Verdict;
import org.junit.jupiter.api.Test;

class PromotionGateTest {
  private static final PromotionGate GATE = PromotionGate.defaults();
  private static final PairedComparison SAME = measured(0.97, 0.97, -0.01, 0.01, 300);

  @Test
  void aProvenGainIsPromoted() {
    assertThat(GATE.judge(measured(0.73, 0.958, 0.17, 0.28, 120), SAME))
        .isEqualTo(
            new Verdict.Promote(
                "recent hold-out roc_auc 0.7300 -> 0.9580"
                    + " (+0.2280, 95 % +0.1700 to +0.2800, 120 frauds);"
                    + " trusted hold-out roc_auc 0.9700 -> 0.9700"
                    + " (+0.0000, 95 % -0.0100 to +0.0100, 300 frauds)"));
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
    PairedComparison better = measured(0.73, 0.958, 0.17, 0.28, 120);
    keeps(better, measured(0.975, 0.92, -0.07, -0.04, 300), "quiet rows");
    promotes(better, measured(0.9375, 0.890625, -0.07, -0.03, 300));
    promotes(better, measured(0.9, 0.99, 0.05, 0.13, 300));
  }

  @Test
  void tooFewFraudsInEitherHoldoutDecideNothing() {
    PairedComparison better = measured(0.73, 0.958, 0.17, 0.28, 100);
    assertThat(GATE.judge(new PairedComparison.NotEnoughData(40, 100), SAME))
        .isEqualTo(new Verdict.NotEnoughData(40, 100));
    assertThat(GATE.judge(better, new PairedComparison.NotEnoughData(12, 100)))
        .isEqualTo(new Verdict.NotEnoughData(12, 100));
    assertThat(GATE.judge(measured(0.73, 0.958, 0.17, 0.28, 99), SAME))
        .isEqualTo(new Verdict.NotEnoughData(99, 100));
    promotes(better, SAME);
  }

  @Test
  void whatCannotBeComputedKeepsTheChampion() {
    keeps(measured(0.73, Double.NaN, 0.1, 0.2, 120), SAME, "below");
    keeps(measured(0.73, 0.958, Double.NaN, 0.28, 120), SAME, "not proven");
    keeps(
        measured(0.73, 0.958, 0.17, 0.28, 120),
        measured(0.97, Double.NaN, 0, 0, 300),
        "quiet rows");
  }

  @Test
  void limitsOutOfRangeAreRejected() {
    assertThatIllegalArgumentException().isThrownBy(() -> new PromotionGate(1, 0.01, 0.05));
    assertThatIllegalArgumentException().isThrownBy(() -> new PromotionGate(100, -0.01, 0.05));
    assertThatIllegalArgumentException().isThrownBy(() -> new PromotionGate(100, 0.01, 1.1));
    assertThatIllegalArgumentException().isThrownBy(() -> new PromotionGate(100, Double.NaN, 0.05));
  }

  private static void promotes(PairedComparison recent, PairedComparison trusted) {
    assertThat(GATE.judge(recent, trusted)).isInstanceOf(Verdict.Promote.class);
  }

  private static void keeps(PairedComparison recent, PairedComparison trusted, String reason) {
    assertThat(GATE.judge(recent, trusted))
        .isInstanceOfSatisfying(
            Verdict.Keep.class, keep -> assertThat(keep.reason()).contains(reason));
  }

  private static PairedComparison measured(
      double champion, double challenger, double lower, double upper, int frauds) {
    return new Measured(
        champion, challenger, challenger - champion, lower, upper, frauds, 30 * frauds);
  }
}
