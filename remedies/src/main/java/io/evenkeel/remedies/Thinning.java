package io.evenkeel.remedies;

import io.evenkeel.model.LabelledTable;
import java.util.stream.IntStream;

/// Fewer rows of the same mixture.
final class Thinning {
  private Thinning() {}

  /// At most so many rows, spread evenly over the table, in its order.
  static LabelledTable evenly(LabelledTable rows, int most) {
    int all = rows.rows();
    return all <= most
        ? rows
        : rows.select(IntStream.range(0, most).map(i -> (int) ((long) i * all / most)).toArray());
  }
}
