package io.evenkeel.drift;

import java.util.Arrays;
import java.util.List;

/// By how much nominal limits must be scaled so that draws of the reference's own rows pass.
final class QuietDraws {
  /// Looks after so many draws whether the scale can matter at all: it cannot where the fitted
  /// quantile is below [#SURELY_NOMINAL]; the scale will be 1.
  private static final int[] LOOKS = {200, 1_000, 4_000};

  private static final double[] SURELY_NOMINAL = {0.85, 0.9, 0.95};

  /// A look needs draws that hold one of so many rows.
  private static final int[] ONE_ROW_IN = {10, 100, 100};

  private QuietDraws() {}

  /// The scale, 1 at least: the quantile of the largest ratio over the features.
  ///
  /// Draws of many rows end early where the limit cannot matter. Draws of few rows do not, because
  /// a single far row, which may be the one that matters, is then in few of them.
  ///
  /// @param features prepared on the rows that `picker` draws from
  /// @param rows how many rows those are
  /// @param draws how many draws to make
  /// @param fitted whether the quantile is that of the fitted tail
  static double scale(
      List<DrawnFeature> features,
      RowPicker picker,
      int rows,
      int draws,
      boolean fitted,
      double quantile) {
    double[] largest = new double[draws];
    int[] drawn = new int[picker.most()];
    for (int d = 0; d < draws; d++) {
      int size = picker.pick(drawn);
      double ratio = 0;
      for (DrawnFeature feature : features) {
        ratio = Math.max(ratio, feature.ratio(drawn, size));
      }
      largest[d] = ratio;
      if (surelyNominal(largest, d + 1, drawn.length, rows, quantile)) {
        return 1;
      }
    }
    double found =
        fitted
            ? TailQuantile.fitted(largest, draws, quantile)
            : TailQuantile.ordered(largest, quantile);
    return Math.max(1, found);
  }

  private static boolean surelyNominal(
      double[] largest, int draws, int take, int rows, double quantile) {
    int look = Arrays.binarySearch(LOOKS, draws);
    return look >= 0
        && (long) ONE_ROW_IN[look] * take >= rows
        && TailQuantile.fitted(largest, draws, quantile) < SURELY_NOMINAL[look];
  }
}
