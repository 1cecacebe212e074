package io.evenkeel.report;

import io.evenkeel.model.DataFileException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.QuoteMode;

/// Reads a CSV file as a stream: UTF-8, a header line, fields separated by commas, semicolons, tabs
/// or bars, whichever the header has most of. Owned by the thread that made it.
final class CsvReading {
  private static final String SEPARATORS = ",;\t|";
  private static final int LONGEST_HEADER = 1 << 20;
  private static final int GZIP = 0x1f8b;

  private final Path file;
  private final List<CsvColumn> columns = new ArrayList<>();
  private int rows;

  /// Reads the whole file; once more where a column of numbers turns out to hold words.
  CsvReading(Path file) {
    this.file = file;
    read();
    if (columns.stream().anyMatch(CsvColumn::again)) {
      List<CsvColumn> first = List.copyOf(columns);
      columns.clear();
      for (CsvColumn column : first) {
        if (column.again()) {
          column.asTexts();
          columns.add(column);
        } else {
          columns.add(new CsvColumn(column.name()));
        }
      }
      rows = 0;
      read();
    }
  }

  List<CsvColumn> columns() {
    return columns;
  }

  int rows() {
    return rows;
  }

  private void read() {
    try (BufferedReader text = text()) {
      // In this mode a field is null where nothing stands, not even quotes.
      CSVFormat format =
          CSVFormat.RFC4180
              .builder()
              .setDelimiter(separator(text))
              .setIgnoreEmptyLines(false)
              .setQuoteMode(QuoteMode.ALL_NON_NULL)
              .get();
      try (CSVParser parser = CSVParser.parse(text, format)) {
        Iterator<CSVRecord> records = parser.iterator();
        readHeader(header(records));
        readRows(records, parser);
      }
    } catch (CharacterCodingException e) {
      throw notText(e);
    } catch (UncheckedIOException e) {
      throw e.getCause() instanceof CharacterCodingException ? notText(e) : notCsv(e);
    } catch (IOException e) {
      throw notCsv(e);
    }
  }

  private BufferedReader text() throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    bytes.mark(2);
    int magic = bytes.read() << 8 | bytes.read();
    bytes.reset();
    InputStream plain = magic == GZIP ? new GZIPInputStream(bytes, 1 << 16) : bytes;
    BufferedReader text =
        new BufferedReader(
            new InputStreamReader(
                plain,
                StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)),
            1 << 16);
    text.mark(1);
    // Spreadsheets put a byte-order mark before the first name.
    if (text.read() != '\uFEFF') {
      text.reset();
    }
    return text;
  }

  private static char separator(BufferedReader text) throws IOException {
    text.mark(LONGEST_HEADER);
    int[] counts = new int[SEPARATORS.length()];
    boolean quoted = false;
    for (int i = 0; i < LONGEST_HEADER - 1; i++) {
      int c = text.read();
      if (c < 0 || (c == '\n' && !quoted)) {
        break;
      }
      quoted ^= c == '"';
      int separator = SEPARATORS.indexOf(c);
      if (separator >= 0 && !quoted) {
        counts[separator]++;
      }
    }
    text.reset();
    int best = 0;
    for (int i = 1; i < counts.length; i++) {
      best = counts[i] > counts[best] ? i : best;
    }
    return SEPARATORS.charAt(best);
  }

  private CSVRecord header(Iterator<CSVRecord> records) {
    while (records.hasNext()) {
      CSVRecord record = records.next();
      if (!blank(record)) {
        return record;
      }
    }
    throw wrong("is empty; a header line is needed");
  }

  private void readHeader(CSVRecord header) {
    if (!columns.isEmpty()) {
      return;
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < header.size(); i++) {
      String field = header.get(i);
      String stripped = field == null ? "" : field.strip();
      String name = stripped.isEmpty() ? "(column " + (i + 1) + ")" : stripped;
      if (!seen.add(name)) {
        throw wrong("line 1: the column " + name + " occurs twice; rename one of them");
      }
      columns.add(new CsvColumn(name));
    }
  }

  /// In a table of one column an empty line is a row without a value, unless nothing follows it.
  /// Elsewhere it is none.
  private void readRows(Iterator<CSVRecord> records, CSVParser parser) {
    int blank = 0;
    while (records.hasNext()) {
      CSVRecord record = records.next();
      if (blank(record)) {
        blank++;
        continue;
      }
      for (; columns.size() == 1 && blank > 0; blank--) {
        columns.getFirst().add("", parser.getCurrentLineNumber() - blank);
        rows++;
      }
      readRow(record, parser.getCurrentLineNumber());
    }
  }

  private static boolean blank(CSVRecord record) {
    return record.size() == 1 && record.get(0) == null;
  }

  private void readRow(CSVRecord record, long line) {
    if (record.size() != columns.size()) {
      throw wrong(
          "line %d: has %d fields, the header has %d; a field with a separator in it needs quotes"
              .formatted(line, record.size(), columns.size()));
    }
    for (int i = 0; i < columns.size(); i++) {
      String field = record.get(i);
      columns.get(i).add(field == null ? "" : field.strip(), line);
    }
    rows++;
  }

  private DataFileException notText(Exception e) {
    return new DataFileException(
        "%s: after line %d: is not UTF-8 text; save it as UTF-8".formatted(file, rows + 1), e);
  }

  private DataFileException notCsv(Exception e) {
    return new DataFileException(
        "%s: after line %d: is not CSV: %s".formatted(file, rows + 1, e.getMessage()), e);
  }

  private DataFileException wrong(String what) {
    return new DataFileException(file + ": " + what);
  }
}
