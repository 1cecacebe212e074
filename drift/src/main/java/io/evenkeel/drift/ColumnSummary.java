package io.evenkeel.drift;

import java.util.Optional;

/// What one column of a table holds.
///
/// An infinity (or a magnitude above 1e140, whose square cannot be summed) is no value: it counts
/// as missing, and once more in `infinite`, and takes part in no other figure. Evidently counts it
/// as a value.
///
/// @param column what was declared of the column
/// @param rows rows of the table
/// @param missing rows without a usable value, the infinite ones included
/// @param infinite rows that hold an infinity
/// @param distinct distinct usable values
/// @param content what the values are
public record ColumnSummary(
    Column column, long rows, long missing, long infinite, long distinct, Content content) {
  /// From this share of the rows on the commonest value makes a column almost constant.
  public static final double ALMOST = 0.95;

  /// The values of a column, by its type.
  public sealed interface Content {}

  /// The column has no usable value.
  public record Nothing() implements Content {}

  /// The values of a numeric column, in its unit.
  ///
  /// @param min the least
  /// @param max the largest
  /// @param sum the sum
  /// @param mean the arithmetic mean
  /// @param deviation standard deviation with divisor n - 1; NaN of a single value
  /// @param q25 lower quartile, linear between neighbours as in numpy
  /// @param q50 median
  /// @param q75 upper quartile
  /// @param commonest the commonest value, of equally common ones the smallest
  /// @param outOfRange values outside the declared range
  public record Numbers(
      double min,
      double max,
      double sum,
      double mean,
      double deviation,
      double q25,
      double q50,
      double q75,
      ValueCount commonest,
      long outOfRange)
      implements Content {}

  /// The values of a categorical column.
  ///
  /// @param counts every value with its number of rows
  /// @param commonest the commonest value, of equally common ones the smallest
  /// @param outOfList rows whose value is not declared; 0 where nothing is declared
  public record Categories(ValueCounts counts, ValueCount commonest, long outOfList)
      implements Content {}

  /// The name of the column.
  public String name() {
    return column.name();
  }

  /// Missing rows over all rows, 0 to 1; 0 where there are no rows.
  public double missingShare() {
    return rows == 0 ? 0 : (double) missing / rows;
  }

  /// The commonest value; nothing where there is none.
  public Optional<ValueCount> commonest() {
    return switch (content) {
      case Nothing _ -> Optional.empty();
      case Numbers numbers -> Optional.of(numbers.commonest());
      case Categories categories -> Optional.of(categories.commonest());
    };
  }

  /// The share of the rows that hold the commonest value, 0 to 1; 0 where there is none.
  public double commonestShare() {
    return commonest().map(c -> (double) c.count() / rows).orElse(0.0);
  }

  /// Whether there is no usable value.
  public boolean empty() {
    return distinct == 0;
  }

  /// Whether there is at most one distinct value.
  public boolean constant() {
    return distinct <= 1;
  }

  /// Whether one value fills at least [#ALMOST] of the rows; true of a constant column without
  /// missing values too.
  public boolean almostConstant() {
    return commonestShare() >= ALMOST;
  }
}
