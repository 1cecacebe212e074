package io.evenkeel.report;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// A CSV file. It is read once, whole, into columns; a column that is all numbers takes 8 bytes a
/// row, words take 4.
final class CsvTable implements DataTable {
  private final TableHead<CsvColumn> head;

  private CsvTable(TableHead<CsvColumn> head) {
    this.head = head;
  }

  static CsvTable read(Path file) {
    CsvReading reading = new CsvReading(file);
    SequencedMap<String, CsvColumn> columns = new LinkedHashMap<>();
    for (CsvColumn column : reading.columns()) {
      columns.put(column.name(), column);
    }
    return new CsvTable(new TableHead<>(file.toString(), reading.rows(), columns));
  }

  @Override
  public String source() {
    return head.source();
  }

  @Override
  public int rows() {
    return head.rows();
  }

  @Override
  public List<String> columns() {
    return head.names();
  }

  @Override
  public ColumnData column(String name) {
    return head.column(name).data();
  }

  @Override
  public void close() {
    head.columns().clear();
  }
}
