package io.evenkeel.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Map;

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

  /// Adds a gauge with one label and a value for each of its values.
  void gauge(String name, String help, String label, Map<String, ? extends Number> values) {
    GaugeSnapshot.Builder gauge = gauges(name, help);
    values.forEach(
        (key, value) -> gauge.dataPoint(value(value.doubleValue(), Labels.of(label, key))));
    all.metricSnapshot(gauge.build());
  }

  /// Adds a counter with one value; `_total` is added to its name.
  void counter(String name, String help, long value) {
    all.metricSnapshot(counters(name, help).dataPoint(count(value, Labels.EMPTY)).build());
  }

  /// Adds a counter with one label and a count for each of its values; `_total` is added.
  void counter(String name, String help, String label, Map<String, Long> counts) {
    CounterSnapshot.Builder counter = counters(name, help);
    counts.forEach((key, count) -> counter.dataPoint(count(count, Labels.of(label, key))));
    all.metricSnapshot(counter.build());
  }

  /// Adds a counter; its values are in the builder.
  void counter(CounterSnapshot.Builder counter) {
    all.metricSnapshot(counter.build());
  }

  /// Adds a histogram with a distribution for each set of labels.
  void histogram(String name, String help, Map<Labels, Distribution> distributions) {
    HistogramSnapshot.Builder histogram = HistogramSnapshot.builder().name(name).help(help);
    distributions.forEach((labels, seen) -> histogram.dataPoint(seen.snapshot(labels)));
    all.metricSnapshot(histogram.build());
  }

  /// Adds a fact as labels of the value 1; `_info` is added to its name.
  void info(String name, String help, Labels labels) {
    all.metricSnapshot(
        InfoSnapshot.builder()
            .name(name)
            .help(help)
            .dataPoint(InfoSnapshot.InfoDataPointSnapshot.builder().labels(labels).build())
            .build());
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
