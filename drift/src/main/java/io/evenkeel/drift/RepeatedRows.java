package io.evenkeel.drift;

/// Tells rows that were seen a moment ago, so that a customer that sends bursts of identical rows
/// does not look like drift of the world.
///
/// The watch assumes that rows are independent draws. A caller that repeats one payment a thousand
/// times breaks that. So a row that equals one of the latest 4,096 different rows in every feature
/// is a repeat, and counts once.
///
/// Apply it only where [#rareIn] says that the reference itself has next to no repeats; else
/// leaving them out would bend the counts. That is also its limit: rows of a few small whole
/// numbers repeat by nature, and bursts of rows that differ in one feature are not seen.
///
/// A row costs one hash of its values and a few looks into a table of 64 KB; nothing is allocated.
/// Rows are taken as equal when 64-bit hashes are. Mutable and not thread-safe: one owner.
public final class RepeatedRows {
  /// How many different rows are remembered.
  public static final int REMEMBERED = 4_096;

  /// The largest share of repeats in a reference for which repeats may be left out.
  public static final double RARE = 0.001;

  private static final int MASK = 2 * REMEMBERED - 1;

  /// Hashes in the order in which they came; 0 where none is.
  private final long[] ring = new long[REMEMBERED];

  /// The same hashes by position, open addressing with linear probing; 0 where free.
  private final long[] table = new long[MASK + 1];

  private int next;

  /// Nothing seen yet.
  public RepeatedRows() {}

  /// Whether the row equals one of those remembered; if not, it is remembered and the oldest one
  /// forgotten.
  ///
  /// @param row one value per feature; not kept
  public boolean seen(double[] row) {
    long hash = hash(row);
    int slot = slot(hash);
    if (table[slot] == hash) {
      return true;
    }
    long oldest = ring[next];
    if (oldest != 0) {
      remove(slot(oldest));
      slot = slot(hash); // the gap may have moved it
    }
    table[slot] = hash;
    ring[next] = hash;
    next = (next + 1) % REMEMBERED;
    return false;
  }

  /// Whether a reference repeats itself so seldom that repeats may be left out of the counts: less
  /// than 0.1 % of its rows equal an earlier one, and no more are to be expected among 4,096.
  ///
  /// @param reference `reference[column][row]`; all columns of a row, the clock among them
  public static boolean rareIn(double[][] reference) {
    int rows = reference.length == 0 ? 0 : reference[0].length;
    long repeats = RowHashes.repeats(reference, rows);
    // n rows have n (n - 1) / 2 pairs; a row has 4,096 pairs with the ring.
    double perPair = rows < 2 ? 1 : 2.0 * repeats / rows / (rows - 1);
    return rows >= 2 && Math.max((double) repeats / rows, REMEMBERED * perPair) < RARE;
  }

  /// The slot that holds the hash, or the free one where it belongs.
  private int slot(long hash) {
    int slot = (int) hash & MASK;
    while (table[slot] != 0 && table[slot] != hash) {
      slot = (slot + 1) & MASK;
    }
    return slot;
  }

  /// Frees a slot and moves up what was displaced past it, so that no search breaks off early.
  private void remove(int freed) {
    int gap = freed;
    int slot = freed;
    while (true) {
      slot = (slot + 1) & MASK;
      if (table[slot] == 0) {
        table[gap] = 0;
        return;
      }
      int home = (int) table[slot] & MASK;
      if (((slot - home) & MASK) >= ((slot - gap) & MASK)) {
        table[gap] = table[slot];
        gap = slot;
      }
    }
  }

  private static long hash(double[] row) {
    long hash = 0x9e3779b97f4a7c15L;
    for (double value : row) {
      long bits = Double.doubleToLongBits(value + 0.0); // one NaN, and no -0.0
      hash = (hash ^ bits) * 0xff51afd7ed558ccdL;
      hash ^= hash >>> 32;
    }
    hash *= 0xc4ceb9fe1a85ec53L;
    hash ^= hash >>> 29;
    return hash == 0 ? 1 : hash;
  }
}
