package io.evenkeel.serving;

/// Remembers the latest transaction ids, so that one that is posted again is not counted again.
///
/// Only hashes of 64 bits are kept, in a table with open addressing and a ring that says which is
/// the oldest; nothing is allocated after it was made. Two different ids with one hash would count
/// once, which among the ids remembered by default happens once in 10^13 or so. Not safe for use by
/// many threads.
final class RecentIds {
  private final long[] ring;
  private final long[] table;
  private final int mask;
  private int oldest;
  private int size;

  /// @param capacity how many ids are remembered; at least 1
  RecentIds(int capacity) {
    ring = new long[capacity];
    // At most half full, so that a search ends soon.
    table = new long[Integer.highestOneBit(capacity) << 2];
    mask = table.length - 1;
  }

  /// Takes an id in, in the place of the oldest one if need be.
  ///
  /// @return false when it is remembered already
  boolean add(String id) {
    long hash = hash(id);
    int slot = find(hash);
    if (table[slot] == hash) {
      return false;
    }
    if (size == ring.length) {
      remove(ring[oldest]);
      // Removing may have moved what stood in the way.
      slot = find(hash);
    } else {
      size++;
    }
    table[slot] = hash;
    ring[oldest] = hash;
    oldest = oldest + 1 == ring.length ? 0 : oldest + 1;
    return true;
  }

  /// The slot of a hash, or the free one where it would stand.
  private int find(long hash) {
    int slot = (int) hash & mask;
    while (table[slot] != 0 && table[slot] != hash) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /// Closes the gap by moving back what was displaced over it.
  private void remove(long hash) {
    int gap = find(hash);
    int next = gap;
    while (true) {
      next = (next + 1) & mask;
      if (table[next] == 0) {
        table[gap] = 0;
        return;
      }
      int home = (int) table[next] & mask;
      boolean mayMove = ((next - home) & mask) >= ((next - gap) & mask);
      if (mayMove) {
        table[gap] = table[next];
        gap = next;
      }
    }
  }

  private static long hash(String id) {
    long hash = id.length();
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 32;
    }
    // 0 marks a free slot.
    return hash == 0 ? 1 : hash;
  }
}
