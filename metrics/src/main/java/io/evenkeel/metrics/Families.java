package io.evenkeel.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/// The metric families of one scrape while they are put together. Owned by one thread.
final class Families {
  private final MetricSnapshots.Builder all = MetricSnapshots.builder();

  /// Adds a gauge with one value.
  void gauge(String name, String help, double value) {
    all.metricSnapshot(gauges(name, help).dataPoint(value(value, Labels.EMPTY)).build());
  }

  /// Adds a gauge; its values are in the builder.
  void gauge(GaugeSnapshot.Builder gauge) {
    all.metricSnapshot(gauge.build());
  }

  /// Adds a counter with one value; `_total` is added to its name.
  void counter(String name, String help, long value) {
    all.metricSnapshot(counters(name, help).dataPoint(count(value, Labels.EMPTY)).build());
  }

  /// Adds a counter; its values are in the builder.
  void counter(CounterSnapshot.Builder counter) {
    all.metricSnapshot(counter.build());
  }

  MetricSnapshots build() {
    return all.build();
  }

  static GaugeSnapshot.Builder gauges(String name, String help) {
    return GaugeSnapshot.builder().name(name).help(help);
  }

  static CounterSnapshot.Builder counters(String name, String help) {
    return CounterSnapshot.builder().name(name).help(help);
  }

  static GaugeSnapshot.GaugeDataPointSnapshot value(double value, Labels labels) {
    return GaugeSnapshot.GaugeDataPointSnapshot.builder().value(value).labels(labels).build();
  }

  static CounterSnapshot.CounterDataPointSnapshot count(long value, Labels labels) {
    return CounterSnapshot.CounterDataPointSnapshot.builder()
        .value((double) value)
        .labels(labels)
        .build();
  }
}
