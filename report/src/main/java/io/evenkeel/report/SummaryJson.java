package io.evenkeel.report;

import static io.evenkeel.report.ReportJson.number;

import io.evenkeel.drift.ColumnSummary;
import io.evenkeel.drift.DataSummary;
import io.evenkeel.drift.ValueCounts;
import io.evenkeel.model.Range;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The summaries of both tables and the schema, as JSON.
final class SummaryJson {
  private static final int MOST_CATEGORIES = 100;

  private SummaryJson() {}

  static void write(ObjectNode root, Assessment assessment) {
    if (assessment.referenceSummary().isPresent() && assessment.currentSummary().isPresent()) {
      ObjectNode summary = root.putObject("summary");
      table(
          summary.putObject("reference"), assessment.referenceSummary().get(), assessment.codes());
      table(summary.putObject("current"), assessment.currentSummary().get(), assessment.codes());
    }
  }

  private static void table(ObjectNode node, DataSummary table, Codes codes) {
    node.put("rows", table.rows());
    node.put("numeric_columns", table.numericColumns());
    node.put("categorical_columns", table.categoricalColumns());
    node.put("missing_cells", table.missingCells());
    number(node, "missing_share", table.missingShare());
    node.put("duplicated_rows", table.duplicatedRows());
    node.put("empty_rows", table.emptyRows());
    names(node.putArray("empty_columns"), table.emptyColumns());
    names(node.putArray("constant_columns"), table.constantColumns());
    names(node.putArray("almost_constant_columns"), table.almostConstantColumns());
    pairs(node.putArray("duplicated_columns"), table.duplicatedColumns());
    pairs(node.putArray("almost_duplicated_columns"), table.almostDuplicatedColumns());
    ObjectNode columns = node.putObject("columns");
    for (ColumnSummary column : table.columns()) {
      column(columns.putObject(column.name()), column, codes);
    }
  }

  private static void column(ObjectNode node, ColumnSummary column, Codes codes) {
    node.put("missing", column.missing());
    node.put("infinite", column.infinite());
    node.put("distinct", column.distinct());
    switch (column.content()) {
      case ColumnSummary.Nothing _ -> {}
      case ColumnSummary.Numbers numbers -> {
        number(node, "min", numbers.min());
        number(node, "max", numbers.max());
        number(node, "mean", numbers.mean());
        number(node, "std", numbers.deviation());
        number(node, "q25", numbers.q25());
        number(node, "q50", numbers.q50());
        number(node, "q75", numbers.q75());
        node.put("out_of_range", numbers.outOfRange());
      }
      case ColumnSummary.Categories categories -> {
        ValueCounts counts = categories.counts();
        if (counts.size() <= MOST_CATEGORIES) {
          ObjectNode values = node.putObject("counts");
          for (int i = 0; i < counts.size(); i++) {
            values.put(codes.label(column.name(), counts.value(i)), counts.count(i));
          }
        }
      }
    }
  }

  private static void names(ArrayNode node, List<String> names) {
    names.forEach(node::add);
  }

  private static void pairs(ArrayNode node, List<DataSummary.ColumnPair> pairs) {
    pairs.forEach(pair -> node.addArray().add(pair.first()).add(pair.second()));
  }

  static void schema(ObjectNode node, TableSchema schema) {
    schema.label().ifPresent(name -> node.put("label", name));
    schema.prediction().ifPresent(name -> node.put("prediction", name));
    schema.threshold().ifPresent(threshold -> node.put("threshold", threshold));
    schema.season().ifPresent(name -> node.put("season", name));
    ArrayNode features = node.putArray("features");
    for (TableFeature feature : schema.features()) {
      ObjectNode one = features.addObject().put("name", feature.name());
      switch (feature) {
        case TableFeature.Numeric numeric -> {
          one.put("type", "numeric");
          range(one, numeric.range());
          one.put("whole", numeric.whole());
          if (!numeric.unit().isEmpty()) {
            one.put("unit", numeric.unit());
          }
        }
        case TableFeature.Categorical categorical -> {
          one.put("type", "categorical");
          if (!categorical.categories().isEmpty()) {
            names(one.putArray("categories"), categorical.categories());
          }
        }
      }
      one.put("nullable", feature.nullable()).put("highImpact", feature.highImpact());
    }
  }

  private static void range(ObjectNode node, Range range) {
    if (Double.isFinite(range.lower())) {
      node.put(range.lowerOpen() ? "above" : "min", range.lower());
    }
    if (Double.isFinite(range.upper())) {
      node.put("max", range.upper());
    }
  }
}
