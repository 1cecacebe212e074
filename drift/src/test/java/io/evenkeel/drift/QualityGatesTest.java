package io.evenkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What is a fault of the data, and what is only a change of the world.
class QualityGatesTest {
  private static final List<Column> COLUMNS =
      List.of(
          new Column.Numeric("amount", 0, true, 1000),
          new Column.Numeric("hour", 0, false, 23),
          new Column.Categorical("device", Set.of(0.0, 1.0, 2.0)));

  private final Reference reference = Reference.of(COLUMNS, rows(1, 5000));

  @Test
  void quietTrafficHasNoIssue() {
    for (int rows : new int[] {50, 500, 5000}) {
      assertThat(reference.compare(rows(2, rows), 0, 50).qualityIssues()).isEmpty();
    }
  }

  @Test
  void aDefaultInPlaceOfMeasurementsIsAnIssue() {
    double[][] current = rows(2, 1000);
    Arrays.fill(current[0], 0, 960, 1);
    assertThat(reference.compare(current, 0, 50).qualityIssues())
        .containsExactly(new QualityIssue.AlmostConstant("amount", 1, 0.96));
    System.arraycopy(rows(3, 1000)[0], 0, current[0], 0, 100);
    assertThat(reference.compare(current, 0, 50).qualityIssues())
        .noneMatch(QualityIssue.AlmostConstant.class::isInstance);
  }

  @Test
  void aCategoryThatNearlyEverybodyChoosesIsTheWorld() {
    double[][] current = rows(2, 1000);
    Arrays.fill(current[2], 0, 990, 1);
    assertThat(reference.compare(current, 0, 50).qualityIssues()).isEmpty();
  }

  @Test
  void aValueThatIsNotDeclaredIsAnIssue() {
    double[][] current = rows(2, 1000);
    current[2][17] = 5;
    assertThat(reference.compare(current, 0, 50).qualityIssues())
        .containsExactly(new QualityIssue.Undeclared("device", 1));
  }

  @Test
  void rowsThatAreSentAgainAndAgainAreAnIssue() {
    double[][] current = rows(2, 1000);
    for (double[] column : current) {
      Arrays.fill(column, 500, 561, column[0]);
    }
    assertThat(reference.compare(current, 0, 50).qualityIssues())
        .containsExactly(new QualityIssue.Repeats(61, 0.061));
  }

  @Test
  void whereWholeRowsRepeatByNatureTheyAreNoIssue() {
    List<Column> few = COLUMNS.subList(1, 3);
    double[][] quiet = Arrays.copyOfRange(rows(1, 5000), 1, 3);
    double[][] current = Arrays.copyOfRange(rows(2, 1000), 1, 3);
    assertThat(Reference.of(few, quiet).compare(current, 0, 50).qualityIssues()).isEmpty();
  }

  @Test
  void aColumnThatIsGoneDoesNotMakeRowsRepeat() {
    double[][] current = rows(2, 1000);
    current[0] = new double[0];
    assertThat(reference.compare(current, 0, 50).qualityIssues())
        .containsExactly(new QualityIssue.EntirelyMissing("amount"));
  }

  private static double[][] rows(long seed, int rows) {
    return new double[][] {
      new Draws(10 * seed).sample(rows, "uniform", 1, 900),
      new Draws(10 * seed + 1).sample(rows, "integers", 0, 24),
      new Draws(10 * seed + 2).sample(rows, "skewed", 0, 3)
    };
  }
}
