package io.evenkeel.drift;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The verdict on a window as a whole.
final class WholeVerdict {
  private WholeVerdict() {}

  /// Drifted when one feature is, and the score is the share of those that are; not enough data
  /// when no feature could be judged.
  ///
  /// @param features what was found of each
  /// @param rows rows of the window
  /// @param minimum the least number of rows, and of values of a feature on either side
  /// @param clock a feature that cannot be judged by its nature
  static Verdict of(
      List<FeatureDrift> features, int rows, int minimum, Optional<Yardstick.ClockColumn> clock) {
    long drifted = features.stream().filter(FeatureDrift::drifted).count();
    boolean none = features.stream().allMatch(f -> f.verdict() instanceof Verdict.NotEnoughData);
    if (none) {
      return new Verdict.NotEnoughData(rows < minimum ? rows : most(features, clock), minimum);
    }
    double score = (double) drifted / features.size();
    return drifted > 0 ? new Verdict.Drifted(score) : new Verdict.Stable(score);
  }

  /// The most values that a feature has on both sides.
  private static long most(List<FeatureDrift> features, Optional<Yardstick.ClockColumn> clock) {
    int left = clock.map(Yardstick.ClockColumn::number).orElse(-1);
    return IntStream.range(0, features.size())
        .filter(c -> c != left)
        .mapToObj(features::get)
        .mapToLong(f -> Math.min(f.referenceRows(), f.currentRows()))
        .max()
        .orElse(0);
  }
}
