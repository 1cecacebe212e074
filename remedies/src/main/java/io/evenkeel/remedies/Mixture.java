package io.evenkeel.remedies;

import io.evenkeel.model.LabelledTable;
import java.util.Arrays;

/// What a challenger is fitted on: the recent rows with weight 1, the earlier ones with less.
///
/// @param rows the recent rows, then the earlier ones
/// @param weights one weight per row; handed over, not copied
@SuppressWarnings("ArrayRecordComponent") // handed over, as in the tables
record Mixture(LabelledTable rows, float[] weights) {
  /// Weighs the earlier rows so that together they have a share of the whole weight, whatever the
  /// number of recent rows: with a weight of their own, the more recent rows there were, the more
  /// of the earlier world a challenger would forget. No row weighs more than a recent one.
  ///
  /// @param earlierShare from 0, included, to 1, excluded
  static Mixture of(LabelledTable recent, LabelledTable earlier, double earlierShare) {
    double whole = recent.rows() * earlierShare / (1 - earlierShare);
    float[] weights = new float[recent.rows() + earlier.rows()];
    Arrays.fill(weights, 0, recent.rows(), 1);
    Arrays.fill(
        weights, recent.rows(), weights.length, (float) Math.min(1, whole / earlier.rows()));
    return new Mixture(recent.append(earlier), weights);
  }
}
