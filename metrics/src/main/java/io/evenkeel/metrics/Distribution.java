package io.evenkeel.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Duration;
import java.util.Arrays;

/// Durations sorted into classic buckets. Owned by one thread.
final class Distribution {
  private final double[] upperBounds;
  private final long[] counts;
  private double sum;

  /// @param upperBounds in seconds, growing; infinity is added
  Distribution(double... upperBounds) {
    this.upperBounds = Arrays.copyOf(upperBounds, upperBounds.length + 1);
    this.upperBounds[upperBounds.length] = Double.POSITIVE_INFINITY;
    counts = new long[this.upperBounds.length];
  }

  /// Takes in one; less than nothing, which clocks that disagree can make, counts as nothing.
  void observe(Duration duration) {
    double seconds = Math.max(0, duration.toNanos() / 1e9);
    int bucket = 0;
    while (seconds > upperBounds[bucket]) {
      bucket++;
    }
    counts[bucket]++;
    sum += seconds;
  }

  HistogramDataPointSnapshot snapshot(Labels labels) {
    return HistogramDataPointSnapshot.builder()
        .classicHistogramBuckets(ClassicHistogramBuckets.of(upperBounds.clone(), counts.clone()))
        .sum(sum)
        .labels(labels)
        .build();
  }
}
