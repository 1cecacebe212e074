package io.evenkeel.report;

import java.util.List;
import java.util.SequencedMap;

/// What a table knows of itself before a column is taken.
///
/// @param source the file, as messages name it
/// @param rows the number of rows
/// @param columns what each column is taken from, in the order of the file
/// @param <C> what a column is taken from
record TableHead<C>(String source, int rows, SequencedMap<String, C> columns) {
  List<String> names() {
    return List.copyOf(columns.keySet());
  }

  /// @throws IllegalArgumentException when there is no such column
  C column(String name) {
    C column = columns.get(name);
    if (column == null) {
      throw new IllegalArgumentException(source + " has no column " + name);
    }
    return column;
  }
}
