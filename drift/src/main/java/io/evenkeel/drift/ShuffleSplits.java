package io.evenkeel.drift;

/// The test rows that scikit-learn's `StratifiedShuffleSplit(test_size=0.1, random_state=seed)`
/// draws, row for row, so that a decision that hangs on the split is the same here and there.
///
/// The generator is the Mersenne Twister MT19937 (Matsumoto and Nishimura 1998), and a permutation
/// is Fisher and Yates' from the last place down with numbers masked and rejected, as numpy's
/// `RandomState` does it.
///
/// Mutable, for one thread.
final class ShuffleSplits {
  private static final int WORDS = 624;

  private final int[] state = new int[WORDS];
  private int used = WORDS;
  private final int[][] rowsOfClass;
  private final int rows;
  private final int testRows;

  /// Prepares splits of rows that have both labels.
  ///
  /// @param seed taken as an unsigned number of 32 bits
  ShuffleSplits(boolean[] labels, int seed) {
    state[0] = seed;
    for (int i = 1; i < WORDS; i++) {
      state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    }
    rows = labels.length;
    testRows = Math.ceilDiv(rows, 10);
    int positives = 0;
    for (boolean label : labels) {
      positives += label ? 1 : 0;
    }
    rowsOfClass = new int[][] {new int[rows - positives], new int[positives]};
    int[] filled = new int[2];
    for (int row = 0; row < rows; row++) {
      int label = labels[row] ? 1 : 0;
      rowsOfClass[label][filled[label]++] = row;
    }
  }

  /// The rows of the next test part.
  int[] nextTest() {
    int[] counts = {rowsOfClass[0].length, rowsOfClass[1].length};
    int[] train = shares(counts, rows - testRows);
    int[] test = shares(new int[] {counts[0] - train[0], counts[1] - train[1]}, testRows);
    int[] drawn = new int[test[0] + test[1]];
    int filled = 0;
    for (int label = 0; label < 2; label++) {
      int[] order = permutation(counts[label]);
      for (int i = 0; i < test[label]; i++) {
        drawn[filled++] = rowsOfClass[label][order[train[label] + i]];
      }
    }
    permutation(train[0] + train[1]); // the order within a part does not matter, the draws do
    permutation(filled);
    return drawn;
  }

  /// How many of `draws` rows come from each of the two classes: in proportion, rounded down, the
  /// rest to the larger remainder, by lot where they are equal.
  private int[] shares(int[] counts, int draws) {
    int together = counts[0] + counts[1];
    double first = (double) counts[0] / together * draws;
    double second = (double) counts[1] / together * draws;
    int[] shares = {(int) first, (int) second};
    double remainder = first - shares[0];
    double other = second - shares[1];
    int missing = draws - shares[0] - shares[1];
    if (missing > 0 && remainder == other) {
      int[] lot = permutation(2);
      for (int i = 0; i < Math.min(2, missing); i++) {
        shares[lot[i]]++;
      }
    } else if (missing > 0) {
      int larger = remainder > other ? 0 : 1;
      permutation(1);
      shares[larger]++;
      if (missing > 1) {
        shares[1 - larger]++;
      }
    }
    return shares;
  }

  private int[] permutation(int size) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    for (int i = size - 1; i > 0; i--) {
      int j = upTo(i);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  /// Uniform from 0 to `most`, both included.
  private int upTo(int most) {
    int mask = -1 >>> Integer.numberOfLeadingZeros(most);
    int drawn = next() & mask;
    while (drawn > most) {
      drawn = next() & mask;
    }
    return drawn;
  }

  private int next() {
    if (used == WORDS) {
      refill();
    }
    int word = state[used++];
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return word ^ (word >>> 18);
  }

  private void refill() {
    for (int i = 0; i < WORDS; i++) {
      int mixed = (state[i] & 0x80000000) | (state[(i + 1) % WORDS] & 0x7fffffff);
      state[i] = state[(i + 397) % WORDS] ^ (mixed >>> 1) ^ ((mixed & 1) == 0 ? 0 : 0x9908b0df);
    }
    used = 0;
  }
}
