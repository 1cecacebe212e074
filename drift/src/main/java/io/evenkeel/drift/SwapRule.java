package io.evenkeel.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Finds columns that changed places: in the window each looks like the other's reference and not
/// like its own. Missing values count too, so that two columns with like values are told apart by
/// what they lack. Only columns that do not look like themselves are asked for, so that a quiet
/// window costs nothing.
final class SwapRule {
  private static final int LEAST_ROWS = 100;

  private SwapRule() {}

  static List<DataFault> swapped(List<FaultColumn> columns, List<Sample> current) {
    List<Integer> unusual = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      FaultColumn column = columns.get(c);
      boolean enough = Math.min(column.sample().size(), current.get(c).size()) >= LEAST_ROWS;
      if (enough && fit(column, column, current.get(c)).unusual()) {
        unusual.add(c);
      }
    }
    List<DataFault> swaps = new ArrayList<>();
    boolean[] taken = new boolean[columns.size()];
    for (int i : unusual) {
      for (int j : unusual) {
        if (j > i
            && !taken[i]
            && !taken[j]
            && fit(columns.get(i), columns.get(j), current.get(i)).explains()
            && fit(columns.get(j), columns.get(i), current.get(j)).explains()) {
          taken[i] = true;
          taken[j] = true;
          swaps.add(new DataFault.SwappedColumns(columns.get(i).name(), columns.get(j).name()));
        }
      }
    }
    return swaps;
  }

  /// How well `other` explains what stands in the place of `own`.
  private static Fit fit(FaultColumn own, FaultColumn other, Sample current) {
    Bins bins = own.bins().and(other.bins());
    double[] counts = Arrays.copyOf(bins.counts(current), bins.size() + 1);
    counts[bins.size()] = current.missing();
    double rows = Math.min(own.sample().size(), other.sample().size());
    return Fit.all(
        counts, withMissing(own, bins), withMissing(other, bins), 1 + current.rows() / rows);
  }

  private static double[] withMissing(FaultColumn column, Bins bins) {
    Sample sample = column.sample();
    double missing = (sample.missing() + 0.5 / bins.size()) / (sample.rows() + 0.5);
    double[] shares = bins.shares(column.law(), sample.size());
    double[] all = new double[shares.length + 1];
    for (int j = 0; j < shares.length; j++) {
      all[j] = shares[j] * (1 - missing);
    }
    all[shares.length] = missing;
    return all;
  }
}
