package io.evenkeel.drift;

/// Remembers the latest different ids or rows, so that one that comes again can be told.
///
/// Only hashes are kept, in a table with open addressing and a ring that says which is the oldest;
/// nothing is allocated after it was made. A hash is the value of a polynomial at a secret point of
/// the field of 2^61 - 1 elements, with the item as its coefficients: two different items of k
/// words share one with a probability of at most `k / 2^61` over the points, also items that
/// somebody chose who does not know the secret. (Three characters of an id are a word, a number of
/// a row is two.)
///
/// Mutable and not thread-safe: one owner.
public final class RecentlySeen {
  private static final long PRIME = (1L << 61) - 1;

  private final long[] ring;

  /// Hashes by position, 0 where free; never more than half full, so that a search ends soon.
  private final long[] table;

  private final int mask;
  private final long point;
  private int oldest;
  private int size;

  /// Nothing seen yet.
  ///
  /// @param capacity how many items are remembered, from 1 to 2^28
  /// @param secret a number that whoever sends the items cannot guess
  /// @throws IllegalArgumentException when the capacity is out of range
  public RecentlySeen(int capacity, long secret) {
    if (capacity < 1 || capacity > 1 << 28) {
      throw new IllegalArgumentException("cannot remember " + capacity + " items");
    }
    ring = new long[capacity];
    table = new long[Integer.highestOneBit(capacity) << 2];
    mask = table.length - 1;
    // Mixed (as splitmix64 does), so that a small number is no small point; 0 and 1 are none.
    long mixed = secret + 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    point = 2 + ((mixed ^ (mixed >>> 31)) >>> 3) % (PRIME - 2);
  }

  /// Whether an id is remembered; if not it is from now on, in the place of the oldest item if need
  /// be.
  public boolean seen(String id) {
    long hash = id.length();
    for (int i = 0; i < id.length(); i += 3) {
      long word = 0;
      for (int j = i; j < Math.min(i + 3, id.length()); j++) {
        word = (word << 16) | id.charAt(j);
      }
      hash = next(hash, word);
    }
    return seen(hash);
  }

  /// The same of a row.
  ///
  /// @param row not kept; a missing value equals a missing value, 0 equals -0
  public boolean seen(double[] row) {
    long hash = row.length;
    for (double value : row) {
      long bits = Double.doubleToLongBits(value + 0.0);
      hash = next(next(hash, bits >>> 32), bits & 0xffff_ffffL);
    }
    return seen(hash);
  }

  /// `hash * point + word`, modulo 2^61 - 1.
  private long next(long hash, long word) {
    long high = Math.multiplyHigh(hash, point);
    long low = hash * point;
    long product = (low & PRIME) + ((low >>> 61) | (high << 3));
    long sum = (product & PRIME) + (product >>> 61) + word + 1;
    return sum >= PRIME ? sum - PRIME : sum;
  }

  private boolean seen(long hashed) {
    // 0 marks a free slot.
    long hash = hashed + 1;
    int slot = slot(hash);
    if (table[slot] == hash) {
      return true;
    }
    if (size == ring.length) {
      remove(ring[oldest]);
      // Removing may have moved what stood in the way.
      slot = slot(hash);
    } else {
      size++;
    }
    table[slot] = hash;
    ring[oldest] = hash;
    oldest = oldest + 1 == ring.length ? 0 : oldest + 1;
    return false;
  }

  /// The slot of a hash, or the free one where it would stand.
  private int slot(long hash) {
    int slot = (int) hash & mask;
    while (table[slot] != 0 && table[slot] != hash) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /// Closes the gap by moving back what was displaced over it.
  private void remove(long hash) {
    int gap = slot(hash);
    int next = gap;
    while (true) {
      next = (next + 1) & mask;
      if (table[next] == 0) {
        table[gap] = 0;
        return;
      }
      int home = (int) table[next] & mask;
      if (((next - home) & mask) >= ((next - gap) & mask)) {
        table[gap] = table[next];
        gap = next;
      }
    }
  }
}
