package io.evenkeel.report;

import io.evenkeel.model.DataFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The columns of two tables as numbers that mean the same in both. Owned by the thread that made
/// it.
final class FeatureColumns {
  private final DataTable reference;
  private final DataTable current;
  private final TableSchema schema;
  private final Coding[] codings;
  private final List<String> notes = new ArrayList<>();

  /// @throws DataFileException when the reference lacks a column of the schema
  FeatureColumns(DataTable reference, DataTable current, TableSchema schema) {
    this.reference = reference;
    this.current = current;
    this.schema = schema;
    this.codings = new Coding[schema.features().size()];
    Set<String> there = new HashSet<>(reference.columns());
    List<String> missing =
        schema.features().stream().map(TableFeature::name).filter(n -> !there.contains(n)).toList();
    if (!missing.isEmpty()) {
      throw new DataFileException(
          "%s: line 1: lacks the column%s %s of the schema; it has %s"
              .formatted(
                  reference.source(),
                  missing.size() == 1 ? "" : "s",
                  String.join(", ", missing),
                  String.join(", ", reference.columns())));
    }
    for (TableFeature feature : schema.features()) {
      if (!current.columns().contains(feature.name())) {
        notes.add("%s is not in %s".formatted(feature.name(), current.source()));
      }
    }
  }

  /// One feature in both tables.
  ///
  /// @param reference its values
  /// @param current its values; of length 0 where the table lacks the column
  @SuppressWarnings("ArrayRecordComponent") // read at once, and compared by nobody
  record Pair(double[] reference, double[] current) {}

  TableSchema schema() {
    return schema;
  }

  int referenceCount() {
    return reference.rows();
  }

  int currentCount() {
    return current.rows();
  }

  /// Reads a feature from both tables.
  Pair read(int feature) {
    TableFeature declared = schema.features().get(feature);
    ColumnData left = reference.column(declared.name());
    ColumnData right = column(declared.name());
    Coding coding = Coding.of(declared, left, right);
    if (codings[feature] == null) {
      codings[feature] = coding;
      note(declared, coding, left, right);
    }
    return new Pair(coding.code(left, reference.source()), coding.code(right, current.source()));
  }

  /// Reads a feature from the current table, after it was read from both.
  double[] readCurrent(int feature) {
    String name = schema.features().get(feature).name();
    double[] values = codings[feature].code(column(name), current.source());
    if (values.length == current.rows()) {
      return values;
    }
    double[] absent = new double[current.rows()];
    Arrays.fill(absent, Double.NaN);
    return absent;
  }

  /// What the codes mean, of the features read so far.
  Codes codes() {
    Map<String, List<String>> words = new HashMap<>();
    for (Coding coding : codings) {
      if (coding != null && !coding.labels().isEmpty()) {
        words.put(coding.feature().name(), coding.labels());
      }
    }
    return new Codes(words);
  }

  List<String> notes() {
    return notes;
  }

  private ColumnData column(String name) {
    return current.columns().contains(name)
        ? current.column(name)
        : new ColumnData.Numbers(new double[0], ColumnData.NumberKind.WHOLE);
  }

  /// Says which categories the schema does not list.
  private void note(TableFeature feature, Coding coding, ColumnData left, ColumnData right) {
    if (!(feature instanceof TableFeature.Categorical categorical)
        || categorical.categories().isEmpty()) {
      return;
    }
    note(categorical, coding.met(left), reference.source());
    note(categorical, coding.met(right), current.source());
  }

  private void note(TableFeature.Categorical feature, Set<String> met, String source) {
    Set<String> strange = new HashSet<>(met);
    feature.categories().forEach(strange::remove);
    if (!strange.isEmpty()) {
      notes.add(
          "%s: %s has values that the schema does not list: %s"
              .formatted(
                  feature.name(),
                  source,
                  strange.stream().sorted().limit(10).collect(Collectors.joining(", "))));
    }
  }
}
