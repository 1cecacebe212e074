package io.evenkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Holds summaries against those of the real Evidently 0.7.23, written by
/// `parity/golden_summary.py`. An infinity is a value for Evidently and a missing one here: the
/// figures that this changes are left out.
class SummaryParityTest {
  private static final double RELATIVE = 1e-9;

  @Test
  void everyTableHasEvidentlysFigures() throws IOException {
    SoftAssertions softly = new SoftAssertions();
    JsonNode tables = golden().get("tables");
    DataSummary before = DataSummary.of(List.of(), new double[0][]);
    for (JsonNode table : tables) {
      DataSummary summary = summary(table);
      dataset(softly, table, summary);
      for (ColumnSummary column : summary.columns()) {
        column(softly, table, column);
      }
      if (table.get("against_the_one_before").asBoolean()) {
        for (DataSummary.CategoryChange change : summary.changesSince(before)) {
          JsonNode expected = table.get("summaries").get(change.column());
          String as = table.get("name").asString() + ", " + change.column();
          softly.assertThat(change.fresh().size()).as(as).isEqualTo(expected.get("fresh").asInt());
          softly.assertThat(change.gone().size()).as(as).isEqualTo(expected.get("gone").asInt());
        }
      }
      before = summary;
    }
    softly.assertAll();
    assertThat(tables.size()).isGreaterThan(10);
  }

  @Test
  void theGoldenFileWasMadeByThePinnedEvidently() throws IOException {
    assertThat(golden().get("versions").get("evidently").asString()).isEqualTo("0.7.23");
  }

  private static void dataset(SoftAssertions softly, JsonNode table, DataSummary summary) {
    long infinite = summary.columns().stream().mapToLong(ColumnSummary::infinite).sum();
    Map<String, Long> found =
        Map.of(
            "RowCount",
            summary.rows(),
            "ColumnCount",
            (long) summary.columns().size(),
            "ColumnCountnumerical",
            summary.numericColumns(),
            "ColumnCountcategorical",
            summary.categoricalColumns(),
            "DuplicatedRowCount",
            summary.duplicatedRows(),
            "DuplicatedColumnsCount",
            (long) summary.duplicatedColumns().size(),
            "AlmostDuplicatedColumnsCount",
            (long) summary.almostDuplicatedColumns().size(),
            "AlmostConstantColumnsCount",
            (long) summary.almostConstantColumns().size(),
            "DatasetMissingValueCount",
            summary.missingCells() - infinite);
    String name = table.get("name").asString();
    JsonNode expected = table.get("dataset");
    found.forEach((figure, value) ->
        softly.assertThat(value).as(name + " " + figure).isEqualTo(expected.get(figure).asLong()));
    if (infinite == 0) {
      softly
          .assertThat(summary.emptyRows())
          .as(name)
          .isEqualTo(expected.get("EmptyRowsCount").asLong());
    }
    softly
        .assertThat(summary.emptyColumns().size())
        .as(name)
        .isEqualTo(expected.get("EmptyColumnsCount").asInt());
    softly
        .assertThat(summary.constantColumns().size())
        .as(name)
        .isEqualTo(expected.get("ConstantColumnsCount").asInt());
  }

  private static void column(SoftAssertions softly, JsonNode table, ColumnSummary column) {
    JsonNode expected = table.get("summaries").get(column.name());
    String as = table.get("name").asString() + ", " + column.name();
    softly
        .assertThat(column.missing() - column.infinite())
        .as(as)
        .isEqualTo(expected.get("MissingValueCount").asLong());
    switch (column.content()) {
      case ColumnSummary.Nothing _ ->
          softly.assertThat(expected.get("distinct").asInt()).as(as).isZero();
      case ColumnSummary.Categories categories -> {
        softly.assertThat(column.distinct()).as(as).isEqualTo(expected.get("distinct").asLong());
        Map<String, Long> counts = new HashMap<>();
        for (ValueCount one : categories.counts().toList()) {
          counts.put(Integer.toString((int) one.value()), one.count());
        }
        JsonNode theirs = expected.get("UniqueValueCount");
        softly.assertThat(counts).as(as).hasSize(theirs.size());
        counts.forEach((value, count) ->
            softly.assertThat(theirs.get(value).asLong()).as(as).isEqualTo(count));
      }
      case ColumnSummary.Numbers numbers -> {
        softly.assertThat(column.infinite()).as(as).isEqualTo(expected.get("infinite").asLong());
        if (column.infinite() == 0) {
          softly.assertThat(column.distinct()).as(as).isEqualTo(expected.get("distinct").asLong());
          numbers(softly, as, expected, numbers);
        }
      }
    }
  }

  private static void numbers(
      SoftAssertions softly, String as, JsonNode expected, ColumnSummary.Numbers numbers) {
    Map<String, Double> found =
        Map.of(
            "MinValue", numbers.min(),
            "MaxValue", numbers.max(),
            "MeanValue", numbers.mean(),
            "StdValue", numbers.deviation(),
            "q25", numbers.q25(),
            "q50", numbers.q50(),
            "q75", numbers.q75());
    double size = Math.max(Math.abs(numbers.min()), Math.abs(numbers.max()));
    found.forEach((figure, value) -> {
      if (expected.get(figure).isNull()) {
        softly.assertThat(value).as(as + " " + figure).isNaN();
      } else {
        double theirs = expected.get(figure).asDouble();
        // A mean near zero is the small rest of large terms: relative to these.
        double scale = figure.equals("MeanValue") ? size : Math.abs(theirs);
        softly.assertThat(value).as(as + " " + figure).isCloseTo(theirs, within(RELATIVE * scale));
      }
    });
  }

  private static DataSummary summary(JsonNode table) {
    int rows = table.get("rows").asInt();
    List<Column> columns = new ArrayList<>();
    Map<String, double[]> made = new HashMap<>();
    List<double[]> values = new ArrayList<>();
    for (JsonNode column : table.get("columns")) {
      String name = column.get("name").asString();
      columns.add(
          column.get("type").asString().equals("numeric")
              ? new Column.Numeric(name, Double.NEGATIVE_INFINITY, true, Double.POSITIVE_INFINITY)
              : new Column.Categorical(name));
      double[] cells = column.has("copy") ? copy(column, made) : sample(table, column);
      made.put(name, cells);
      values.add(cells);
    }
    for (double[] cells : values) {
      Arrays.fill(cells, 0, table.get("blank").asInt(), Double.NaN);
    }
    assertThat(values).allMatch(cells -> cells.length == rows);
    return DataSummary.of(columns, values.toArray(double[][]::new));
  }

  private static double[] copy(JsonNode column, Map<String, double[]> made) {
    double[] cells = Objects.requireNonNull(made.get(column.get("copy").asString())).clone();
    int every = column.get("change").asInt();
    for (int r = 0; r < cells.length && every > 0; r += every) {
      cells[r]++;
    }
    return cells;
  }

  private static double[] sample(JsonNode table, JsonNode column) {
    int period = table.get("period").asInt();
    double[] once =
        new Draws(column.get("seed").asLong())
            .sample(
                period,
                column.get("shape").asString(),
                column.get("a").asDouble(),
                column.get("b").asDouble(),
                column.get("missing").asDouble(),
                column.get("infinite").asDouble());
    double[] cells = new double[table.get("rows").asInt()];
    for (int r = 0; r < cells.length; r++) {
      cells[r] = once[r % period];
    }
    return cells;
  }

  private static JsonNode golden() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            SummaryParityTest.class.getResourceAsStream("golden_summary.json"))) {
      return JsonMapper.builder().build().readTree(in);
    }
  }
}
