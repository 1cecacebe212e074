package io.evenkeel.drift;

import java.util.Arrays;

/// Any test of many choices of rows against the rest: both sides are read in order from a bit set,
/// so nothing is sorted, and then scored as a window is.
final class DrawnTest implements DrawnFeature {
  private final Rule rule;
  private final double[] sorted;
  private final int[] positions;
  private final boolean[] marks;

  DrawnTest(Rule rule, Sample sample, int[] positions) {
    this.rule = rule;
    this.sorted = sample.sorted();
    this.positions = positions;
    this.marks = new boolean[sorted.length];
  }

  @Override
  public double ratio(int[] rows, int size) {
    Arrays.fill(marks, false);
    int k = 0;
    for (int i = 0; i < size; i++) {
      int position = positions[rows[i]];
      if (position != MISSING) {
        marks[position] = true;
        k++;
      }
    }
    if (k == 0 || k == sorted.length) {
      return 0;
    }
    double[] drawn = new double[k];
    double[] rest = new double[sorted.length - k];
    int inDrawn = 0;
    int inRest = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (marks[i]) {
        drawn[inDrawn++] = sorted[i];
      } else {
        rest[inRest++] = sorted[i];
      }
    }
    return rule.ratio(rule.score(Sample.ofSorted(rest, inRest), Sample.ofSorted(drawn, k)));
  }
}
