package io.evenkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DataSummaryTest {
  private static final double NAN = Double.NaN;
  private static final Column AMOUNT = new Column.Numeric("amount", 0, true, 100);
  private static final Column CODE = new Column.Categorical("code", Set.of(0.0, 1.0, 2.0));

  @Test
  void valuesOutsideTheDeclaredRangeAreCounted() {
    ColumnSummary.Numbers numbers = numbers(AMOUNT, 0, 0.5, 100, 100.5, NAN, -1);
    assertThat(numbers.outOfRange()).isEqualTo(3);
  }

  @Test
  void valuesOutsideTheDeclaredListAreCounted() {
    assertThat(categories(CODE, 0, 3, 3, NAN, 2).outOfList()).isEqualTo(2);
    assertThat(categories(new Column.Categorical("code"), 0, 3).outOfList()).isZero();
  }

  @Test
  void anInfinityIsMissingAndCountedApart() {
    double[] values = {1, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, NAN, 1e150, 3};
    ColumnSummary column = column(AMOUNT, values);
    assertThat(column.missing()).isEqualTo(4);
    assertThat(column.infinite()).isEqualTo(3);
    assertThat(column.missingShare()).isEqualTo(4 / 6.0);
    assertThat(((ColumnSummary.Numbers) column.content()).mean()).isEqualTo(2);
  }

  @Test
  void theShareOfMissingCellsIsOfTheCells() {
    DataSummary summary =
        DataSummary.of(List.of(AMOUNT, CODE), new double[][] {{NAN, 1}, {NAN, NAN}});
    assertThat(summary.missingCells()).isEqualTo(3);
    assertThat(summary.missingShare()).isEqualTo(0.75);
    assertThat(summary.emptyRows()).isEqualTo(1);
    assertThat(summary.emptyColumns()).containsExactly("code");
  }

  @Test
  void ofEquallyCommonValuesTheSmallestIsNamed() {
    assertThat(numbers(AMOUNT, 3, 2, 3, 2, 1).commonest()).isEqualTo(new ValueCount(2, 2));
  }

  @Test
  void theDeviationOfASingleValueIsUndefined() {
    assertThat(numbers(AMOUNT, 7, NAN).deviation()).isNaN();
  }

  @Test
  void zeroAndMinusZeroAreTheSameValueAndRow() {
    double[][] table = {{0.0, -0.0, 1}};
    DataSummary summary = DataSummary.of(List.of(AMOUNT), table);
    assertThat(summary.columns().getFirst().distinct()).isEqualTo(2);
    assertThat(summary.duplicatedRows()).isEqualTo(1);
  }

  @Test
  void repeatedRowsAreCountedAsASetOfRowsCountsThem() {
    Draws draws = new Draws(5);
    double[][] table = new double[4][20_000];
    Set<List<Double>> rows = new HashSet<>();
    for (int r = 0; r < 20_000; r++) {
      for (int c = 0; c < 4; c++) {
        double value = draws.shape("skewed", 0, 12);
        table[c][r] = value == 0 ? NAN : value;
      }
      rows.add(List.of(table[0][r], table[1][r], table[2][r], table[3][r]));
    }
    Column k = new Column.Categorical("k");
    assertThat(DataSummary.of(List.of(k, k, k, k), table).duplicatedRows())
        .isEqualTo(20_000 - rows.size());
  }

  @Test
  void distinctValuesAndCountsAreThoseOfAMap() {
    double[] values = new Draws(6).sample(30_000, "whole_normal", 5, 40, 0.05, 0.01);
    Map<Double, Long> counted = new HashMap<>();
    for (double value : values) {
      if (Double.isFinite(value)) {
        counted.merge(value, 1L, Long::sum);
      }
    }
    ValueCounts counts = categories(new Column.Categorical("k"), values).counts();
    assertThat(counts.size()).isEqualTo(counted.size());
    counted.forEach((value, count) -> assertThat(counts.countOf(value)).isEqualTo(count));
    assertThat(counts.countOf(12345)).isZero();
  }

  @Test
  void columnsOfDifferentTypesAreNoDuplicates() {
    double[] values = {1, 2, 1, 0};
    Column other = new Column.Categorical("other");
    DataSummary summary =
        DataSummary.of(List.of(AMOUNT, CODE, other), new double[][] {values, values, values});
    assertThat(summary.duplicatedColumns())
        .containsExactly(new DataSummary.ColumnPair("code", "other"));
  }

  @Test
  void aLongTableHidesNoDuplicatedColumn() {
    double[] first = new Draws(7).sample(200_000, "normal", 0, 1);
    double[] equal = first.clone();
    double[] nearly = first.clone();
    for (int r = 0; r < 9_900; r++) {
      nearly[r * 20] = -1000;
    }
    double[] unlike = first.clone();
    unlike[199_999] = -1000;
    Arrays.fill(unlike, 0, 12_000, -1000);
    List<Column> columns = List.of(numeric("a"), numeric("b"), numeric("c"), numeric("d"));
    DataSummary summary = DataSummary.of(columns, new double[][] {first, equal, nearly, unlike});
    assertThat(summary.duplicatedColumns()).containsExactly(new DataSummary.ColumnPair("a", "b"));
    assertThat(summary.almostDuplicatedColumns())
        .containsExactly(
            new DataSummary.ColumnPair("a", "b"),
            new DataSummary.ColumnPair("a", "c"),
            new DataSummary.ColumnPair("b", "c"));
  }

  @Test
  void aColumnIsReadOnceUnlessItLooksLikeAnother() {
    double[][] table = {
      new Draws(1).sample(9_000, "normal", 0, 1),
      new Draws(2).sample(9_000, "normal", 0, 1),
      new Draws(3).sample(9_000, "normal", 0, 1)
    };
    int[] reads = new int[3];
    DataSummary.of(
        List.of(numeric("a"), numeric("b"), numeric("c")),
        9_000,
        c -> {
          reads[c]++;
          return table[c];
        });
    assertThat(reads).containsOnly(1);
  }

  @Test
  void categoriesThatCameAndWentAreNamed() {
    DataSummary before = DataSummary.of(List.of(CODE), new double[][] {{0, 1, 1, NAN}});
    DataSummary after = DataSummary.of(List.of(CODE), new double[][] {{1, 2, 2, 3}});
    DataSummary.CategoryChange change = after.changesSince(before).getFirst();
    assertThat(change.fresh().toList()).containsExactly(new ValueCount(2, 2), new ValueCount(3, 1));
    assertThat(change.gone().toList()).containsExactly(new ValueCount(0, 1));
  }

  @Test
  void anEmptyTableHasASummary() {
    DataSummary summary = DataSummary.of(List.of(AMOUNT, CODE), new double[2][0]);
    assertThat(summary.rows()).isZero();
    assertThat(summary.missingShare()).isZero();
    assertThat(summary.emptyColumns()).hasSize(2);
    assertThat(summary.duplicatedColumns()).isEmpty();
  }

  @Test
  void columnsOfUnequalLengthAreRefused() {
    assertThatThrownBy(() -> DataSummary.of(List.of(AMOUNT, CODE), new double[][] {{1}, {1, 2}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("column code has 2 rows, the table 1");
  }

  private static Column numeric(String name) {
    return new Column.Numeric(name, Double.NEGATIVE_INFINITY, true, Double.POSITIVE_INFINITY);
  }

  private static ColumnSummary column(Column column, double... values) {
    return DataSummary.of(List.of(column), new double[][] {values}).columns().getFirst();
  }

  private static ColumnSummary.Numbers numbers(Column column, double... values) {
    return (ColumnSummary.Numbers) column(column, values).content();
  }

  private static ColumnSummary.Categories categories(Column column, double... values) {
    return (ColumnSummary.Categories) column(column, values).content();
  }
}
