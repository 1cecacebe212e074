package io.evenkeel.drift;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Counts the rows of a slice where the rows are: a few nanoseconds a value, nothing is allocated
/// but the counts of a band on its first row.
///
/// Count each row exactly once over all servers, with the version that served it. A row that comes
/// late joins the slice that is open.
///
/// Mutable and not thread-safe: one owner, or a lock of the caller's.
public final class SliceCounter {
  private final WatchBins bins;
  private final long[] @Nullable [] counts;
  private final long[] rows;
  private long total;

  SliceCounter(WatchBins bins) {
    this.bins = bins;
    this.counts = new long[bins.bands()][];
    this.rows = new long[bins.bands()];
  }

  /// Counts one row.
  ///
  /// @param row one value per column of [WatchBins#columns()], NaN where missing; not kept
  public void add(double[] row) {
    int band = bins.band(row);
    long[] inBand = counts[band];
    if (inBand == null) {
      inBand = new long[bins.width()];
      counts[band] = inBand;
    }
    bins.count(row, inBand);
    rows[band]++;
    total++;
  }

  /// Rows counted since the last [#take()].
  public long rows() {
    return total;
  }

  /// The counts since the last call; the counter starts at 0 again.
  public SliceCounts take() {
    SliceCounts taken = SliceCounts.copyOf(bins, rows, counts);
    Arrays.fill(rows, 0);
    total = 0;
    for (int band = 0; band < counts.length; band++) {
      long[] inBand = counts[band];
      if (inBand != null && rows.length > 1) {
        counts[band] = null; // an hour that is over need not keep its array
      } else if (inBand != null) {
        Arrays.fill(inBand, 0);
      }
    }
    return taken;
  }
}
