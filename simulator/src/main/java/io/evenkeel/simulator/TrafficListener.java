package io.evenkeel.simulator;

import java.time.Duration;

/// Watches traffic. The methods are called by many threads at once, and briefly hold up one request
/// each: they must be quick and safe.
public interface TrafficListener {
  /// One row as the server scored it, beside the truth.
  ///
  /// @param regime the regime under which the row was drawn
  /// @param transactionId its id
  /// @param probability the probability of fraud
  /// @param modelVersion the version that scored it
  /// @param fraud whether it is a fraud
  /// @param reported the label that is posted later
  /// @param latency from sending the request to having its answer
  record Answer(
      Regime regime,
      String transactionId,
      double probability,
      String modelVersion,
      boolean fraud,
      boolean reported,
      Duration latency) {}

  /// A row was scored.
  default void answered(Answer answer) {}

  /// A request for a prediction has ended.
  ///
  /// @param rows rows whose request has ended so far
  /// @param failed requests that have failed so far, of both kinds
  default void progressed(long rows, long failed) {}

  /// Watches nothing.
  static TrafficListener none() {
    return new TrafficListener() {};
  }
}
