package io.evenkeel.benchmarks;

import io.evenkeel.drift.Column;
import java.util.List;
import java.util.Set;

/// A table that looks like UPI payments, drawn by a recipe that `peers/upi_table.py` follows bit
/// for bit, so that both sides of a comparison have the same data in memory without a file.
///
/// One linear congruential generator a column: `state = state * 6364136223846793005 +
/// 1442695040888963407` modulo 2^64, begun at `seed * 100 + column`, gives `u = (state >>> 11) /
/// 2^53`; one draw a value. Only `+`, `-`, `*`, `/`, floor and sqrt are used, which are exactly
/// rounded everywhere.
final class UpiTable {
  /// Columns of the table: five numeric, three categorical.
  static final int FEATURES = 8;

  private static final long FACTOR = 6364136223846793005L;
  private static final long STEP = 1442695040888963407L;

  private UpiTable() {}

  /// The columns in order.
  static List<Column> columns() {
    double most = Double.POSITIVE_INFINITY;
    return List.of(
        new Column.Numeric("amount", 0, true, most),
        new Column.Numeric("hour", 0, false, 23),
        new Column.Numeric("sender_age_days", 0, false, most),
        new Column.Numeric("receiver_age_days", 0, false, most),
        new Column.Numeric("txn_count_1h", 0, false, most),
        new Column.Categorical("merchant_cat", Set.of(0., 1., 2., 3., 4., 5., 6., 7., 8., 9.)),
        new Column.Categorical("device_type", Set.of(0., 1., 2.)),
        new Column.Categorical("same_device", Set.of(0., 1.)));
  }

  /// Draws a table.
  ///
  /// @param seed of all columns
  /// @param rows how many
  /// @return `values[column][row]`
  static double[][] values(long seed, int rows) {
    double[][] values = new double[FEATURES][rows];
    for (int c = 0; c < FEATURES; c++) {
      long state = seed * 100 + c;
      for (int r = 0; r < rows; r++) {
        state = state * FACTOR + STEP;
        values[c][r] = value(c, (state >>> 11) / 9007199254740992.0);
      }
    }
    return values;
  }

  /// Scores of a model and labels that follow them, each row with its own draw.
  ///
  /// @param seed of the scores; the labels' is one more
  /// @return the uniform draws
  static double[] uniform(long seed, int rows) {
    double[] drawn = new double[rows];
    long state = seed;
    for (int r = 0; r < rows; r++) {
      state = state * FACTOR + STEP;
      drawn[r] = (state >>> 11) / 9007199254740992.0;
    }
    return drawn;
  }

  private static double value(int column, double u) {
    return switch (column) {
      case 0 -> Math.floor(10000 / Math.sqrt(1 - u)) / 100; // amounts in paise, heavy tail
      case 1 -> Math.floor(24 * u);
      case 2 -> Math.floor(3650 * (u * u));
      case 3 -> u < 0.02 ? Double.NaN : Math.floor(3650 * u);
      case 4 -> Math.floor(1 / Math.sqrt(1 - u)) - 1;
      case 5 -> Math.floor(10 * (u * u));
      case 6 -> Math.floor(3 * (u * u));
      case 7 -> u < 0.9 ? 1 : 0;
      default -> throw new IllegalArgumentException("no column " + column);
    };
  }
}
