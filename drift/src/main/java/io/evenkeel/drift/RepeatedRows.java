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
/// A row costs one hash of its values and a few looks into a table of 128 KB ([RecentlySeen]).
/// Mutable and not thread-safe: one owner.
public final class RepeatedRows {
  /// How many different rows are remembered.
  public static final int REMEMBERED = 4_096;

  /// The largest share of repeats in a reference for which repeats may be left out.
  public static final double RARE = 0.001;

  private final RecentlySeen rows;

  /// Nothing seen yet.
  ///
  /// @param secret a number that callers cannot guess, so that none can make rows of others look
  ///   like repeats
  public RepeatedRows(long secret) {
    rows = new RecentlySeen(REMEMBERED, secret);
  }

  /// Whether the row equals one of those remembered; if not, it is remembered and the oldest one
  /// forgotten.
  ///
  /// @param row one value per feature; not kept
  public boolean seen(double[] row) {
    return rows.seen(row);
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
}
