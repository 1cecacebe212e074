package io.evenkeel.report;

import dev.hardwood.InputFile;
import dev.hardwood.metadata.LogicalType;
import dev.hardwood.metadata.RepetitionType;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.Validity;
import dev.hardwood.schema.SchemaNode;
import io.evenkeel.model.DataFileException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/// A Parquet file. A column is read when it is asked for, and only then takes memory: 8 bytes a row
/// for numbers, 4 for words.
final class ParquetTable implements DataTable {
  /// The first four bytes of every Parquet file.
  static final byte[] MAGIC = {'P', 'A', 'R', '1'};

  /// Kept, so that its level is: on each start the library tells which instructions it does not
  /// use.
  private static final Logger LIBRARY = Logger.getLogger("dev.hardwood");

  static {
    LIBRARY.setLevel(Level.WARNING);
  }

  private final Path file;
  private final TableHead<SchemaNode> head;
  private final int rows;

  private ParquetTable(Path file, ParquetFileReader reader) {
    this.file = file;
    long all = reader.getFileMetaData().numRows();
    if (all > Integer.MAX_VALUE - 8) {
      throw new DataFileException(
          "%s: has %,d rows; %,d are the most".formatted(file, all, Integer.MAX_VALUE - 8));
    }
    rows = (int) all;
    SequencedMap<String, SchemaNode> fields = new LinkedHashMap<>();
    for (SchemaNode field : reader.getFileSchema().getRootNode().children()) {
      fields.put(field.name(), field);
    }
    head = new TableHead<>(file.toString(), rows, fields);
  }

  static ParquetTable read(Path file) {
    try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file))) {
      return new ParquetTable(file, reader);
    } catch (IOException | RuntimeException e) {
      throw damaged(file.toString(), e);
    }
  }

  @Override
  public String source() {
    return head.source();
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public List<String> columns() {
    return head.names();
  }

  @Override
  public ColumnData column(String name) {
    SchemaNode field = head.column(name);
    if (!(field instanceof SchemaNode.PrimitiveNode leaf)
        || leaf.repetitionType() == RepetitionType.REPEATED) {
      return new ColumnData.Other(rows, "holds lists, maps or structures");
    }
    if (leaf.logicalType() instanceof LogicalType.DateType
        || leaf.logicalType() instanceof LogicalType.TimestampType
        || leaf.logicalType() instanceof LogicalType.TimeType) {
      return new ColumnData.Other(rows, "holds dates or times");
    }
    // A reader for each column: of a file above 2 GB one reader gives a single column only.
    try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file));
        ColumnReader column = reader.columnReader(leaf.columnIndex())) {
      return switch (leaf.type()) {
        case BOOLEAN ->
            new ColumnData.Numbers(numbers(column, 1, flags()), ColumnData.NumberKind.FLAG);
        case INT32 ->
            counted(
                numbers(
                    column,
                    scale(leaf),
                    unsigned(leaf) ? ParquetTable::unsignedInts : ParquetTable::ints));
        case INT64 ->
            counted(
                numbers(
                    column,
                    scale(leaf),
                    unsigned(leaf) ? ParquetTable::unsignedLongs : ParquetTable::longs));
        case FLOAT -> counted(numbers(column, 1, ParquetTable::floats));
        case DOUBLE -> counted(numbers(column, 1, ParquetTable::doubles));
        case BYTE_ARRAY ->
            decimal(leaf) ? decimals(column, leaf) : words(leaf) ? texts(column) : binary();
        case INT96 -> new ColumnData.Other(rows, "holds dates or times");
        case FIXED_LEN_BYTE_ARRAY -> decimal(leaf) ? decimals(column, leaf) : binary();
      };
    } catch (DataFileException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw damaged(file + ": column " + name, e);
    }
  }

  /// Nothing is held open between columns.
  @Override
  public void close() {}

  /// Copies the current batch of a reader to an array, from a row on.
  private interface Copying {
    void copy(ColumnReader from, double[] to, int row, int count);
  }

  private double[] numbers(ColumnReader column, double scale, Copying copying) {
    double[] values = new double[rows];
    int row = 0;
    while (column.nextBatch()) {
      int count = column.getRecordCount();
      copying.copy(column, values, row, count);
      if (scale != 1) {
        for (int i = row; i < row + count; i++) {
          values[i] /= scale;
        }
      }
      Validity validity = column.getLeafValidity();
      if (validity.hasNulls()) {
        for (int i = validity.nextNull(0, count);
            i >= 0 && i < count;
            i = validity.nextNull(i + 1, count)) {
          values[row + i] = Double.NaN;
        }
      }
      row += count;
    }
    requireWhole(row, column);
    return values;
  }

  private static Copying flags() {
    return (from, to, row, count) -> {
      boolean[] batch = from.getBooleans();
      for (int i = 0; i < count; i++) {
        to[row + i] = batch[i] ? 1 : 0;
      }
    };
  }

  private static void ints(ColumnReader from, double[] to, int row, int count) {
    int[] batch = from.getInts();
    for (int i = 0; i < count; i++) {
      to[row + i] = batch[i];
    }
  }

  private static void longs(ColumnReader from, double[] to, int row, int count) {
    long[] batch = from.getLongs();
    for (int i = 0; i < count; i++) {
      to[row + i] = batch[i];
    }
  }

  private static void unsignedInts(ColumnReader from, double[] to, int row, int count) {
    int[] batch = from.getInts();
    for (int i = 0; i < count; i++) {
      to[row + i] = Integer.toUnsignedLong(batch[i]);
    }
  }

  private static void unsignedLongs(ColumnReader from, double[] to, int row, int count) {
    long[] batch = from.getLongs();
    for (int i = 0; i < count; i++) {
      // The upper half in two steps: the sign bit is a digit here.
      to[row + i] = (batch[i] >>> 1) * 2.0 + (batch[i] & 1);
    }
  }

  private static void floats(ColumnReader from, double[] to, int row, int count) {
    float[] batch = from.getFloats();
    for (int i = 0; i < count; i++) {
      to[row + i] = batch[i];
    }
  }

  private static void doubles(ColumnReader from, double[] to, int row, int count) {
    System.arraycopy(from.getDoubles(), 0, to, row, count);
  }

  /// Decimals of any length: whole numbers in two's complement, the highest byte first.
  private ColumnData decimals(ColumnReader column, SchemaNode.PrimitiveNode leaf) {
    int scale = ((LogicalType.DecimalType) Objects.requireNonNull(leaf.logicalType())).scale();
    return counted(
        numbers(
            column,
            1,
            (from, to, row, count) -> {
              byte[][] batch = from.getBinaries();
              Validity validity = from.getLeafValidity();
              for (int i = 0; i < count; i++) {
                if (!validity.isNull(i)) {
                  to[row + i] = new BigDecimal(new BigInteger(batch[i]), scale).doubleValue();
                }
              }
            }));
  }

  private ColumnData texts(ColumnReader column) {
    TextColumn texts = new TextColumn("");
    while (column.nextBatch()) {
      int count = column.getRecordCount();
      String[] batch = column.getStrings();
      Validity validity = column.getLeafValidity();
      for (int i = 0; i < count; i++) {
        String word = validity.isNull(i) ? "" : batch[i].strip();
        if (Cells.missing(word)) {
          texts.missing();
        } else {
          texts.add(word);
        }
      }
    }
    requireWhole(texts.rows(), column);
    return texts.data();
  }

  private static ColumnData counted(double[] values) {
    return new ColumnData.Numbers(values, ColumnData.kindOf(values));
  }

  private ColumnData binary() {
    return new ColumnData.Other(rows, "holds bytes that are no text");
  }

  private static boolean words(SchemaNode.PrimitiveNode leaf) {
    LogicalType type = leaf.logicalType();
    return type == null
        || type instanceof LogicalType.StringType
        || type instanceof LogicalType.EnumType;
  }

  private static boolean decimal(SchemaNode.PrimitiveNode leaf) {
    return leaf.logicalType() instanceof LogicalType.DecimalType;
  }

  private static boolean unsigned(SchemaNode.PrimitiveNode leaf) {
    return leaf.logicalType() instanceof LogicalType.IntType whole && !whole.isSigned();
  }

  private static double scale(SchemaNode.PrimitiveNode leaf) {
    return leaf.logicalType() instanceof LogicalType.DecimalType decimal
        ? Math.pow(10, decimal.scale())
        : 1;
  }

  private void requireWhole(int seen, ColumnReader column) {
    if (seen != rows) {
      throw new DataFileException(
          "%s: column %s: holds %d rows, the file says %d; it is damaged, write it again"
              .formatted(file, column.getColumnSchema().name(), seen, rows));
    }
  }

  private static DataFileException damaged(String place, Exception e) {
    String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new DataFileException(
        "%s: cannot be read as Parquet: %s; write it again, for instance with compression snappy"
            .formatted(place, why),
        e);
  }
}
