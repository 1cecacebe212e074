package io.evenkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.evenkeel.drift.ParityFeature.NotScored;
import io.evenkeel.drift.ParityFeature.Scored;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestChoiceTest {
  private static final Column AMOUNT = GoldenFile.column("amount", "numeric");
  private static final Column HOUR = GoldenFile.column("hour", "numeric");
  private static final Column BANK = GoldenFile.column("bank", "categorical");

  @Test
  void theMostParticularWordWins() {
    TestChoice choice =
        TestChoice.byDefaultRule()
            .all(DriftTest.PSI)
            .numeric(DriftTest.KS)
            .feature("hour", DriftTest.T_TEST)
            .all(0.3)
            .categorical(0.2)
            .feature("bank", 0.4);
    assertThat(choice.test(AMOUNT, DriftTest.WASSERSTEIN)).isEqualTo(DriftTest.KS);
    assertThat(choice.test(HOUR, DriftTest.WASSERSTEIN)).isEqualTo(DriftTest.T_TEST);
    assertThat(choice.test(BANK, DriftTest.JENSEN_SHANNON)).isEqualTo(DriftTest.PSI);
    assertThat(choice.threshold(AMOUNT, DriftTest.KS)).isEqualTo(0.3);
    assertThat(choice.threshold(BANK, DriftTest.PSI)).isEqualTo(0.4);
    assertThat(choice.threshold(new Column.Categorical("other"), DriftTest.PSI)).isEqualTo(0.2);
  }

  @Test
  void nothingSaidMeansTheRuleAndTheTestsOwnThreshold() {
    TestChoice choice = TestChoice.byDefaultRule();
    assertThat(choice.test(BANK, DriftTest.Z)).isEqualTo(DriftTest.Z);
    assertThat(choice.threshold(BANK, DriftTest.Z)).isEqualTo(0.05);
  }

  @Test
  void aTestForAnotherTypeIsRefusedWithThoseThatFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TestChoice.byDefaultRule().categorical(DriftTest.KS))
        .withMessage(
            "ks is not for categorical features; these are: jensenshannon, psi, kl_div, chisquare,"
                + " z, hellinger, TVD, fisher_exact, g_test");
    TestChoice choice = TestChoice.byDefaultRule().feature("bank", DriftTest.ENERGY);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> reference().parity(new double[][] {{1}, {1}}, choice))
        .withMessageStartingWith("ed is not for categorical features, such as bank");
  }

  @Test
  void aFeatureThatIsNotThereIsRefused() {
    TestChoice choice = TestChoice.byDefaultRule().feature("amuont", 0.2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> reference().parity(new double[][] {{1}, {1}}, choice))
        .withMessage("the choice names the feature amuont; there are: [amount, bank]");
  }

  @Test
  void thresholdsAndShareAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TestChoice.byDefaultRule().all(Double.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TestChoice.byDefaultRule().driftShare(1.1));
  }

  @Test
  void everyTestIsFoundByItsCode() {
    for (DriftTest test : DriftTest.values()) {
      assertThat(DriftTest.named(test.code())).contains(test);
    }
    assertThat(DriftTest.named("KS")).isEmpty();
  }

  @Test
  void aScoreAtTheThresholdCountsAsEvidentlyCountsIt() {
    Map<DriftTest, Boolean> included =
        Map.of(
            DriftTest.KS, true,
            DriftTest.CRAMER_VON_MISES, true,
            DriftTest.WASSERSTEIN, true,
            DriftTest.ENERGY, false,
            DriftTest.CHI_SQUARE, false);
    included.forEach((test, drifted) ->
        assertThat(test.drifted(test.threshold(), test.threshold())).isEqualTo(drifted));
    assertThat(DriftTest.KS.drifted(Double.NaN, 0.05)).isFalse();
    assertThat(DriftTest.PSI.drifted(Double.NaN, 0.1)).isFalse();
  }

  @Test
  void aColumnWithoutAnyValueIsAFindingAndTheOthersAreScored() {
    ParityReport report =
        reference().parity(new double[][] {{}, {1, 1, 2}}, TestChoice.byDefaultRule());
    assertThat(report.features().get(0).finding())
        .isEqualTo(new NotScored("the current sample has no usable value"));
    assertThat(report.features().get(1).finding()).isInstanceOf(Scored.class);
    assertThat(report.share()).isZero();
    assertThat(report.datasetDrift()).isFalse();
  }

  @Test
  void aTestWithoutAnAnswerSaysWhy() {
    TestChoice choice = TestChoice.byDefaultRule().categorical(DriftTest.FISHER_EXACT);
    ParityReport report = reference().parity(new double[][] {{1, 2}, {1, 2}}, choice);
    assertThat(report.features().get(1).finding())
        .isEqualTo(
            new NotScored(
                "fisher_exact needs samples of one size; there are 4 values in the reference and 2"
                    + " now"));
  }

  private static Reference reference() {
    return Reference.of(List.of(AMOUNT, BANK), new double[][] {{1, 2, 3, 4}, {1, 1, 2, 2}});
  }
}
