package io.evenkeel.drift;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/// Between which values a metric stays on windows from the reference, by size of the window: the
/// reference's own value ± 3 standard deviations, between 0 and 1.
///
/// The standard deviation of a window of m rows is that of the realised metric over 1,000 windows
/// drawn with replacement from the reference's n rows, times `sqrt(1 + m / n)`, because the
/// reference's own value is no more exact than n rows make it. The windows drawn have the largest
/// power of two not above m, at most 8,192, as size g; their deviation times `sqrt(g / m)` is m's.
///
/// A drawn window is made in order, without sorting: sums of exponential numbers over their total
/// are sorted uniform numbers. So a size costs O(1,000 g) once and is kept. The same seed gives the
/// same limits, whatever sizes were asked for before.
///
/// Safe for use by many threads.
final class PerformanceLimits {
  static final int DRAWS = 1000;

  private static final int LARGEST = 8192;
  private static final double DEVIATIONS = 3;

  private final LabelledScores reference;
  private final double threshold;
  private final long seed;
  private final int draws;

  /// Twice the group of each row, in descending order of the scores, plus 1 for a negative.
  private final int[] rows;

  private final PerformanceSums whole;
  private final Map<Integer, Map<PerformanceMetric, Double>> kept = new ConcurrentHashMap<>();

  /// @param draws windows to draw for a size
  PerformanceLimits(LabelledScores reference, double threshold, long seed, int draws) {
    this.draws = draws;
    this.reference = reference;
    this.threshold = threshold;
    this.seed = seed;
    this.whole = reference.sums(threshold);
    rows = new int[reference.rows()];
    int filled = 0;
    for (int g = reference.scores().length - 1; g >= 0; g--) {
      int positives = reference.positives()[g];
      for (int i = 0; i < positives + reference.negatives()[g]; i++) {
        rows[filled++] = 2 * g + (i < positives ? 0 : 1);
      }
    }
  }

  /// The limits of a metric.
  ///
  /// @param lower 0 or more
  /// @param upper 1 or less
  record Span(double lower, double upper) {}

  /// The limits on windows of a number of rows, 1 or more.
  Span at(PerformanceMetric metric, long windowRows) {
    int size = (int) Math.min(LARGEST, Long.highestOneBit(windowRows));
    double deviation =
        Objects.requireNonNull(kept.computeIfAbsent(size, this::deviations).get(metric))
            * Math.sqrt((double) size / windowRows)
            * Math.sqrt(1 + (double) windowRows / rows.length);
    double value = whole.value(metric);
    return new Span(
        Math.max(0, value - DEVIATIONS * deviation), Math.min(1, value + DEVIATIONS * deviation));
  }

  private Map<PerformanceMetric, Double> deviations(int size) {
    PerformanceMetric[] metrics = PerformanceMetric.values();
    Spread[] spreads = new Spread[metrics.length];
    for (int i = 0; i < spreads.length; i++) {
      spreads[i] = new Spread();
    }
    SplittableRandom random = new SplittableRandom(seed + size);
    double[] places = new double[size];
    for (int draw = 0; draw < draws; draw++) {
      PerformanceSums sums = draw(random, places);
      for (int i = 0; i < spreads.length; i++) {
        spreads[i].add(sums.value(metrics[i]));
      }
    }
    Map<PerformanceMetric, Double> deviations = new EnumMap<>(PerformanceMetric.class);
    for (int i = 0; i < spreads.length; i++) {
      deviations.put(metrics[i], spreads[i].deviation());
    }
    return deviations;
  }

  private PerformanceSums draw(SplittableRandom random, double[] places) {
    double total = 0;
    for (int i = 0; i < places.length; i++) {
      total += random.nextExponential();
      places[i] = total;
    }
    double scale = rows.length / (total + random.nextExponential());
    PerformanceSums sums = new PerformanceSums(threshold);
    int group = -1;
    int positives = 0;
    int negatives = 0;
    for (double place : places) {
      int row = rows[Math.min(rows.length - 1, (int) (place * scale))];
      if (row >> 1 != group) {
        if (group >= 0) {
          sums.add(reference.scores()[group], positives, negatives);
        }
        group = row >> 1;
        positives = 0;
        negatives = 0;
      }
      positives += 1 - (row & 1);
      negatives += row & 1;
    }
    sums.add(reference.scores()[group], positives, negatives);
    return sums;
  }

  /// Mean and squares of what has a meaning, by Welford's recurrence.
  private static final class Spread {
    private int count;
    private double mean;
    private double squares;

    void add(double value) {
      if (!Double.isNaN(value)) {
        count++;
        double off = value - mean;
        mean += off / count;
        squares += off * (value - mean);
      }
    }

    double deviation() {
      return count == 0 ? 1 : Math.sqrt(squares / count);
    }
  }
}
