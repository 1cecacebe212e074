package io.evenkeel.report;

import java.util.List;

/// The values of one column of a table, as they lie in the file.
public sealed interface ColumnData {
  /// The number of rows.
  int rows();

  /// Numbers, NaN where missing.
  ///
  /// @param values one a row; handed over, not copied, and not to be written to
  /// @param kind what kind of numbers they are
  @SuppressWarnings("ArrayRecordComponent") // handed over, and compared by nobody
  record Numbers(double[] values, NumberKind kind) implements ColumnData {
    @Override
    public int rows() {
      return values.length;
    }
  }

  /// Words, each once in a dictionary.
  ///
  /// @param codes one a row: the place in the dictionary, -1 where missing; handed over, not copied
  /// @param dictionary the words in the order in which they were first met
  /// @param evidence the first word that is no number, and where it stands, for messages
  @SuppressWarnings("ArrayRecordComponent") // handed over, and compared by nobody
  record Texts(int[] codes, List<String> dictionary, String evidence) implements ColumnData {
    /// Copies the dictionary.
    public Texts {
      dictionary = List.copyOf(dictionary);
    }

    @Override
    public int rows() {
      return codes.length;
    }
  }

  /// Something that no test judges: dates, nested values, texts that are all different.
  ///
  /// @param rows the number of rows
  /// @param why what it is, to follow "the column"
  record Other(int rows, String why) implements ColumnData {}

  /// Kinds of numbers.
  enum NumberKind {
    /// True and false, as 1 and 0.
    FLAG,
    /// Without a fraction, all of them.
    WHOLE,
    /// With a fraction.
    REAL
  }

  /// The kind of numbers, looking at all of them. Missing and infinite values have no say.
  static NumberKind kindOf(double[] values) {
    for (double value : values) {
      if (value != Math.rint(value) && Double.isFinite(value)) {
        return NumberKind.REAL;
      }
    }
    return NumberKind.WHOLE;
  }
}
