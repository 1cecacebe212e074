package io.evenkeel.drift;

import java.util.Arrays;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.stream.DoubleStream;

/// A column cut into cells in which segments are counted: a code's values one by one, a number's
/// too where they are few, else by quantiles of the reference, then a cell for missing values and
/// one for codes that are rare.
///
/// Immutable; the arrays are shared within the package.
final class Grid {
  private static final int MOST_CODES = 20;
  private static final int MOST_VALUES = 30;
  private static final int QUANTILES = 10;

  private final Column column;
  private final boolean single;
  private final boolean whole;
  private final double[] starts;

  /// @param column the column
  /// @param reference its values in the reference
  /// @param current its values in the window, so that new codes have cells too
  Grid(Column column, Sample reference, Sample current) {
    this.column = column;
    this.whole = Arrays.stream(reference.distinct()).allMatch(v -> Math.rint(v) == v);
    this.single = reference.distinct().length <= MOST_VALUES;
    this.starts =
        switch (column) {
          case Column.Categorical _ -> codes(reference, current);
          case Column.Numeric _ -> single ? reference.distinct() : quantiles(reference);
        };
  }

  /// How many proper cells there are. The cell after them is for missing values, the next for rare
  /// codes.
  int cells() {
    return starts.length;
  }

  /// Whether neighbouring cells together make sense: those of a number, not those of a code.
  boolean ordered() {
    return column instanceof Column.Numeric;
  }

  /// The cell of each of the given rows.
  int[] cells(double[] values, int[] rows) {
    int[] cells = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      cells[i] = cell(rows[i] < values.length ? values[rows[i]] : Double.NaN);
    }
    return cells;
  }

  private int cell(double value) {
    if (!Sample.usable(value)) {
      return starts.length;
    }
    int at = Law.position(starts, Math.nextUp(value + 0.0)) - 1;
    if (ordered()) {
      return starts.length == 0 ? 1 : Math.max(0, at);
    }
    return at >= 0 && starts[at] == value ? at : starts.length + 1;
  }

  /// The condition that the cells from `first` to `last`, both included, stand for.
  Segment.Condition condition(int first, int last) {
    String name = column.name();
    if (first == starts.length) {
      return new Segment.Missing(name);
    }
    if (first == last && (single || !ordered())) {
      return new Segment.Equal(name, starts[first]);
    }
    double next = last + 1 < starts.length ? starts[last + 1] : Double.POSITIVE_INFINITY;
    return new Segment.Between(
        name,
        first == 0 ? Double.NEGATIVE_INFINITY : starts[first],
        last + 1 == starts.length ? next : whole ? next - 1 : Math.nextDown(next));
  }

  private static double[] codes(Sample reference, Sample current) {
    return DoubleStream.concat(
            Arrays.stream(reference.distinct()), Arrays.stream(current.distinct()))
        .distinct()
        .boxed()
        .sorted(Comparator.comparingDouble((Double code) -> -share(code, reference, current)))
        .limit(MOST_CODES)
        .mapToDouble(Double::doubleValue)
        .sorted()
        .toArray();
  }

  private static double share(double code, Sample reference, Sample current) {
    return (double) reference.count(code) / Math.max(1, reference.size())
        + (double) current.count(code) / Math.max(1, current.size());
  }

  private static double[] quantiles(Sample reference) {
    TreeSet<Double> starts = new TreeSet<>();
    for (int i = 0; i < QUANTILES; i++) {
      starts.add(reference.sorted()[(int) ((long) i * reference.size() / QUANTILES)]);
    }
    return starts.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
