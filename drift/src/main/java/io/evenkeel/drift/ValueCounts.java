package io.evenkeel.drift;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The distinct values of a column in ascending order, each with its number of rows.
///
/// Takes 12 bytes a distinct value. Immutable and safe for use by many threads.
public final class ValueCounts {
  private static final ValueCounts NONE = new ValueCounts(new double[0], new int[0]);

  private final double[] values;
  private final int[] counts;

  /// @param values distinct finite values, ascending; not copied and never written to again
  /// @param counts as many, each at least 1; not copied and never written to again
  ValueCounts(double[] values, int[] counts) {
    this.values = values;
    this.counts = counts;
  }

  /// No value at all.
  static ValueCounts none() {
    return NONE;
  }

  /// The number of distinct values.
  public int size() {
    return values.length;
  }

  /// The value number `index` in ascending order, from 0.
  public double value(int index) {
    return values[index];
  }

  /// The number of rows that hold the value number `index`.
  public long count(int index) {
    return counts[index];
  }

  /// The number of rows that hold a value; 0 where none does.
  public long countOf(double value) {
    int found = Arrays.binarySearch(values, value + 0.0);
    return found < 0 ? 0 : counts[found];
  }

  /// The commonest value, of equally common ones the smallest; nothing where there is no value.
  public Optional<ValueCount> commonest() {
    int best = -1;
    for (int i = 0; i < counts.length; i++) {
      if (best < 0 || counts[i] > counts[best]) {
        best = i;
      }
    }
    return best < 0 ? Optional.empty() : Optional.of(new ValueCount(values[best], counts[best]));
  }

  /// The values and counts as a list, in ascending order of the values.
  public List<ValueCount> toList() {
    return IntStream.range(0, size()).mapToObj(i -> new ValueCount(values[i], counts[i])).toList();
  }

  /// The values that `other` does not have, with their counts here.
  public ValueCounts without(ValueCounts other) {
    double[] kept = new double[values.length];
    int[] times = new int[values.length];
    int found = 0;
    for (int i = 0; i < values.length; i++) {
      if (Arrays.binarySearch(other.values, values[i]) < 0) {
        kept[found] = values[i];
        times[found++] = counts[i];
      }
    }
    return new ValueCounts(Arrays.copyOf(kept, found), Arrays.copyOf(times, found));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ValueCounts that
        && Arrays.equals(values, that.values)
        && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(values) + Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return toList().toString();
  }
}
