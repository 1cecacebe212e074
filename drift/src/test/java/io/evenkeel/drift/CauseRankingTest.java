package io.evenkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class CauseRankingTest {
  private static final List<FeatureDrift> FEATURES =
      List.of(
          drift("amount", new Verdict.Drifted(.4)),
          drift("hour", new Verdict.Drifted(.8)),
          drift("device", new Verdict.Stable(.09)),
          drift("age", new Verdict.NotEnoughData(3, 50)));

  @Test
  void aSmallDriftOfWhatMattersStandsAboveALargeOneOfWhatDoesNot() {
    double[][] reference = {{1, -1}, {.1, -.1}, {2, -2}, {0, 0}};
    double[][] current = {{3, 1}, {.1, -.1}, {2, -2}, {0, 0}};
    List<CauseRanking.Cause> causes = CauseRanking.of(FEATURES, reference, current).causes();
    assertThat(causes)
        .extracting(CauseRanking.Cause::feature)
        .containsExactly("amount", "hour", "device", "age");
    CauseRanking.Cause amount = causes.getFirst();
    // Drift 4 times contribution 1.5, of that and 8 times 0.1.
    assertThat(amount.share()).isCloseTo(6 / 6.8, within(1e-12));
    assertThat(amount.drift()).isCloseTo(4, within(1e-12));
    assertThat(amount.usualContribution()).isEqualTo(1);
    assertThat(amount.contribution()).isEqualTo(2);
    assertThat(amount.shift()).isEqualTo(2);
    assertThat(amount.describe())
        .isEqualTo(
            "amount: drift 4.0 times its limit, 88.2 % of the cause, moves scores by +2.00 log-odds on average");
  }

  @Test
  void aStableFeatureIsNoCauseHoweverMuchItContributes() {
    double[][] values = {{1}, {1}, {9}, {9}};
    assertThat(CauseRanking.of(FEATURES, values, values).causes())
        .filteredOn(cause -> !cause.drifted())
        .allSatisfy(cause -> assertThat(cause.share()).isZero());
  }

  @Test
  void aPValueCountsByItsLogarithm() {
    List<FeatureDrift> features =
        List.of(
            drift("rare", new Verdict.Drifted(1e-4)),
            drift("usual", new Verdict.Stable(1)),
            drift("impossible", new Verdict.Drifted(0)));
    double[][] values = {{1}, {1}, {1}};
    assertThat(CauseRanking.of(features, values, values).causes())
        .extracting(CauseRanking.Cause::drift)
        .satisfiesExactly(
            drift -> assertThat(drift).isCloseTo(16, within(1e-9)),
            drift -> assertThat(drift).isCloseTo(4, within(1e-9)),
            drift -> assertThat(drift).isZero());
  }

  @Test
  void withoutDriftThereIsNoCause() {
    List<FeatureDrift> quiet = List.of(drift("amount", new Verdict.Stable(.05)));
    double[][] values = {{1, 2}};
    assertThat(CauseRanking.of(quiet, values, values).causes().getFirst().share()).isZero();
  }

  @Test
  void wrongShapesAreRefused() {
    double[][] few = {{1}};
    assertThatThrownBy(() -> CauseRanking.of(FEATURES, few, few))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4 features");
    double[][] empty = {{}, {}, {}, {}};
    assertThatThrownBy(() -> CauseRanking.of(FEATURES, empty, empty))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static FeatureDrift drift(String name, Verdict verdict) {
    return new FeatureDrift(name, DriftTest.WASSERSTEIN, .1, verdict, 1000, 1000);
  }
}
