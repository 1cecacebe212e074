package io.evenkeel.drift;

/// Which column is a clock, so that rows are held against the reference rows of the same hours.
///
/// Live traffic comes in the order of the clock: within a minute `hour` has one value, and other
/// features follow the time of day. Held against the whole reference all of that would look like
/// drift. The values of the clock are whole numbers and go round: after the upper end of the
/// column's declared range comes the lower end.
///
/// For each value of the clock the *band* is the smallest symmetric neighbourhood of it, going
/// round, that has at least `leastRows` rows of the reference; the whole reference where there is
/// none.
///
/// @param column the number of the clock's column, from 0
/// @param leastRows rows of the reference that a band has at least, 1 or more
public record Season(int column, int leastRows) {
  /// Rows of a band, unless told otherwise.
  public static final int LEAST_ROWS = 3_000;

  /// Checks the numbers.
  ///
  /// @throws IllegalArgumentException when the column is negative or `leastRows` is below 1
  public Season {
    if (column < 0 || leastRows < 1) {
      throw new IllegalArgumentException(
          "a season needs a column from 0 and at least 1 row a band; had column %d and %d rows"
              .formatted(column, leastRows));
    }
  }

  /// Bands of at least 3,000 rows.
  ///
  /// @param column the number of the clock's column, from 0
  public static Season of(int column) {
    return new Season(column, LEAST_ROWS);
  }
}
