package io.evenkeel.report;

import io.evenkeel.model.DataFileException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Turns a column of either table into numbers, the same way for both: numbers are themselves,
/// words are their place in a dictionary over both tables.
///
/// Immutable.
///
/// @param feature the feature
/// @param words the dictionary; empty where the values are numbers
/// @param flags whether the numbers are true and false
record Coding(TableFeature feature, List<String> words, boolean flags) {
  /// Copies the dictionary.
  Coding {
    words = List.copyOf(words);
  }

  /// The way to code a feature that both tables have.
  static Coding of(TableFeature feature, ColumnData reference, ColumnData current) {
    boolean flags =
        reference instanceof ColumnData.Numbers(_, ColumnData.NumberKind left)
            && left == ColumnData.NumberKind.FLAG
            && current instanceof ColumnData.Numbers(_, ColumnData.NumberKind right)
            && right == ColumnData.NumberKind.FLAG;
    return switch (feature) {
      case TableFeature.Numeric _ -> new Coding(feature, List.of(), false);
      case TableFeature.Categorical categorical ->
          categorical.categories().isEmpty()
                  && reference instanceof ColumnData.Numbers
                  && current instanceof ColumnData.Numbers
              ? new Coding(feature, List.of(), flags)
              : new Coding(feature, dictionary(categorical, reference, current), false);
    };
  }

  /// The declared words in their order, then those of the tables in the order of the alphabet.
  private static List<String> dictionary(
      TableFeature.Categorical feature, ColumnData reference, ColumnData current) {
    Set<String> met = new HashSet<>(spellings(reference));
    met.addAll(spellings(current));
    Set<String> words = new LinkedHashSet<>(feature.categories());
    met.stream().sorted().forEach(words::add);
    return List.copyOf(words);
  }

  private static Set<String> spellings(ColumnData data) {
    return switch (data) {
      case ColumnData.Texts texts -> new HashSet<>(texts.dictionary());
      case ColumnData.Numbers numbers -> {
        Set<Double> values = new HashSet<>();
        for (double value : numbers.values()) {
          if (!Double.isNaN(value)) {
            values.add(value);
          }
        }
        yield values.stream().map(v -> spelled(v, numbers.kind())).collect(Collectors.toSet());
      }
      case ColumnData.Other _ -> Set.of();
    };
  }

  /// The values of a column, as a schema would list them.
  Set<String> met(ColumnData data) {
    if (data instanceof ColumnData.Numbers numbers && words.isEmpty() && !flags) {
      return spellings(new ColumnData.Numbers(numbers.values(), ColumnData.NumberKind.WHOLE));
    }
    return spellings(data);
  }

  /// The values of a column as numbers, NaN where missing.
  ///
  /// @param data the column
  /// @param source the file, for messages
  /// @throws DataFileException when the column holds what the feature cannot be
  double[] code(ColumnData data, String source) {
    return switch (data) {
      case ColumnData.Numbers numbers -> words.isEmpty() ? numbers.values() : coded(numbers);
      case ColumnData.Texts texts -> coded(texts, source);
      case ColumnData.Other other ->
          throw new DataFileException(
              "%s: the column %s %s, which no test can judge; take it out of the schema"
                  .formatted(source, feature.name(), other.why()));
    };
  }

  private double[] coded(ColumnData.Texts texts, String source) {
    if (feature instanceof TableFeature.Numeric && !texts.dictionary().isEmpty()) {
      String where =
          texts.evidence().isEmpty()
              ? "it holds words, such as \"" + texts.dictionary().getFirst() + "\""
              : texts.evidence();
      throw new DataFileException(
          "%s: column %s: %s is not a number; mend the file, or declare the feature as categorical"
              .formatted(source, feature.name(), where));
    }
    Map<String, Integer> places = places();
    double[] ofWord = new double[texts.dictionary().size()];
    for (int w = 0; w < ofWord.length; w++) {
      ofWord[w] = places.getOrDefault(texts.dictionary().get(w), -1);
    }
    double[] values = new double[texts.rows()];
    for (int row = 0; row < values.length; row++) {
      int code = texts.codes()[row];
      values[row] = code < 0 ? Double.NaN : ofWord[code];
    }
    return values;
  }

  private double[] coded(ColumnData.Numbers numbers) {
    Map<String, Integer> places = places();
    Map<Double, Double> known = new HashMap<>();
    double[] values = new double[numbers.rows()];
    for (int row = 0; row < values.length; row++) {
      double value = numbers.values()[row];
      values[row] =
          Double.isNaN(value)
              ? Double.NaN
              : known.computeIfAbsent(
                  value, v -> (double) places.getOrDefault(spelled(v, numbers.kind()), -1));
    }
    return values;
  }

  private Map<String, Integer> places() {
    Map<String, Integer> places = new HashMap<>();
    for (String word : words) {
      places.put(word, places.size());
    }
    return places;
  }

  /// The words of the codes, from 0 on; none where the codes are the values.
  List<String> labels() {
    return flags ? List.of("false", "true") : words;
  }

  private static String spelled(double value, ColumnData.NumberKind kind) {
    return kind == ColumnData.NumberKind.FLAG
        ? (value == 0 ? "false" : "true")
        : NumberText.exact(value);
  }
}
