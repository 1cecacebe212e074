package io.evenkeel.report;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// A CSV file. It is read once, whole, into columns; a column that is all numbers takes 8 bytes a
/// row, words take 4.
final class CsvTable implements DataTable {
  private final String source;
  private final int rows;
  private final Map<String, CsvColumn> columns;

  private CsvTable(String source, int rows, SequencedMap<String, CsvColumn> columns) {
    this.source = source;
    this.rows = rows;
    this.columns = columns;
  }

  static CsvTable read(Path file) {
    CsvReading reading = new CsvReading(file);
    SequencedMap<String, CsvColumn> columns = new LinkedHashMap<>();
    for (CsvColumn column : reading.columns()) {
      columns.put(column.name(), column);
    }
    return new CsvTable(file.toString(), reading.rows(), columns);
  }

  @Override
  public String source() {
    return source;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public List<String> columns() {
    return List.copyOf(columns.keySet());
  }

  @Override
  public ColumnData column(String name) {
    CsvColumn column = columns.get(name);
    if (column == null) {
      throw new IllegalArgumentException(source + " has no column " + name);
    }
    return column.data();
  }

  @Override
  public void close() {
    columns.clear();
  }
}
