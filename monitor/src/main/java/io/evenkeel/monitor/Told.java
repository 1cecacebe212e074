package io.evenkeel.monitor;

import io.evenkeel.drift.WatchAlarm;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/// What was told of the alarm that stands, so that news can be told from what is known.
///
/// News is a feature that was not named before, and a drift at least four times as strong as the
/// strongest that was told. The strength of a drift is the evidence that a row of it gives, in
/// nats; so it does not follow the traffic, and four times the strength is about twice the shift.
/// What comes within ten seconds (of the usual slices) of what was told is part of it: a drift that
/// sets in within a slice shows its strength in the slices that follow, and its other features
/// their own evidence.
///
/// @param features the suspects that were named; empty when no alarm stands
/// @param strength the strongest that was seen in what was told; NaN when it is not known, as in a
///   state that was kept before strengths were
/// @param slice at which something was told last
record Told(SortedSet<String> features, double strength, long slice) {
  private static final double STRONGER = 4;
  private static final long SETTLING = 50;

  /// Copies the set.
  Told {
    features = new TreeSet<>(features);
  }

  static Told nothing() {
    return new Told(new TreeSet<>(), 0, 0);
  }

  /// What is known of an alarm of which only the suspects were kept.
  static Told of(Collection<String> suspects) {
    return new Told(new TreeSet<>(suspects), Double.NaN, 0);
  }

  /// The evidence of a row of the drift.
  ///
  /// @param rows how many rows a slice has now
  static double strength(WatchAlarm alarm, double rows) {
    long slices = alarm.slice() - alarm.onsetSlice() + 1;
    return alarm.features().getFirst().logEvidence() / (slices * Math.max(rows, 1));
  }

  /// Whether an alarm says more than was told.
  boolean isNews(WatchAlarm alarm, double strength) {
    boolean another = !features.contains(alarm.features().getFirst().feature());
    boolean settled = alarm.slice() - slice > SETTLING;
    return features.isEmpty() || (settled && (another || strength >= STRONGER * this.strength));
  }

  /// After an alarm with these suspects was told.
  Told with(Collection<String> suspects, double strength, long slice) {
    SortedSet<String> all = new TreeSet<>(features);
    all.addAll(suspects);
    return new Told(all, strongest(strength), slice);
  }

  /// After an alarm that was no news.
  Told seen(Collection<String> suspects, double strength, long at) {
    boolean settling = at - slice <= SETTLING || Double.isNaN(this.strength);
    return settling ? with(suspects, strength, slice) : this;
  }

  private double strongest(double other) {
    return Double.isNaN(strength) ? other : Math.max(strength, other);
  }
}
