package io.evenkeel.drift;

import java.util.Arrays;
import java.util.stream.IntStream;

/// A hash of 128 bits for each row of a table, which is fed column by column.
///
/// Rows with equal hashes are taken as equal without a second look: among 1,000,000 rows that
/// differ, the chance that any two share a hash is below 1e-26, as long as nobody constructs them
/// for it. Two missing cells are equal, and so are 0.0 and -0.0.
///
/// Mutable; belongs to the method that made it. Takes 16 bytes a row.
final class RowHashes {
  /// Rows of a part, about.
  private static final int PART = 4096;

  /// Into so many groups parts are bundled for the threads.
  private static final int GROUPS = 16;

  private final long[] left;
  private final long[] right;

  RowHashes(int rows) {
    left = new long[rows];
    right = new long[rows];
  }

  /// The number of rows of a table that repeat an earlier one, worked out on several threads where
  /// there are many. A column of another length than `rows` takes no part.
  static int repeats(double[][] columns, int rows) {
    RowHashes hashes = new RowHashes(rows);
    IntStream pieces = IntStream.rangeClosed(0, rows / PART);
    (rows >= Yardstick.LARGE ? pieces.parallel() : pieces)
        .forEach(piece -> {
          int to = Math.min(rows, (piece + 1) * PART);
          for (double[] column : columns) {
            if (column.length == rows) {
              hashes.add(column, piece * PART, to);
            }
          }
        });
    return hashes.repeats();
  }

  /// Takes one column more, of as many values as there are rows.
  void add(double[] values) {
    add(values, 0, left.length);
  }

  private void add(double[] values, int from, int to) {
    for (int r = from; r < to; r++) {
      // The bits of small whole numbers differ only at the top: bring them down before they meet.
      long bits = Double.doubleToLongBits(values[r] + 0.0) * 0x9E3779B97F4A7C15L;
      bits ^= bits >>> 32;
      left[r] = (Long.rotateLeft(left[r], 27) ^ bits) * 0xBF58476D1CE4E5B9L;
      right[r] = (Long.rotateLeft(right[r], 31) + bits) * 0x94D049BB133111EBL;
    }
  }

  /// The number of rows that repeat an earlier one. The hashes are first dealt into parts that fit
  /// into a cache, by their lowest bits.
  int repeats() {
    int rows = left.length;
    int parts = Integer.highestOneBit(Math.max(1, rows / PART));
    int[] starts = new int[parts + 1];
    for (long hash : left) {
      starts[part(hash, parts) + 1]++;
    }
    int largest = 0;
    for (int p = 0; p < parts; p++) {
      largest = Math.max(largest, starts[p + 1]);
      starts[p + 1] += starts[p];
    }
    int[] ends = starts.clone();
    long[] hashes = new long[rows];
    int[] dealt = new int[rows];
    for (int r = 0; r < rows; r++) {
      int place = ends[part(left[r], parts)]++;
      hashes[place] = left[r];
      dealt[place] = r;
    }
    int room = 4 * Integer.highestOneBit(Math.max(1, largest));
    IntStream groups = IntStream.range(0, Math.min(parts, GROUPS));
    int size = Math.max(1, parts / GROUPS); // both are powers of two
    return (rows >= Yardstick.LARGE ? groups.parallel() : groups)
        .map(group -> {
          int[] slots = new int[room];
          int repeats = 0;
          for (int p = group * size; p < (group + 1) * size; p++) {
            repeats += repeats(hashes, dealt, starts[p], starts[p + 1], slots);
          }
          return repeats;
        })
        .sum();
  }

  /// Counts within one part.
  ///
  /// @param hashes the left halves as they were dealt
  /// @param dealt the row of each
  /// @param slots room for more than twice as many rows; 1 + the place of the row that was first
  private int repeats(long[] hashes, int[] dealt, int from, int to, int[] slots) {
    Arrays.fill(slots, 0);
    int mask = slots.length - 1;
    int repeats = 0;
    for (int i = from; i < to; i++) {
      int slot = (int) (hashes[i] >>> 32) & mask;
      int first = slots[slot] - 1;
      while (first >= 0 && (hashes[first] != hashes[i] || right[dealt[first]] != right[dealt[i]])) {
        slot = (slot + 1) & mask;
        first = slots[slot] - 1;
      }
      if (first < 0) {
        slots[slot] = i + 1;
      } else {
        repeats++;
      }
    }
    return repeats;
  }

  private static int part(long hash, int parts) {
    return (int) (hash ^ (hash >>> 20)) & (parts - 1);
  }
}
