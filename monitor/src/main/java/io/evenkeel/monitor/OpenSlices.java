package io.evenkeel.monitor;

import io.evenkeel.drift.SliceCounts;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Slices whose counts are still coming in, summed over all servers.
///
/// Counts of a slice that was judged already are late and join the next one; counts that are ahead
/// of the present, by a clock that is ahead, join the present one. So every count is judged, once,
/// soon. Mutable; belongs to the [Watchkeeper].
final class OpenSlices {
  private final SortedMap<Long, SliceCounts> open = new TreeMap<>();
  private long judged;

  /// @param judged the last slice that was judged
  OpenSlices(long judged) {
    this.judged = judged;
  }

  /// Takes counts in.
  ///
  /// @param slice the slice that they came with
  /// @param present the slice of the present
  void add(long slice, SliceCounts counts, long present) {
    long open = Math.max(judged + 1, Math.min(slice, present));
    this.open.merge(open, counts, SliceCounts::plus);
  }

  /// The earliest slice up to a limit; it counts as judged from now on.
  Optional<Map.Entry<Long, SliceCounts>> next(long limit) {
    if (open.isEmpty() || open.firstKey() > limit) {
      return Optional.empty();
    }
    long slice = open.firstKey();
    judged = slice;
    return Optional.ofNullable(open.remove(slice)).map(counts -> Map.entry(slice, counts));
  }

  long judged() {
    return judged;
  }

  /// What waits to be judged.
  SortedMap<Long, SliceCounts> waiting() {
    return new TreeMap<>(open);
  }
}
