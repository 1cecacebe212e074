package io.evenkeel.events;

import java.util.Arrays;

/// Counts as JSON: a list of numbers, in which `[n]` stands for n zeros in a row. Most bins of a
/// short slice are empty.
final class CountList {
  /// No line has more counts; a damaged one must not make us ask for more memory.
  private static final int MOST = 1 << 20;

  private static final int FEWEST_ZEROS = 3;

  private long[] counts = new long[256];
  private int size;

  /// The text of some counts, without the brackets of the list.
  ///
  /// @throws IllegalArgumentException when there are too many
  static String write(long[] counts) {
    if (counts.length > MOST) {
      throw new IllegalArgumentException("at most " + MOST + " counts, had " + counts.length);
    }
    StringBuilder text = new StringBuilder(4 * counts.length);
    for (int i = 0; i < counts.length; ) {
      int zeros = zerosFrom(i, counts);
      text.append(i == 0 ? "" : ",");
      if (zeros >= FEWEST_ZEROS) {
        text.append('[').append(zeros).append(']');
        i += zeros;
      } else {
        text.append(counts[i++]);
      }
    }
    return text.toString();
  }

  /// Takes the next number.
  ///
  /// @throws LineDecoder.DamagedLine when there are too many
  void add(long number) {
    grow(1);
    counts[size - 1] = number;
  }

  /// Takes zeros.
  ///
  /// @throws LineDecoder.DamagedLine when there are too many, or none
  void addZeros(long number) {
    if (number < 1 || number > MOST) {
      throw new LineDecoder.DamagedLine("a list of counts cannot hold " + number + " zeros");
    }
    grow((int) number);
  }

  /// The counts so far.
  long[] counts() {
    return Arrays.copyOf(counts, size);
  }

  private void grow(int more) {
    if (more > MOST - size) {
      throw new LineDecoder.DamagedLine("a list of counts holds at most " + MOST);
    }
    size += more;
    if (size > counts.length) {
      counts = Arrays.copyOf(counts, Math.max(size, 2 * counts.length));
    }
  }

  private static int zerosFrom(int index, long[] counts) {
    int end = index;
    while (end < counts.length && counts[end] == 0) {
      end++;
    }
    return end - index;
  }
}
