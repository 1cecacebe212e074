package io.evenkeel.monitor;

import io.evenkeel.events.EventTail.Position;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// All that the watch knows, at one moment: how far it has read, what waits to be judged, what it
/// holds against the reference. Kept as one, so that after a crash no slice is judged twice or
/// skipped.
///
/// @param version the version that is watched
/// @param sequence which change of champion made it serve
/// @param bins the digest of the bins that its rows are counted into
/// @param sliceMillis how long a slice is
/// @param read how far the slices were read
/// @param judged the last slice that was judged
/// @param waiting slices that were read and not judged yet, each as the plain numbers of its counts
/// @param detector the snapshot of the detector
/// @param raised the alarm that stands, if one does
/// @param told what was told of it
/// @param clock what the last whole day said of the clock feature, or nothing
/// @param day the snapshot of the day that lasts; empty without a clock feature
/// @param tally what was counted, over all versions
/// @param evidence the evidence at that moment, in natural logarithms
/// @param threshold the evidence that raises an alarm, in natural logarithms
@SuppressWarnings("ArrayRecordComponent") // a snapshot, handed over
record WatchState(
    String version,
    long sequence,
    String bins,
    long sliceMillis,
    Position read,
    long judged,
    SortedMap<Long, long[]> waiting,
    byte[] detector,
    Optional<Lookout.Raised> raised,
    Told told,
    Optional<Lookout.Day> clock,
    byte[] day,
    Tally tally,
    double evidence,
    double threshold) {
  /// Copies the map.
  WatchState {
    waiting = new TreeMap<>(waiting);
  }

  /// What the watch has counted since the home was made.
  ///
  /// @param alarms alarms that were raised
  /// @param rows rows that were judged
  /// @param repeated rows that were not counted, as they repeat others
  /// @param left rows that were counted for no use: into other bins, or slices of another length
  /// @param early rows of the version that serves from before it was promoted, which are not judged
  /// @param last when the last slice was judged
  record Tally(long alarms, long rows, long repeated, long left, long early, Instant last) {
    static Tally none() {
      return new Tally(0, 0, 0, 0, 0, Instant.EPOCH);
    }

    Tally alarm() {
      return new Tally(alarms + 1, rows, repeated, left, early, last);
    }

    Tally judged(long more, Instant now) {
      return new Tally(alarms, rows + more, repeated, left, early, now);
    }

    Tally repeated(long more) {
      return new Tally(alarms, rows, repeated + more, left, early, last);
    }

    Tally left(long more) {
      return new Tally(alarms, rows, repeated, left + more, early, last);
    }

    Tally early(long more) {
      return new Tally(alarms, rows, repeated, left, early + more, last);
    }
  }
}
