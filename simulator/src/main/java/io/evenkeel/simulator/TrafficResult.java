package io.evenkeel.simulator;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// What became of traffic.
///
/// @param rows rows sent
/// @param rowsAnswered rows that were scored
/// @param labels labels that the server took
/// @param labelsUnsent labels that were never posted, because the run was interrupted or the server
///   was too slow at the end
/// @param predictions the requests for predictions
/// @param labelPosts the requests with labels; one holds several
/// @param elapsed from the first request to the last answer
public record TrafficResult(
    long rows,
    long rowsAnswered,
    long labels,
    long labelsUnsent,
    Requests predictions,
    Requests labelPosts,
    Duration elapsed) {
  /// Requests of one kind. None was ever repeated.
  ///
  /// @param sent requests sent
  /// @param answered requests answered well
  /// @param failures requests that failed, by status (`503`) or by what went wrong (`timeout`)
  public record Requests(long sent, long answered, Map<String, Long> failures) {
    /// Copies the map, in the order of its keys.
    public Requests {
      failures = Collections.unmodifiableMap(new TreeMap<>(failures));
    }

    /// The number of requests that failed.
    public long failed() {
      return failures.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /// All requests that failed, of both kinds.
  public long failed() {
    return predictions.failed() + labelPosts.failed();
  }
}
