package io.evenkeel.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

/// Finds the columns of a table that say the same.
///
/// The cells of the same [#SAMPLED] rows are kept of every column. Only pairs that agree there are
/// compared cell by cell, so that a table of many columns is not read once for each pair. A table
/// of more rows can hide an almost duplicated pair from this with a chance below 1e-6; an equal
/// pair never.
///
/// Mutable; belongs to the method that made it.
final class ColumnPairs {
  /// Kept rows; spread over the table.
  private static final int SAMPLED = 4096;

  /// The share of equal kept cells from which on a pair is looked at: over five standard deviations
  /// of the share of [#SAMPLED] draws below 95 %.
  private static final double LIKELY = 0.93;

  private final List<Column> columns;
  private final int rows;
  private final int[] sampled;
  private final List<double[]> cells = new ArrayList<>();
  private final List<DataSummary.ColumnPair> equal = new ArrayList<>();
  private final List<DataSummary.ColumnPair> almost = new ArrayList<>();

  ColumnPairs(List<Column> columns, int rows) {
    this.columns = columns;
    this.rows = rows;
    sampled = new int[Math.min(rows, SAMPLED)];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < sampled.length; i++) {
      long from = (long) i * rows / sampled.length;
      long to = (long) (i + 1) * rows / sampled.length;
      sampled[i] = (int) random.nextLong(from, to);
    }
  }

  /// Takes the next column.
  void add(double[] values) {
    double[] kept = new double[sampled.length];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = values[sampled[i]];
    }
    cells.add(kept);
  }

  /// Compares all pairs; once, after the last column was taken.
  ///
  /// @param values gives the columns again
  void compare(IntFunction<double[]> values) {
    for (int i = 0; i < columns.size() && rows > 0; i++) {
      double[] first = null;
      for (int j = i + 1; j < columns.size(); j++) {
        if (columns.get(i).getClass() == columns.get(j).getClass() && likely(i, j)) {
          first = first == null ? values.apply(i) : first;
          compare(i, first, j, values.apply(j));
        }
      }
    }
  }

  /// Pairs that are equal in every cell.
  List<DataSummary.ColumnPair> equal() {
    return equal;
  }

  /// Pairs that hold the same value in at least 95 % of the rows.
  List<DataSummary.ColumnPair> almost() {
    return almost;
  }

  private boolean likely(int i, int j) {
    double[] left = cells.get(i);
    double[] right = cells.get(j);
    double least = LIKELY * sampled.length;
    int same = 0;
    int missing = 0;
    for (int k = 0; k < left.length; k++) {
      same += left[k] == right[k] ? 1 : 0;
      missing += Double.isNaN(left[k]) && Double.isNaN(right[k]) ? 1 : 0;
    }
    return same >= least || same + missing == sampled.length;
  }

  private void compare(int i, double[] left, int j, double[] right) {
    int same = 0;
    int missing = 0;
    for (int r = 0; r < rows; r++) {
      same += left[r] == right[r] ? 1 : 0;
      missing += Double.isNaN(left[r]) && Double.isNaN(right[r]) ? 1 : 0;
    }
    DataSummary.ColumnPair pair =
        new DataSummary.ColumnPair(columns.get(i).name(), columns.get(j).name());
    if (same + missing == rows) {
      equal.add(pair);
    }
    if (same >= ColumnSummary.ALMOST * rows) {
      almost.add(pair);
    }
  }
}
