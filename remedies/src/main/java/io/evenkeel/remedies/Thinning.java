package io.evenkeel.remedies;

import io.evenkeel.model.LabelledTable;
import java.util.List;
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

  /// The same of a list.
  static <T> List<T> evenly(List<T> rows, int most) {
    int all = rows.size();
    return all <= most
        ? rows
        : IntStream.range(0, most).mapToObj(i -> rows.get((int) ((long) i * all / most))).toList();
  }
}
