package io.evenkeel.report;

import io.evenkeel.model.DataFileException;
import io.evenkeel.model.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// Guesses what the columns of two tables are, looking at both, so that a small current table
/// cannot turn the type of a feature.
///
/// | column | becomes |
/// |---|---|
/// | true and false | categorical |
/// | whole numbers, at most 10 different ones | categorical |
/// | other numbers | numeric, without a range |
/// | words, at most 1,000 different ones, each five times on average | categorical, any word allowed |
/// | whole numbers that count the rows, dates, free text, nested values, nothing at all | left out |
///
/// Ranges and lists of categories are never guessed: the next file would break them by chance.
public final class SchemaInference {
  /// How a note on a column that takes no part begins.
  static final String LEFT_OUT = "left out: ";

  private static final int FEW_NUMBERS = 10;
  private static final int MOST_WORDS = 1000;
  private static final int LEAST_REPEATS = 5;
  private static final int LEAST_ROWS_OF_IDS = 20;
  private static final double EXPECTED_REPEATS = 10;
  private static final String INDEX = "__index_level_";

  private SchemaInference() {}

  /// What a table seems to be.
  ///
  /// @param schema the schema
  /// @param notes what was left out and why, one sentence each
  public record Inferred(TableSchema schema, List<String> notes) {
    /// Copies the notes.
    public Inferred {
      notes = List.copyOf(notes);
    }
  }

  /// Guesses.
  ///
  /// @throws DataFileException when nothing is left
  public static Inferred of(DataTable reference, DataTable current) {
    List<TableFeature> features = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (String name : reference.columns()) {
      ColumnData left = reference.column(name);
      ColumnData right =
          current.columns().contains(name)
              ? current.column(name)
              : new ColumnData.Numbers(new double[0], ColumnData.NumberKind.WHOLE);
      if (name.startsWith("(column ") || name.startsWith(INDEX)) {
        notes.add(LEFT_OUT + name + " has no name of its own, as an index written by a program");
        continue;
      }
      switch (guess(name, left, right)) {
        case Guess.Is(TableFeature feature) -> features.add(feature);
        case Guess.LeftOut(String why) -> notes.add(LEFT_OUT + name + " " + why);
      }
    }
    for (String name : current.columns()) {
      if (!reference.columns().contains(name)) {
        notes.add(LEFT_OUT + name + " is in " + current.source() + " only");
      }
    }
    if (features.isEmpty()) {
      throw new DataFileException(
          "%s: no column can be compared. %s"
              .formatted(reference.source(), String.join("; ", notes)));
    }
    return new Inferred(TableSchema.of(features), notes);
  }

  private sealed interface Guess {
    record Is(TableFeature feature) implements Guess {}

    record LeftOut(String why) implements Guess {}
  }

  private static Guess guess(String name, ColumnData left, ColumnData right) {
    Optional<ColumnData.Other> other =
        Stream.of(left, right)
            .filter(ColumnData.Other.class::isInstance)
            .map(ColumnData.Other.class::cast)
            .findFirst();
    if (other.isPresent()) {
      return new Guess.LeftOut(other.get().why());
    }
    return left instanceof ColumnData.Numbers before && right instanceof ColumnData.Numbers now
        ? numbers(name, before, now)
        : words(name, left, right);
  }

  private static Guess numbers(String name, ColumnData.Numbers left, ColumnData.Numbers right) {
    boolean nullable = missing(left.values()) || missing(right.values());
    boolean flags = left.kind() == ColumnData.NumberKind.FLAG;
    boolean whole =
        left.kind() != ColumnData.NumberKind.REAL && right.kind() != ColumnData.NumberKind.REAL;
    double[] few = few(left.values(), right.values());
    if (few.length == 0) {
      return new Guess.LeftOut("has no value in either table");
    }
    if (flags || (whole && few.length <= FEW_NUMBERS)) {
      return new Guess.Is(new TableFeature.Categorical(name, List.of(), nullable, false));
    }
    if (whole && identifies(left.values())) {
      return new Guess.LeftOut("has another whole number in every row, as an identifier has");
    }
    return new Guess.Is(new TableFeature.Numeric(name, Range.any(), whole, nullable, false, ""));
  }

  private static Guess words(String name, ColumnData left, ColumnData right) {
    Set<String> words = new HashSet<>();
    long values = 0;
    boolean nullable = false;
    for (ColumnData data : List.of(left, right)) {
      switch (data) {
        case ColumnData.Texts texts -> {
          words.addAll(texts.dictionary());
          long there = Arrays.stream(texts.codes()).filter(code -> code >= 0).count();
          values += there;
          nullable |= there < texts.rows();
        }
        case ColumnData.Numbers numbers -> {
          double[] there = Arrays.stream(numbers.values()).filter(v -> !Double.isNaN(v)).toArray();
          DoubleStream.of(there)
              .distinct()
              .limit(MOST_WORDS + 1L)
              .forEach(v -> words.add(NumberText.exact(v)));
          values += there.length;
          nullable |= there.length < numbers.rows();
        }
        case ColumnData.Other _ -> {}
      }
    }
    if (words.isEmpty()) {
      return new Guess.LeftOut("has no value in either table");
    }
    if (words.size() > MOST_WORDS || (long) words.size() * LEAST_REPEATS > values) {
      return new Guess.LeftOut(
          "holds %,d different words in %,d values, as names or free text do"
              .formatted(words.size(), values));
    }
    return new Guess.Is(new TableFeature.Categorical(name, List.of(), nullable, false));
  }

  private static boolean missing(double[] values) {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        return true;
      }
    }
    return false;
  }

  /// The distinct finite values, of which it stops to look for more once there are too many.
  private static double[] few(double[] left, double[] right) {
    double[] found = new double[FEW_NUMBERS + 1];
    int size = 0;
    for (double[] values : new double[][] {left, right}) {
      for (double value : values) {
        if (Double.isFinite(value) && !contains(found, size, value)) {
          found[size++] = value;
          if (size > FEW_NUMBERS) {
            return found;
          }
        }
      }
    }
    return Arrays.copyOf(found, size);
  }

  private static boolean contains(double[] values, int size, double value) {
    for (int i = 0; i < size; i++) {
      if (values[i] == value) {
        return true;
      }
    }
    return false;
  }

  /// Whether every row has a value of its own although they lie so close that, drawn by chance, ten
  /// would repeat.
  private static boolean identifies(double[] values) {
    int rows = values.length;
    if (rows < LEAST_ROWS_OF_IDS) {
      return false;
    }
    // Most columns repeat a value soon; only the others are worth sorting whole.
    if (repeats(Arrays.copyOf(values, Math.min(rows, 2048)))) {
      return false;
    }
    double[] sorted = values.clone();
    if (repeats(sorted)) {
      return false;
    }
    double span = sorted[rows - 1] - sorted[0] + 1;
    return (double) rows * rows / (2 * span) >= EXPECTED_REPEATS;
  }

  private static boolean repeats(double[] values) {
    Arrays.sort(values);
    for (int i = 1; i < values.length; i++) {
      if (values[i] == values[i - 1] || Double.isNaN(values[i])) {
        return true;
      }
    }
    return false;
  }
}
