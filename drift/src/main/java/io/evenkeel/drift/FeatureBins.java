package io.evenkeel.drift;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// The bins of one feature: where a value is counted.
///
/// Two kinds. *Ranges* for numbers of many values: edges at quantiles of the reference, a value
/// belongs to the first edge that is not below it, the last bin is open. *Values* for categories
/// and for numbers of few values: one bin a value, and `other` for values that have none. Both end
/// with `missing`, which takes NaN, infinities and magnitudes above 1e140, as everywhere here.
///
/// A look-up is four comparisons for ranges, one table access for small whole values.
///
/// Immutable and safe for use by many threads.
final class FeatureBins {
  /// Bins of a numeric feature of many values, besides `missing`.
  static final int RANGES = 10;

  /// Numbers with at most so many values have a bin a value.
  private static final int FEW_VALUES = 12;

  /// Categories with a bin of their own; the rarer ones are `other`.
  private static final int MOST_VALUES = 20;

  /// Edges are padded to this with infinity, for a search of four steps.
  private static final int EDGES = 15;

  private static final int TABLE = 256;
  private static final double LARGEST_WHOLE = 1e9;
  private static final double LARGEST = 1e140;

  private final boolean ranges;
  private final double[] marks;
  private final int size;

  /// Bin of each whole number from `tableStart` on; empty where values are not small whole numbers.
  private final byte[] table;

  private final int tableStart;

  private FeatureBins(boolean ranges, double[] marks) {
    this.ranges = ranges;
    this.marks = ranges ? padded(marks) : marks;
    this.size = marks.length + 2; // the open range or `other`, and `missing`
    this.tableStart = ranges || marks.length == 0 ? 0 : (int) marks[0];
    this.table = ranges ? new byte[0] : table(marks);
  }

  /// Takes the bins from the values of a reference.
  static FeatureBins of(Column column, double[] reference) {
    Sample sample = Sample.of(reference, reference.length);
    return switch (column) {
      case Column.Categorical _ -> new FeatureBins(false, commonest(sample));
      case Column.Numeric _ when sample.distinct().length <= FEW_VALUES ->
          new FeatureBins(false, sample.distinct());
      case Column.Numeric _ -> new FeatureBins(true, quantiles(sample));
    };
  }

  /// How many bins there are.
  int size() {
    return size;
  }

  /// The bin of a value, from 0.
  int bin(double value) {
    if (!(Math.abs(value) <= LARGEST)) {
      return size - 1;
    }
    return ranges ? range(value) : valueBin(value);
  }

  private int range(double value) {
    double[] edges = marks;
    int bin = value > edges[7] ? 8 : 0;
    bin += value > edges[bin + 3] ? 4 : 0;
    bin += value > edges[bin + 1] ? 2 : 0;
    return bin + (value > edges[bin] ? 1 : 0);
  }

  private int valueBin(double value) {
    if (table.length > 0) {
      int whole = (int) value;
      int index = whole - tableStart;
      return whole == value && index >= 0 && index < table.length ? table[index] : size - 2;
    }
    int found = Arrays.binarySearch(marks, value + 0.0); // -0.0 is the category 0.0
    return found >= 0 ? found : size - 2;
  }

  /// The edges, or the values that have a bin; for the digest.
  double[] marks() {
    return marks.clone();
  }

  /// Bytes that the look-up holds.
  int bytes() {
    return Double.BYTES * marks.length + table.length;
  }

  /// Greedy quantiles: each bin takes its part of what is left, so that a value that holds half of
  /// the rows does not use up the bins of the others.
  private static double[] quantiles(Sample sample) {
    double[] values = sample.distinct();
    int[] counts = sample.counts();
    double[] edges = new double[RANGES - 1];
    int found = 0;
    long left = sample.size();
    long inBin = 0;
    for (int i = 0; i + 1 < values.length && found < edges.length; i++) {
      inBin += counts[i];
      double fair = (double) left / (RANGES - found);
      if (inBin + counts[i + 1] / 2.0 > fair) {
        edges[found++] = values[i];
        left -= inBin;
        inBin = 0;
      }
    }
    return Arrays.copyOf(edges, found);
  }

  private static double[] commonest(Sample sample) {
    double[] values = sample.distinct();
    int[] counts = sample.counts();
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.<Integer>comparingInt(i -> counts[i]).reversed())
        .limit(MOST_VALUES)
        .mapToDouble(i -> values[i])
        .sorted()
        .toArray();
  }

  private static double[] padded(double[] edges) {
    double[] all = Arrays.copyOf(edges, EDGES);
    Arrays.fill(all, edges.length, EDGES, Double.POSITIVE_INFINITY);
    return all;
  }

  private static byte[] table(double[] values) {
    boolean small = values.length > 0;
    for (double value : values) {
      small &= value == Math.rint(value) && Math.abs(value) < LARGEST_WHOLE;
    }
    if (!small || values[values.length - 1] - values[0] >= TABLE) {
      return new byte[0];
    }
    byte[] table = new byte[(int) (values[values.length - 1] - values[0]) + 1];
    Arrays.fill(table, (byte) values.length);
    for (int i = 0; i < values.length; i++) {
      table[(int) (values[i] - values[0])] = (byte) i;
    }
    return table;
  }
}
