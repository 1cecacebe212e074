package io.evenkeel.report;

import org.jspecify.annotations.Nullable;

/// One column while its file is read. It holds numbers until a word is met; where numbers stood
/// before the word, their spelling is lost and the file must be read again. Owned by the thread
/// that made it.
final class CsvColumn {
  private final String name;
  private @Nullable NumberColumn numbers = new NumberColumn();
  private @Nullable TextColumn texts;
  private String evidence = "";
  private boolean again;

  CsvColumn(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  /// Whether the file must be read again because this is a column of words after all.
  boolean again() {
    return again;
  }

  /// Begins anew as a column of words.
  void asTexts() {
    texts = new TextColumn(evidence);
    numbers = null;
    again = false;
  }

  void add(String field, long line) {
    if (again) {
      return;
    }
    boolean missing = Cells.missing(field);
    if (numbers != null) {
      if (missing) {
        numbers.add(Double.NaN);
        return;
      }
      try {
        numbers.add(Cells.parse(field));
        return;
      } catch (NumberFormatException _) {
        becomeTexts(numbers, field, line);
      }
    }
    if (texts != null) {
      if (missing) {
        texts.missing();
      } else {
        texts.add(field);
      }
    }
  }

  private void becomeTexts(NumberColumn before, String field, long line) {
    String shown = field.length() > 40 ? field.substring(0, 40) + "..." : field;
    evidence = "line " + line + ": \"" + shown + "\"";
    if (before.anything()) {
      again = true;
      numbers = null;
      return;
    }
    asTexts();
    TextColumn begun = texts;
    for (int row = 0; begun != null && row < before.rows(); row++) {
      begun.missing();
    }
  }

  ColumnData data() {
    if (texts != null) {
      return texts.data();
    }
    double[] values = numbers == null ? new double[0] : numbers.values();
    return new ColumnData.Numbers(values, ColumnData.kindOf(values));
  }
}
