package io.evenkeel.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// What a table holds and what is odd about it: the figures of Evidently's `DataQualityPreset` and
/// `DataSummaryPreset`.
///
/// Immutable and safe for use by many threads.
///
/// @param rows rows of the table
/// @param columns one summary a column, in the order given
/// @param duplicatedRows rows that repeat an earlier row in every cell (two missing cells are
///   equal, infinities are kept apart from them)
/// @param emptyRows rows without a single usable value
/// @param duplicatedColumns pairs of columns of the same type that are equal in every cell (two
///   missing cells are equal)
/// @param almostDuplicatedColumns pairs of columns of the same type that hold the same value in at
///   least 95 % of the rows (a missing cell equals nothing)
public record DataSummary(
    long rows,
    List<ColumnSummary> columns,
    long duplicatedRows,
    long emptyRows,
    List<ColumnPair> duplicatedColumns,
    List<ColumnPair> almostDuplicatedColumns) {
  /// Copies the lists.
  public DataSummary {
    columns = List.copyOf(columns);
    duplicatedColumns = List.copyOf(duplicatedColumns);
    almostDuplicatedColumns = List.copyOf(almostDuplicatedColumns);
  }

  /// Two columns that say the same.
  ///
  /// @param first the name of the one that comes first
  /// @param second the name of the other
  public record ColumnPair(String first, String second) {}

  /// Summarises a table in memory.
  ///
  /// @param columns one per array
  /// @param values `values[column][row]`, NaN where missing; not changed
  /// @throws IllegalArgumentException when columns and arrays differ in number, or arrays in length
  public static DataSummary of(List<Column> columns, double[][] values) {
    if (columns.size() != values.length) {
      throw new IllegalArgumentException(
          "a summary needs one array per column; had %d columns and %d arrays"
              .formatted(columns.size(), values.length));
    }
    return of(columns, values.length == 0 ? 0 : values[0].length, c -> values[c]);
  }

  /// Summarises a table that is made ready for other questions too; its sorted values and repeated
  /// rows are used.
  ///
  /// @throws IllegalArgumentException when a column is not there
  public static DataSummary of(PreparedWindow table) {
    List<Column> columns = table.columns();
    double[][] values = table.values();
    ColumnPairs pairs = new ColumnPairs(columns, table.rows());
    List<ColumnSummary> summaries =
        table.forEachColumn(c -> {
          checkRows(columns.get(c), values[c], table.rows());
          return ColumnScan.summary(columns.get(c), values[c], table.sample(c));
        });
    EmptyRows empty = new EmptyRows();
    for (int c = 0; c < values.length; c++) {
      empty.add(values[c], summaries.get(c).missing());
      pairs.add(values[c]);
    }
    pairs.compare(c -> values[c]);
    return new DataSummary(
        table.rows(), summaries, table.repeats(), empty.count(), pairs.equal(), pairs.almost());
  }

  /// Summarises a table that need not fit into memory: one column at a time is held, besides 16
  /// bytes a row. A column is asked for once, and again when it may be an almost duplicated one.
  ///
  /// @param columns what is declared of each
  /// @param rows rows of the table
  /// @param values gives the values of a column by its number from 0, NaN where missing
  /// @throws IllegalArgumentException when a column does not have `rows` values
  public static DataSummary of(List<Column> columns, int rows, IntFunction<double[]> values) {
    ColumnPairs pairs = new ColumnPairs(columns, rows);
    RowHashes hashes = new RowHashes(columns.isEmpty() ? 0 : rows);
    EmptyRows empty = new EmptyRows();
    List<ColumnSummary> summaries = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      double[] column = values.apply(c);
      checkRows(columns.get(c), column, rows);
      summaries.add(ColumnScan.summary(columns.get(c), column, Sample.of(column, rows)));
      empty.add(column, summaries.getLast().missing());
      hashes.add(column);
      pairs.add(column);
    }
    pairs.compare(values);
    return new DataSummary(
        rows, summaries, hashes.repeats(), empty.count(), pairs.equal(), pairs.almost());
  }

  private static void checkRows(Column column, double[] values, int rows) {
    if (values.length != rows) {
      throw new IllegalArgumentException(
          "column %s has %d rows, the table %d".formatted(column.name(), values.length, rows));
    }
  }

  /// Columns of numbers.
  public long numericColumns() {
    return columns.stream().filter(c -> c.column() instanceof Column.Numeric).count();
  }

  /// Columns of codes.
  public long categoricalColumns() {
    return columns.stream().filter(c -> c.column() instanceof Column.Categorical).count();
  }

  /// The columns with at most one distinct value, the empty ones included.
  public List<String> constantColumns() {
    return columns.stream().filter(ColumnSummary::constant).map(ColumnSummary::name).toList();
  }

  /// The columns of which one value fills at least 95 % of the rows.
  public List<String> almostConstantColumns() {
    return columns.stream().filter(ColumnSummary::almostConstant).map(ColumnSummary::name).toList();
  }

  /// The columns without a usable value.
  public List<String> emptyColumns() {
    return columns.stream().filter(ColumnSummary::empty).map(ColumnSummary::name).toList();
  }

  /// Cells without a usable value.
  public long missingCells() {
    return columns.stream().mapToLong(ColumnSummary::missing).sum();
  }

  /// Missing cells over all **cells**, 0 to 1; 0 of an empty table. Evidently divides by the rows,
  /// so that its share can exceed 1.
  public double missingShare() {
    long cells = rows * columns.size();
    return cells == 0 ? 0 : (double) missingCells() / cells;
  }

  /// How this table, the current one, differs from a reference in the values of its categories.
  ///
  /// @param reference a summary of the same columns in the same order
  /// @throws IllegalArgumentException when the columns differ in number or name
  public List<CategoryChange> changesSince(DataSummary reference) {
    List<String> names = columns.stream().map(ColumnSummary::name).toList();
    if (!names.equals(reference.columns.stream().map(ColumnSummary::name).toList())) {
      throw new IllegalArgumentException("the reference has other columns than " + names);
    }
    List<CategoryChange> changes = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      ColumnSummary now = columns.get(c);
      if (now.column() instanceof Column.Categorical) {
        ValueCounts before = counts(reference.columns.get(c));
        ValueCounts after = counts(now);
        changes.add(new CategoryChange(now.name(), after.without(before), before.without(after)));
      }
    }
    return changes;
  }

  private static ValueCounts counts(ColumnSummary column) {
    return column.content() instanceof ColumnSummary.Categories(ValueCounts counts, _, _)
        ? counts
        : ValueCounts.none();
  }

  /// The categories of a column that came and went.
  ///
  /// @param column its name
  /// @param fresh values that the reference does not have, with their counts in current
  /// @param gone values that current does not have, with their counts in the reference
  public record CategoryChange(String column, ValueCounts fresh, ValueCounts gone) {}
}
