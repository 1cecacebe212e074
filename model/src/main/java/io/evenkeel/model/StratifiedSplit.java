package io.evenkeel.model;

import java.util.Arrays;
import java.util.SplittableRandom;

/// Labelled rows in two parts with the same share of positives, drawn with a seed. Within each part
/// the rows keep their order.
///
/// @param training the rows to fit
/// @param holdout the rows to measure on
public record StratifiedSplit(LabelledTable training, LabelledTable holdout) {
  /// Splits.
  ///
  /// @param rows what to split
  /// @param share the share of the hold-out, above 0 and below 1; of each class that share, rounded
  /// @param seed the same seed gives the same split
  public static StratifiedSplit of(LabelledTable rows, double share, long seed) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException("share must be above 0 and below 1, was " + share);
    }
    SplittableRandom random = new SplittableRandom(seed);
    boolean[] held = new boolean[rows.rows()];
    hold(rows, true, share, random, held);
    hold(rows, false, share, random, held);
    return new StratifiedSplit(
        rows.select(positions(held, false)), rows.select(positions(held, true)));
  }

  private static void hold(
      LabelledTable rows, boolean label, double share, SplittableRandom random, boolean[] held) {
    int[] members = positions(rows.labels(), label);
    int wanted = (int) Math.round(members.length * share);
    for (int i = 0; i < wanted; i++) {
      int chosen = i + random.nextInt(members.length - i);
      held[members[chosen]] = true;
      members[chosen] = members[i];
    }
  }

  private static int[] positions(boolean[] flags, boolean wanted) {
    int[] positions = new int[flags.length];
    int count = 0;
    for (int i = 0; i < flags.length; i++) {
      if (flags[i] == wanted) {
        positions[count++] = i;
      }
    }
    return Arrays.copyOf(positions, count);
  }
}
