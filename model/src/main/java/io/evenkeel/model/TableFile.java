package io.evenkeel.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/// Tables as CSV files: UTF-8, a header with the names of the features in any order, an empty field
/// for a missing value, the label as 0 or 1 (`true` and `false` are read too).
///
/// Values are read as they are: that each is a finite decimal number is required, that it keeps the
/// rules of its feature is not. Whoever needs that asks [FeatureSchema#check].
public final class TableFile {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();

  private TableFile() {}

  /// Reads rows with their labels.
  ///
  /// @param file the file
  /// @param schema the features that the file must have, each once, and the label
  /// @param extra what to do with other columns
  /// @throws DataFileException when the file is missing or malformed; the message names the file,
  ///   the line and the column
  public static LabelledTable readLabelled(Path file, FeatureSchema schema, ExtraColumns extra) {
    return TableParser.parseLabelled(load(file), file.toString(), schema, extra);
  }

  /// Reads rows without labels; a label column may be there and is passed over.
  ///
  /// @param file the file
  /// @param schema the features that the file must have, each once
  /// @param extra what to do with other columns
  /// @throws DataFileException when the file is missing or malformed; the message names the file,
  ///   the line and the column
  public static FeatureTable readFeatures(Path file, FeatureSchema schema, ExtraColumns extra) {
    return TableParser.parseFeatures(load(file), file.toString(), schema, extra);
  }

  /// Writes rows with their labels; the file appears whole or not at all.
  ///
  /// @throws UncheckedIOException when the file cannot be written
  /// @throws IllegalArgumentException when a value is infinite
  public static void write(Path file, LabelledTable table) {
    write(file, table.features(), Optional.of(table.labels()));
  }

  /// Writes rows; the file appears whole or not at all.
  ///
  /// @throws UncheckedIOException when the file cannot be written
  /// @throws IllegalArgumentException when a value is infinite
  public static void write(Path file, FeatureTable table) {
    write(file, table, Optional.empty());
  }

  private static byte[] load(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new DataFileException(file + ": there is no such file", e);
    } catch (IOException e) {
      throw new DataFileException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /// The text of a labelled table.
  static byte[] format(LabelledTable table) {
    return format(table.features(), Optional.of(table.labels()));
  }

  private static void write(Path file, FeatureTable table, Optional<boolean[]> labels) {
    byte[] csv = format(table, labels);
    try {
      DurableFiles.replace(file, draft -> Files.write(draft, csv));
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be written", e);
    }
  }

  private static byte[] format(FeatureTable table, Optional<boolean[]> labels) {
    StringBuilder csv = new StringBuilder();
    try (CSVPrinter printer = new CSVPrinter(csv, FORMAT)) {
      print(printer, table, labels);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written", e);
    }
    return csv.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void print(CSVPrinter printer, FeatureTable table, Optional<boolean[]> labels)
      throws IOException {
    List<String> header = new ArrayList<>(table.schema().names());
    labels.ifPresent(_ -> header.add(table.schema().label()));
    printer.printRecord(header);
    for (int row = 0; row < table.rows(); row++) {
      for (int feature = 0; feature < table.schema().size(); feature++) {
        printer.print(field(table, feature, row));
      }
      if (labels.isPresent()) {
        printer.print(labels.get()[row] ? "1" : "0");
      }
      printer.println();
    }
  }

  private static String field(FeatureTable table, int feature, int row) {
    double value = table.column(feature)[row];
    if (Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "row %d: %s is %s, which a table file cannot hold"
              .formatted(row, table.schema().names().get(feature), value));
    }
    return Double.isNaN(value) ? "" : PlainNumber.format(value);
  }
}
