package io.evenkeel.model;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/// Reads the CSV of one table. Owned by the thread that made it.
final class TableParser {
  private static final int SKIPPED = -1;
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();

  private final String source;
  private final FeatureSchema schema;
  private final int labelPosition;
  private final double[][] columns;
  private int[] targets = {};
  private List<String> names = List.of();
  private int rows;

  /// The label is read as one more column, after the features.
  private TableParser(String source, FeatureSchema schema, boolean withLabel) {
    this.source = source;
    this.schema = schema;
    this.labelPosition = withLabel ? schema.size() : SKIPPED;
    this.columns = new double[schema.size() + (withLabel ? 1 : 0)][16];
  }

  static LabelledTable parseLabelled(
      byte[] csv, String source, FeatureSchema schema, ExtraColumns extra) {
    TableParser parser = new TableParser(source, schema, true);
    parser.parse(csv, extra);
    boolean[] labels = new boolean[parser.rows];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = parser.columns[schema.size()][row] == 1;
    }
    return new LabelledTable(parser.features(), labels);
  }

  static FeatureTable parseFeatures(
      byte[] csv, String source, FeatureSchema schema, ExtraColumns extra) {
    TableParser parser = new TableParser(source, schema, false);
    parser.parse(csv, extra);
    return parser.features();
  }

  private FeatureTable features() {
    double[][] trimmed = new double[schema.size()][];
    for (int feature = 0; feature < trimmed.length; feature++) {
      trimmed[feature] = Arrays.copyOf(columns[feature], rows);
    }
    return new FeatureTable(schema, trimmed);
  }

  private void parse(byte[] csv, ExtraColumns extra) {
    try (CSVParser parser = CSVParser.parse(new StringReader(decode(csv)), FORMAT)) {
      Iterator<CSVRecord> records = parser.iterator();
      if (!records.hasNext()) {
        throw new DataFileException(source + ": is empty; a header line is needed");
      }
      readHeader(records.next(), extra);
      while (records.hasNext()) {
        CSVRecord record = records.next();
        readRow(record, parser.getCurrentLineNumber());
      }
    } catch (IOException | UncheckedIOException e) {
      throw new DataFileException(source + ": is not CSV: " + e.getMessage(), e);
    }
  }

  private String decode(byte[] csv) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(csv)).toString();
      // Spreadsheets put a byte-order mark before the first name.
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new DataFileException(source + ": is not UTF-8 text", e);
    }
  }

  private void readHeader(CSVRecord header, ExtraColumns extra) {
    names = new ArrayList<>();
    targets = new int[header.size()];
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < header.size(); i++) {
      String name = header.get(i).strip();
      names.add(name);
      if (!seen.add(name)) {
        throw new DataFileException(source + ": line 1: the column " + name + " occurs twice");
      }
      targets[i] = target(name, extra);
    }
    List<String> missing = new ArrayList<>(schema.names());
    if (labelPosition != SKIPPED) {
      missing.add(schema.label());
    }
    missing.removeAll(seen);
    if (!missing.isEmpty()) {
      throw new DataFileException(
          source + ": line 1: the header lacks " + String.join(", ", missing));
    }
  }

  private int target(String name, ExtraColumns extra) {
    OptionalInt position = schema.position(name);
    if (position.isPresent()) {
      return position.getAsInt();
    }
    if (name.equals(schema.label())) {
      return labelPosition;
    }
    return switch (extra) {
      case IGNORE -> SKIPPED;
      case REJECT ->
          throw new DataFileException(
              source + ": line 1: the column " + name + " is not in the schema");
    };
  }

  private void readRow(CSVRecord record, long line) {
    if (record.size() != targets.length) {
      throw new DataFileException(
          "%s: line %d: has %d fields, the header has %d"
              .formatted(source, line, record.size(), targets.length));
    }
    if (rows == columns[0].length) {
      for (int i = 0; i < columns.length; i++) {
        columns[i] = Arrays.copyOf(columns[i], rows * 2);
      }
    }
    for (int i = 0; i < targets.length; i++) {
      if (targets[i] != SKIPPED) {
        String field = record.get(i).strip();
        columns[targets[i]][rows] =
            targets[i] == labelPosition ? label(field, i, line) : value(field, i, line);
      }
    }
    rows++;
  }

  private double value(String field, int column, long line) {
    try {
      return field.isEmpty() ? Double.NaN : PlainNumber.parse(field);
    } catch (NumberFormatException e) {
      throw new DataFileException(
          place(column, line) + "\"" + field + "\" is not a finite number", e);
    }
  }

  private double label(String field, int column, long line) {
    return switch (field.toLowerCase(Locale.ROOT)) {
      case "1", "1.0", "true" -> 1;
      case "0", "0.0", "false" -> 0;
      default ->
          throw new DataFileException(
              place(column, line) + "a label must be 0 or 1, was \"" + field + "\"");
    };
  }

  private String place(int column, long line) {
    return source + ": line " + line + ", column " + names.get(column) + ": ";
  }
}
