package io.evenkeel.monitor;

import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.FeatureDrift;
import io.evenkeel.events.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Finds the earliest time at which a drift is known to have been there.
///
/// It walks back from the confirmed window in blocks of rows while the features that look drifted
/// in a block include all of the report's; two misses in a row end the walk, so one unlucky block
/// does not. The onset is the time of the first row of the earliest passing block, never before the
/// promotion.
///
/// Rows are read in pieces whose length adapts to the traffic, so that a walk of days does not hold
/// days of rows. A search belongs to the call that made it.
final class OnsetSearch {
  private static final int MISSES = 2;
  private static final int FEWEST_BLOCKS = 4;
  private static final int MOST_BLOCKS = 40;

  private final int block;
  private final BiFunction<Instant, Instant, List<Event.Prediction>> rows;
  private final Function<List<Event.Prediction>, DriftReport> judge;

  /// @param block rows of a block
  /// @param rows the rows served after the first moment and until the second, in the order of time
  /// @param judge compares a block with the reference
  OnsetSearch(
      int block,
      BiFunction<Instant, Instant, List<Event.Prediction>> rows,
      Function<List<Event.Prediction>, DriftReport> judge) {
    this.block = block;
    this.rows = rows;
    this.judge = judge;
  }

  /// Searches.
  ///
  /// @param window the confirmed window
  /// @param drifted the features that drifted in it, at least one
  /// @param promotion the onset is not before this
  Instant find(Window window, List<String> drifted, Instant promotion) {
    Set<String> wanted = new HashSet<>(drifted);
    Instant onset = window.from();
    Instant until = window.from().minusNanos(1);
    Duration piece = positive(Duration.between(window.from(), window.to()));
    List<Event.Prediction> waiting = List.of();
    int misses = 0;
    while (misses < MISSES) {
      while (waiting.size() >= block && misses < MISSES) {
        List<Event.Prediction> last = waiting.subList(waiting.size() - block, waiting.size());
        if (looksDrifted(judge.apply(last)).containsAll(wanted)) {
          onset = last.getFirst().time();
          misses = 0;
        } else {
          misses++;
        }
        waiting = waiting.subList(0, waiting.size() - block);
      }
      if (!until.isAfter(promotion)) {
        return onset;
      }
      Instant after = until.minus(piece);
      after = after.isBefore(promotion) ? promotion : after;
      List<Event.Prediction> earlier = rows.apply(after, until);
      piece = adapt(piece, earlier.size());
      until = after;
      List<Event.Prediction> joined = new ArrayList<>(earlier);
      joined.addAll(waiting);
      waiting = joined;
    }
    return onset;
  }

  /// By the tests' own limits: a block is smaller than a window, and is asked where a drift that is
  /// proven begins, not whether there is one.
  private static Set<String> looksDrifted(DriftReport block) {
    return block.features().stream()
        .filter(FeatureDrift::nominallyDrifted)
        .map(FeatureDrift::feature)
        .collect(Collectors.toSet());
  }

  private Duration adapt(Duration piece, int found) {
    if (found < FEWEST_BLOCKS * block) {
      return piece.multipliedBy(2);
    }
    return found > MOST_BLOCKS * block ? positive(piece.dividedBy(2)) : piece;
  }

  private static Duration positive(Duration duration) {
    return duration.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : duration;
  }
}
