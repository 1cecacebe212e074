package io.evenkeel.drift;

import java.util.List;

/// The rules for tables that are handed over as one array a column.
final class Shape {
  private Shape() {}

  /// The number of rows of a table, in which a column of length 0 is one that is not there at all.
  ///
  /// @throws IllegalArgumentException when columns and arrays differ in number, or the arrays in
  ///   length
  static int rows(List<Column> columns, double[][] values) {
    if (columns.isEmpty() || columns.size() != values.length) {
      throw new IllegalArgumentException(
          "there must be one array per column and at least one; had %d columns and %d arrays"
              .formatted(columns.size(), values.length));
    }
    int rows = 0;
    for (double[] column : values) {
      rows = Math.max(rows, column.length);
    }
    for (int c = 0; c < values.length; c++) {
      if (values[c].length != rows && values[c].length != 0) {
        throw new IllegalArgumentException(
            "column %s has %d rows, another has %d"
                .formatted(columns.get(c).name(), values[c].length, rows));
      }
    }
    return rows;
  }
}
