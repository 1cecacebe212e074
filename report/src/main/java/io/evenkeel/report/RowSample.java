package io.evenkeel.report;

import java.util.SplittableRandom;

/// Numbers of rows drawn without replacement, so that the same rows can be taken from every column.
final class RowSample {
  private RowSample() {}

  /// Draws; the same seed gives the same rows.
  ///
  /// @param rows how many there are
  /// @param most how many to draw; all, where there are no more
  /// @return ascending
  static int[] of(int rows, int most, long seed) {
    int[] chosen = new int[Math.min(rows, most)];
    SplittableRandom random = new SplittableRandom(seed);
    int taken = 0;
    // Each row is taken with the chance that what is still wanted bears to what is still there.
    for (int row = 0; row < rows && taken < chosen.length; row++) {
      if (random.nextInt(rows - row) < chosen.length - taken) {
        chosen[taken++] = row;
      }
    }
    return chosen;
  }

  /// The values of the drawn rows.
  static double[] take(double[] values, int[] chosen) {
    double[] taken = new double[chosen.length];
    for (int i = 0; i < taken.length; i++) {
      taken[i] = values[chosen[i]];
    }
    return taken;
  }
}
