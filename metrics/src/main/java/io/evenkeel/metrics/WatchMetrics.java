package io.evenkeel.metrics;

import io.evenkeel.monitor.WatchStatus;

/// The watch as metrics, as it was last saved, which is every few seconds.
final class WatchMetrics {
  private WatchMetrics() {}

  static void tell(Families families, WatchStatus status) {
    families.gauge(
        "drift_watch_log_evidence",
        "Evidence of the watch that the rows have left the reference, natural logarithm.",
        status.logEvidence());
    families.gauge(
        "drift_watch_threshold",
        "Evidence from which on the watch alarms, natural logarithm.",
        status.logThreshold());
    families.gauge(
        "drift_watch_last_slice_timestamp_seconds",
        "When the watch last judged a slice, in Unix time; it does while there is traffic.",
        FactMetrics.seconds(status.last()));
    families.gauge(
        "drift_watch_alarm",
        "1 while an alarm of the watch stands, else 0.",
        status.raised().isPresent() ? 1 : 0);
    families.counter("drift_watch_alarms", "Alarms of the watch.", status.alarms());
    families.counter("drift_watch_rows", "Rows that the watch has judged.", status.rows());
    families.counter(
        "drift_watch_repeated_rows",
        "Rows that were not counted for the watch, as they repeat others.",
        status.repeated());
    families.counter(
        "drift_watch_foreign_rows",
        "Rows counted for no use: into the bins of another reference, or in other slices.",
        status.left());
    families.counter(
        "drift_watch_early_rows",
        "Rows of the version that serves from before it was promoted, which are not judged.",
        status.early());
  }
}
