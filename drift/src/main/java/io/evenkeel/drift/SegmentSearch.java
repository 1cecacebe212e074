package io.evenkeel.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Finds segments one after the other. Each row of the reference has a weight. When a segment is
/// found, the weights within it and outside it are scaled so that its share is the window's; the
/// next search then sees only what is not yet explained, and nothing is counted twice.
///
/// The evidence of a segment with share q of the window's m rows and weighted share p of the
/// reference is `m (q ln(q / p) + (1 - q) ln((1 - q) / (1 - p)))`.
///
/// Mutable; belongs to the method that made it.
final class SegmentSearch {
  private static final int MOST_SEGMENTS = 5;

  /// A segment holds so much of the window or of the reference.
  private static final double LEAST_SHARE = 0.01;

  /// With a smaller share of the reference a segment cannot be scaled.
  private static final double LEAST_USUAL = 0.001;

  /// Nats beyond the logarithm of the number of segments tried.
  private static final double EVIDENCE = 10;

  /// A later segment must explain so much of what the first one did.
  private static final double LEAST_PART = 0.05;

  /// Two conditions must explain so many times more than one.
  private static final double SIMPLER = 1.5;

  /// What has grown is named rather than what has made room for it.
  private static final double SHRUNK = 0.8;

  private final List<Axis> axes;
  private final double[] weights;
  private final int rows;
  private final boolean[] gone;
  private final double threshold;

  /// Rows of the window that have not left.
  private int left;

  /// @param axes one per column, at least one
  SegmentSearch(List<Axis> axes) {
    this.axes = axes;
    this.weights = new double[axes.getFirst().reference().length];
    Arrays.fill(weights, 1.0 / weights.length);
    this.rows = axes.getFirst().current().length;
    this.left = rows;
    this.gone = new boolean[rows];
    double tried = 0;
    for (int i = 0; i < axes.size(); i++) {
      tried += axes.get(i).ranges().size();
      for (int j = i + 1; j < axes.size(); j++) {
        tried += (double) axes.get(i).ranges().size() * axes.get(j).ranges().size();
      }
    }
    this.threshold = (EVIDENCE + Math.log(tried)) * (1 + (double) rows / weights.length);
  }

  List<Segment> find() {
    List<Segment> found = new ArrayList<>();
    double first = 0;
    while (found.size() < MOST_SEGMENTS && left > 0) {
      Optional<Block> best = best();
      if (best.isEmpty() || best.get().evidence() < Math.max(threshold, LEAST_PART * first)) {
        break;
      }
      Block block = best.get();
      first = Math.max(first, block.evidence());
      found.add(block.segment(rows));
      explain(block);
    }
    return found;
  }

  private Optional<Block> best() {
    Optional<Block> single = Optional.empty();
    Optional<Block> pair = Optional.empty();
    for (int i = 0; i < axes.size(); i++) {
      Axis one = axes.get(i);
      single = better(single, strongest(one, one, one.ranges(), List.of(one.all())));
      for (int j = i + 1; j < axes.size(); j++) {
        Axis two = axes.get(j);
        pair = better(pair, strongest(one, two, one.ranges(), two.ranges()));
      }
    }
    double alone = single.map(Block::evidence).orElse(0.0);
    Optional<Block> clearer = pair.filter(block -> block.evidence() > SIMPLER * alone);
    return clearer.isPresent() ? clearer : single;
  }

  private static Optional<Block> better(Optional<Block> known, Optional<Block> other) {
    if (known.isEmpty() || other.isEmpty()) {
      return known.or(() -> other);
    }
    return other.get().evidence() > known.get().evidence() ? other : known;
  }

  /// The strongest rectangle of two axes. With the same axis twice and all of the second it is one
  /// condition.
  private Optional<Block> strongest(
      Axis one, Axis two, List<Axis.Range> ofOne, List<Axis.Range> ofTwo) {
    int width = two.size() + 1;
    double[] expected = new double[(one.size() + 1) * width];
    double[] usual = new double[expected.length];
    double[] seen = new double[expected.length];
    for (int r = 0; r < weights.length; r++) {
      int at = (one.reference()[r] + 1) * width + two.reference()[r] + 1;
      expected[at] += weights[r];
      usual[at]++;
    }
    for (int r = 0; r < rows; r++) {
      if (!gone[r]) {
        seen[(one.current()[r] + 1) * width + two.current()[r] + 1]++;
      }
    }
    accumulate(expected, width);
    accumulate(usual, width);
    accumulate(seen, width);
    Optional<Block> best = Optional.empty();
    double strongest = 0;
    for (Axis.Range a : ofOne) {
      for (Axis.Range b : ofTwo) {
        double q = sum(seen, width, a, b) / left;
        double p = sum(expected, width, a, b);
        if (Math.max(p, q) < LEAST_SHARE) {
          continue;
        }
        double evidence = evidence(q, p) * (q > p ? 1 : SHRUNK);
        if (evidence > strongest) {
          double before = sum(usual, width, a, b) / weights.length;
          if ((q > p) == (q > before)) {
            strongest = evidence;
            best = Optional.of(new Block(one, a, two, b, before, q, p, evidence));
          }
        }
      }
    }
    return best;
  }

  private double evidence(double q, double p) {
    double least = 0.5 / weights.length;
    double expected = Math.clamp(p, least, 1 - least);
    double inside = q > 0 ? q * Math.log(q / expected) : 0;
    double outside = q < 1 ? (1 - q) * Math.log((1 - q) / (1 - expected)) : 0;
    return left * (inside + outside);
  }

  private void explain(Block block) {
    boolean scaled = block.before() >= LEAST_USUAL;
    double inside = scaled ? block.share() / block.expected() : 0;
    double outside = scaled ? (1 - block.share()) / (1 - block.expected()) : 1;
    double total = 0;
    for (int r = 0; r < weights.length; r++) {
      weights[r] *=
          block.holds(block.one().reference()[r], block.two().reference()[r]) ? inside : outside;
      total += weights[r];
    }
    for (int r = 0; r < weights.length; r++) {
      weights[r] /= total;
    }
    for (int r = 0; r < rows && !scaled; r++) {
      if (!gone[r] && block.holds(block.one().current()[r], block.two().current()[r])) {
        gone[r] = true;
        left--;
      }
    }
  }

  /// Turns cell counts into counts of everything above and to the left.
  private static void accumulate(double[] counts, int width) {
    for (int i = width; i < counts.length; i++) {
      if (i % width != 0) {
        counts[i] += counts[i - 1] + counts[i - width] - counts[i - width - 1];
      }
    }
  }

  private static double sum(double[] counts, int width, Axis.Range a, Axis.Range b) {
    int top = a.first() * width;
    int bottom = (a.last() + 1) * width;
    return counts[bottom + b.last() + 1]
        - counts[bottom + b.first()]
        - counts[top + b.last() + 1]
        + counts[top + b.first()];
  }

  /// A rectangle: cells of one axis, and of another or all of them.
  private record Block(
      Axis one,
      Axis.Range a,
      Axis two,
      Axis.Range b,
      double before,
      double share,
      double expected,
      double evidence) {
    boolean holds(int x, int y) {
      return x >= a.first() && x <= a.last() && y >= b.first() && y <= b.last();
    }

    /// The segment, with its share of all rows of the window, also of those that have left.
    Segment segment(int rows) {
      int held = 0;
      for (int r = 0; r < rows; r++) {
        held += holds(one.current()[r], two.current()[r]) ? 1 : 0;
      }
      List<Segment.Condition> where = new ArrayList<>();
      where.add(one.grid().condition(a.first(), a.last()));
      if (!b.equals(two.all())) {
        where.add(two.grid().condition(b.first(), b.last()));
      }
      return new Segment(where, before, (double) held / rows, evidence);
    }
  }
}
