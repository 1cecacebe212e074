package io.evenkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceTest {
  private static final List<Column> COLUMNS =
      List.of(
          new Column.Numeric("amount", 0, true, 1000),
          new Column.Numeric("age", 0, false, 100),
          new Column.Categorical("device"),
          new Column.Categorical("category"));

  /// One for all tests, because its limits are found once for each size of window.
  private static final Reference REFERENCE = Reference.of(COLUMNS, rows(1, 5000));

  @Test
  void quietTrafficIsStable() {
    DriftReport report = REFERENCE.compare(rows(2, 2000), 0, 50);
    assertThat(report.verdict()).isEqualTo(new Verdict.Stable(0));
    assertThat(report.driftedFeatures()).isEmpty();
    assertThat(report.qualityIssues()).isEmpty();
    assertThat(report.rows()).isEqualTo(2000);
    assertThat(report.features())
        .extracting(FeatureDrift::feature)
        .containsExactly("amount", "age", "device", "category");
  }

  @Test
  void theScoreIsTheShareOfDriftedFeaturesAmongAll() {
    double[][] current = rows(2, 2000);
    current[0] = new Draws(9).sample(2000, "normal", 600, 50);
    DriftReport report = REFERENCE.compare(current, 0, 50);
    assertThat(report.verdict()).isEqualTo(new Verdict.Drifted(0.25));
    assertThat(report.driftScore()).isEqualTo(0.25);
    assertThat(report.driftedFeatures()).containsExactly("amount");
  }

  @Test
  void aCategoryThatTheReferenceDoesNotHaveIsDrift() {
    double[][] current = rows(2, 2000);
    Arrays.fill(current[2], 0, 400, 7);
    assertThat(REFERENCE.compare(current, 0, 50).driftedFeatures()).containsExactly("device");
  }

  @Test
  void tooFewRowsSayNothing() {
    DriftReport report = REFERENCE.compare(rows(2, 49), 0, 50);
    assertThat(report.verdict()).isEqualTo(new Verdict.NotEnoughData(49, 50));
    assertThat(report.features())
        .allSatisfy(f -> assertThat(f.verdict()).isEqualTo(new Verdict.NotEnoughData(49, 50)));
    assertThat(report.qualityIssues()).isEmpty();
    assertThat(REFERENCE.compare(rows(2, 50), 0, 50).verdict())
        .isNotInstanceOf(Verdict.NotEnoughData.class);
    assertThat(REFERENCE.compare(new double[4][0], 0, 50).verdict())
        .isEqualTo(new Verdict.NotEnoughData(0, 50));
  }

  @Test
  void anEmptyColumnIsAFindingAndTheRestIsScored() {
    double[][] current = rows(2, 2000);
    Arrays.fill(current[1], Double.NaN);
    current[0] = new Draws(9).sample(2000, "normal", 600, 50);
    DriftReport report = REFERENCE.compare(current, 0, 50);
    assertThat(report.features().get(1).verdict()).isEqualTo(new Verdict.NotEnoughData(0, 50));
    assertThat(report.qualityIssues()).containsExactly(new QualityIssue.EntirelyMissing("age"));
    assertThat(report.driftScore()).isEqualTo(0.25);
  }

  @Test
  void aColumnThatIsNotThereIsAFinding() {
    double[][] current = rows(2, 2000);
    current[0] = new double[0];
    DriftReport report = REFERENCE.compare(current, 0, 50);
    assertThat(report.rows()).isEqualTo(2000);
    assertThat(report.qualityIssues()).containsExactly(new QualityIssue.EntirelyMissing("amount"));
  }

  @Test
  void nothingButEmptyColumnsIsNotStable() {
    double[][] current = new double[4][100];
    for (double[] column : current) {
      Arrays.fill(column, Double.NaN);
    }
    DriftReport report = REFERENCE.compare(current, 0, 50);
    assertThat(report.verdict()).isEqualTo(new Verdict.NotEnoughData(0, 50));
    assertThat(report.qualityIssues()).hasSize(4);
  }

  @Test
  void missingValuesAboveFivePercentAreAnIssueAndInfinitiesAreMissing() {
    double[][] current = rows(2, 1000);
    Arrays.fill(current[1], 0, 30, Double.NaN);
    Arrays.fill(current[1], 30, 50, Double.POSITIVE_INFINITY);
    assertThat(REFERENCE.compare(current, 0, 50).qualityIssues()).isEmpty();
    current[1][50] = Double.NEGATIVE_INFINITY;
    assertThat(REFERENCE.compare(current, 0, 50).qualityIssues())
        .containsExactly(new QualityIssue.Missing("age", 0.051));
  }

  @Test
  void aFeatureThatIsOftenMissingByNatureIsHeldAgainstItsOwnShare() {
    double[][] often = rows(1, 5000);
    Arrays.fill(often[1], 0, 1000, Double.NaN);
    Reference usual = Reference.of(COLUMNS, often);
    double[][] current = rows(2, 1000);
    Arrays.fill(current[1], 0, 240, Double.NaN);
    assertThat(usual.compare(current, 0, 50).qualityIssues()).isEmpty();
    Arrays.fill(current[1], 0, 260, Double.NaN);
    assertThat(usual.compare(current, 0, 50).qualityIssues())
        .containsExactly(new QualityIssue.Missing("age", 0.26));
  }

  @Test
  void aStuckFeatureIsAnIssueUnlessTheReferenceIsStuckToo() {
    double[][] current = rows(2, 1000);
    Arrays.fill(current[2], 1);
    assertThat(REFERENCE.compare(current, 0, 50).qualityIssues())
        .containsExactly(new QualityIssue.Constant("device", 1));
    double[][] stuck = rows(1, 5000);
    Arrays.fill(stuck[2], 1);
    assertThat(Reference.of(COLUMNS, stuck).compare(current, 0, 50).qualityIssues()).isEmpty();
  }

  @Test
  void valuesOutsideTheRangeAreCountedAndInfinitiesAreNot() {
    double[][] current = rows(2, 1000);
    current[0][0] = 0;
    current[0][1] = 1000;
    current[0][2] = 1000.5;
    current[1][3] = 0;
    current[1][4] = -1;
    current[1][5] = Double.POSITIVE_INFINITY;
    assertThat(REFERENCE.compare(current, 0, 50).qualityIssues())
        .containsExactly(
            new QualityIssue.OutOfRange("amount", 2), new QualityIssue.OutOfRange("age", 1));
  }

  @Test
  void rejectionsAboveFivePercentAreAnIssueHoweverFewRowsThereAre() {
    assertThat(REFERENCE.compare(rows(2, 950), 50, 50).qualityIssues()).isEmpty();
    assertThat(REFERENCE.compare(rows(2, 949), 51, 50).qualityIssues())
        .containsExactly(new QualityIssue.Rejections(51, 0.051));
    DriftReport nobody = REFERENCE.compare(new double[4][0], 3, 50);
    assertThat(nobody.verdict()).isEqualTo(new Verdict.NotEnoughData(0, 50));
    assertThat(nobody.qualityIssues()).containsExactly(new QualityIssue.Rejections(3, 1));
  }

  @Test
  void aDrawnDownWindowIsHeldAgainstAllAcceptedRequests() {
    assertThat(REFERENCE.compare(rows(2, 100), 10_000, 500, 50).qualityIssues()).isEmpty();
    assertThat(REFERENCE.compare(rows(2, 100), 1_000, 500, 50).qualityIssues()).hasSize(1);
  }

  @Test
  void aReferenceWithoutAFeatureCannotJudgeIt() {
    double[][] lacking = rows(1, 5000);
    Arrays.fill(lacking[0], Double.NaN);
    DriftReport report = Reference.of(COLUMNS, lacking).compare(rows(2, 1000), 0, 50);
    assertThat(report.features().get(0).verdict()).isEqualTo(new Verdict.NotEnoughData(0, 50));
    assertThat(report.verdict()).isEqualTo(new Verdict.Stable(0));
  }

  @Test
  void hugeFiniteValuesNeverMakeAScoreThatIsNotANumber() {
    double[][] current = rows(2, 1000);
    Arrays.fill(current[0], 0, 20, 1e139);
    current[0][20] = -Double.MAX_VALUE;
    FeatureDrift amount = REFERENCE.compare(current, 0, 50).features().get(0);
    assertThat(amount.drifted()).isTrue();
    assertThat(((Verdict.Drifted) amount.verdict()).score()).isFinite();
    assertThat(amount.currentRows()).isEqualTo(999);
  }

  @Test
  void oneFarRowIsNoDriftOfAllButSaysSoInItsLimit() {
    double[][] current = rows(2, 1000);
    current[0][0] = 1e139;
    DriftReport report = REFERENCE.compare(current, 0, 50);
    FeatureDrift amount = report.features().get(0);
    assertThat(amount.verdict()).isInstanceOf(Verdict.Stable.class);
    assertThat(((Verdict.Stable) amount.verdict()).score())
        .isFinite()
        .isLessThan(amount.threshold());
    assertThat(report.qualityIssues()).containsExactly(new QualityIssue.OutOfRange("amount", 1));
  }

  @Test
  void theCallersArraysAreCopiedAndNotChanged() {
    double[][] mine = rows(1, 5000);
    double[] before = mine[0].clone();
    Reference copied = Reference.of(COLUMNS, mine);
    assertThat(mine[0]).containsExactly(before);
    Arrays.fill(mine[0], 1);
    assertThat(copied.compare(rows(2, 2000), 0, 50).features().get(0).drifted()).isFalse();
  }

  @Test
  void aWindowOfAnotherShapeIsRefused() {
    assertThatThrownBy(() -> REFERENCE.compare(new double[3][10], 0, 50))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4 columns, the window 3");
    double[][] ragged = rows(2, 100);
    ragged[2] = new double[99];
    assertThatThrownBy(() -> REFERENCE.compare(ragged, 0, 50))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("device has 99 rows");
    assertThatThrownBy(() -> REFERENCE.compare(rows(2, 100), -1, 50))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Reference.of(COLUMNS, new double[3][10]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aCheckFindsWhatComparisonParityAndSummaryFindAlone() {
    double[][] current = rows(2, 2000);
    current[0] = new Draws(9).sample(2000, "normal", 600, 50);
    System.arraycopy(current[0], 0, current[0], 1900, 100);
    PreparedWindow window = PreparedWindow.of(COLUMNS, current);
    for (TestChoice choice :
        List.of(
            TestChoice.byDefaultRule(),
            TestChoice.byDefaultRule().categorical(DriftTest.TOTAL_VARIATION))) {
      Check check = REFERENCE.check(window, 2000, 10, 50, choice);
      assertThat(check.drift()).isEqualTo(REFERENCE.compare(current, 10, 50));
      assertThat(check.parity()).isEqualTo(REFERENCE.parity(current, choice));
    }
    assertThat(DataSummary.of(window)).isEqualTo(DataSummary.of(COLUMNS, current));
  }

  @Test
  void aWindowOfManyRowsIsPreparedOnManyThreadsToTheSameEnd() {
    double[][] rows = rows(5, 120_000);
    for (double[] column : rows) {
      System.arraycopy(column, 0, column, 110_000, 10_000);
    }
    DataSummary one = DataSummary.of(COLUMNS, rows);
    assertThat(one.duplicatedRows()).isGreaterThanOrEqualTo(10_000);
    assertThat(DataSummary.of(PreparedWindow.of(COLUMNS, rows))).isEqualTo(one);
  }

  @Test
  void aPreparedWindowOfOtherColumnsIsRefused() {
    List<Column> others = List.of(COLUMNS.get(1), COLUMNS.get(0), COLUMNS.get(2), COLUMNS.get(3));
    PreparedWindow window = PreparedWindow.of(others, rows(2, 100));
    assertThatThrownBy(() -> REFERENCE.compare(window, 100, 0, 50))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the reference has the columns");
    assertThatThrownBy(() -> PreparedWindow.of(others, new double[3][10]))
        .isInstanceOf(IllegalArgumentException.class);
    double[][] lacking = rows(2, 100);
    lacking[1] = new double[0];
    PreparedWindow without = PreparedWindow.of(COLUMNS, lacking);
    assertThatThrownBy(() -> DataSummary.of(without))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("age has 0 rows");
  }

  private static double[][] rows(long seed, int size) {
    Draws draws = new Draws(seed);
    return new double[][] {
      draws.sample(size, "normal", 500, 50),
      draws.sample(size, "integers", 20, 50),
      draws.sample(size, "skewed", 0, 3),
      draws.sample(size, "integers", 0, 5)
    };
  }
}
