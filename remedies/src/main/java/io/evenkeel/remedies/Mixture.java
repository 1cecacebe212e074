package io.evenkeel.remedies;

import io.evenkeel.model.LabelledTable;
import java.util.Arrays;

/// What a challenger is fitted on: the recent rows with weight 1, the earlier ones with less.
///
/// @param rows the recent rows, then the earlier ones
/// @param weights one weight per row; handed over, not copied
@SuppressWarnings("ArrayRecordComponent") // handed over, as in the tables
record Mixture(LabelledTable rows, float[] weights) {
  static Mixture of(LabelledTable recent, LabelledTable earlier, double earlierWeight) {
    float[] weights = new float[recent.rows() + earlier.rows()];
    Arrays.fill(weights, 0, recent.rows(), 1);
    Arrays.fill(weights, recent.rows(), weights.length, (float) earlierWeight);
    return new Mixture(recent.append(earlier), weights);
  }
}
