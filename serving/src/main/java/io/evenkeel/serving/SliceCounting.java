package io.evenkeel.serving;

import io.evenkeel.drift.RecentlySeen;
import io.evenkeel.drift.RepeatedRows;
import io.evenkeel.drift.SliceCounter;
import io.evenkeel.drift.SliceCounts;
import io.evenkeel.events.Event;
import io.evenkeel.events.EventLogUnavailable;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts the rows that were served, by the version that served them, and writes the counts of each
/// slice of time to the log.
///
/// A row is counted after it was logged, and once: not when its transaction id is among the latest
/// 262,144 that callers named, nor when it equals another of the latest rows in every feature,
/// where such repeats are no habit of the world ([RepeatedRows]). Both are remembered by this
/// process alone and until it ends.
///
/// What cannot be written joins the next slice. A process that dies takes the counts of its open
/// slice with it: rows may go uncounted, never counted twice.
///
/// Safe for use by many threads: a row is counted under a lock that is held for well under a
/// microsecond; writing happens outside of it.
final class SliceCounting {
  private static final Logger LOG = LoggerFactory.getLogger(SliceCounting.class);
  private static final int IDS = 1 << 18;

  private final Sink log;
  private final Duration slice;
  private final Clock clock;
  private final long secret;
  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by the lock.
  private final RecentlySeen ids;
  // The least recently served first.
  private final Map<String, Open> versions = new LinkedHashMap<>(16, 0.75f, true);
  private long began;
  // One writer at a time, so that what failed is back before the next one takes.
  private final ReentrantLock writing = new ReentrantLock();

  /// Where the counts go, as [io.evenkeel.events.EventLog#append].
  @FunctionalInterface
  interface Sink {
    /// Takes all of them or none.
    void append(List<Event.Draft> drafts) throws EventLogUnavailable;
  }

  /// @param log takes the counts
  /// @param slice how long a slice is, at least a millisecond
  /// @param clock says which slice it is
  /// @param secret a number that callers cannot guess, so that none can choose ids or rows that
  ///   make those of others look like repeats
  SliceCounting(Sink log, Duration slice, Clock clock, long secret) {
    this.log = log;
    this.slice = slice;
    this.clock = clock;
    this.secret = secret;
    ids = new RecentlySeen(IDS, secret);
    began = current();
  }

  /// The counts of one version since they were last taken. Guarded by the lock.
  private static final class Open {
    private final SliceCounter counter;
    private final Optional<RepeatedRows> bursts;
    private Optional<SliceCounts> unwritten = Optional.empty();
    private long repeated;

    private Open(Measure measure, long secret) {
      counter = measure.bins().counting();
      bursts = measure.repeatsAreRare() ? Optional.of(new RepeatedRows(secret)) : Optional.empty();
    }

    private boolean idle() {
      return counter.rows() == 0 && repeated == 0 && unwritten.isEmpty();
    }
  }

  /// Counts on their way into the log.
  private record Taken(String version, long slice, SliceCounts counts, long repeated) {}

  /// Counts rows that one model has scored and that are in the log.
  void count(ServedModel model, List<Scored> rows) {
    if (!(model.measuring() instanceof Measuring.By(Measure measure))) {
      return;
    }
    lock.lock();
    try {
      Open open = versions.computeIfAbsent(model.version(), _ -> new Open(measure, secret));
      for (Scored scored : rows) {
        boolean again = scored.named() && ids.seen(scored.id());
        if (again || (open.bursts.isPresent() && open.bursts.get().seen(scored.row()))) {
          open.repeated++;
        } else {
          open.counter.add(scored.row());
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /// The time until the slice that is open now is over.
  Duration untilEndOfSlice() {
    long length = slice.toMillis();
    return Duration.ofMillis(length - Math.floorMod(clock.millis(), length));
  }

  /// Writes what was counted since the last time, if anything was.
  void write() {
    writing.lock();
    try {
      List<Taken> taken = take();
      if (taken.isEmpty()) {
        return;
      }
      try {
        log.append(taken.stream().map(counts -> draft(counts)).toList());
      } catch (EventLogUnavailable e) {
        LOG.debug("the counts of a slice join the next one", e);
        putBack(taken);
      }
    } finally {
      writing.unlock();
    }
  }

  private List<Taken> take() {
    lock.lock();
    try {
      List<Taken> taken = new ArrayList<>();
      // A version that no longer answers need not be remembered. The one that answered last is,
      // with the rows that it has seen, however still it is for the moment.
      versions.values().removeIf(open -> versions.size() > 1 && open.idle());
      versions.forEach((version, open) -> {
        if (!open.idle()) {
          SliceCounts counts = open.counter.take();
          taken.add(
              new Taken(
                  version, began, open.unwritten.map(counts::plus).orElse(counts), open.repeated));
          open.unwritten = Optional.empty();
          open.repeated = 0;
        }
      });
      began = current();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private void putBack(List<Taken> taken) {
    lock.lock();
    try {
      for (Taken counts : taken) {
        Open open = versions.get(counts.version());
        if (open != null) {
          open.unwritten = Optional.of(counts.counts());
          open.repeated += counts.repeated();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private long current() {
    return Math.floorDiv(clock.millis(), slice.toMillis());
  }

  private static Event.Draft draft(Taken taken) {
    SliceCounts counts = taken.counts();
    long[] numbers = counts.toArray();
    return time ->
        new Event.Slice(
            time,
            taken.version(),
            counts.digest(),
            taken.slice(),
            counts.rows(),
            taken.repeated(),
            numbers);
  }
}
