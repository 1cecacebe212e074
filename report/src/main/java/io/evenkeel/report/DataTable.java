package io.evenkeel.report;

import io.evenkeel.model.DataFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// A file of rows, CSV or Parquet, from which columns are taken one at a time.
///
/// Owned by the thread that opened it.
public sealed interface DataTable extends AutoCloseable permits CsvTable, ParquetTable {
  /// The file, as messages name it.
  String source();

  /// The number of rows.
  int rows();

  /// The names of the columns in the order of the file, each once. A column without a name is
  /// called by its place, as in `(column 1)`.
  List<String> columns();

  /// The values of one column.
  ///
  /// @throws DataFileException when the file turns out to be damaged there
  /// @throws IllegalArgumentException when there is no such column
  ColumnData column(String name);

  /// Lets go of the file.
  @Override
  void close();

  /// Opens a file. What it holds is told by its first bytes, not by its name: Parquet, else CSV,
  /// which may be compressed with gzip.
  ///
  /// @throws DataFileException when the file is missing, unreadable or malformed; the message names
  ///   the file, the place in it and what is wrong
  static DataTable open(Path file) {
    byte[] first;
    try (InputStream in = Files.newInputStream(file)) {
      first = in.readNBytes(4);
    } catch (NoSuchFileException e) {
      throw new DataFileException(file + ": there is no such file", e);
    } catch (IOException e) {
      throw new DataFileException(file + ": cannot be read: " + e.getMessage(), e);
    }
    return Arrays.equals(first, ParquetTable.MAGIC) ? ParquetTable.read(file) : CsvTable.read(file);
  }
}
