package io.evenkeel.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Gathers the words of one column. Owned by the thread that made it.
final class TextColumn {
  /// From so many different words on a column is free text, and its dictionary is given up.
  static final int MOST_WORDS = 50_000;

  private final Map<String, Integer> places = new HashMap<>();
  private final List<String> dictionary = new ArrayList<>();
  private final String evidence;
  private int[] codes = new int[1024];
  private int rows;

  /// @param evidence the first word that is no number and where it stands
  TextColumn(String evidence) {
    this.evidence = evidence;
  }

  void missing() {
    append(-1);
  }

  void add(String word) {
    if (dictionary.size() >= MOST_WORDS) {
      rows++;
      return;
    }
    Integer known = places.get(word);
    if (known == null) {
      known = dictionary.size();
      places.put(word, known);
      dictionary.add(word);
    }
    append(known);
  }

  private void append(int code) {
    if (dictionary.size() < MOST_WORDS) {
      if (rows == codes.length) {
        codes = Arrays.copyOf(codes, rows * 2);
      }
      codes[rows] = code;
    }
    rows++;
  }

  int rows() {
    return rows;
  }

  /// What the column turned out to be: words, true and false, dates, or free text.
  ColumnData data() {
    if (dictionary.size() >= MOST_WORDS) {
      return new ColumnData.Other(
          rows, "holds free text (%,d different values and more)".formatted(MOST_WORDS));
    }
    int[] kept = Arrays.copyOf(codes, rows);
    if (!dictionary.isEmpty() && dictionary.stream().allMatch(Cells::date)) {
      return new ColumnData.Other(rows, "holds dates or times");
    }
    return !dictionary.isEmpty() && dictionary.stream().allMatch(TextColumn::flag)
        ? flags(kept)
        : new ColumnData.Texts(kept, dictionary, evidence);
  }

  private ColumnData flags(int[] kept) {
    double[] values = new double[kept.length];
    for (int row = 0; row < kept.length; row++) {
      values[row] =
          kept[row] < 0
              ? Double.NaN
              : dictionary.get(kept[row]).toLowerCase(Locale.ROOT).equals("true") ? 1 : 0;
    }
    return new ColumnData.Numbers(values, ColumnData.NumberKind.FLAG);
  }

  private static boolean flag(String word) {
    return word.equalsIgnoreCase("true") || word.equalsIgnoreCase("false");
  }
}
