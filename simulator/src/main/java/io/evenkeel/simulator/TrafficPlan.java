package io.evenkeel.simulator;

import java.net.URI;
import java.time.Duration;

/// How traffic is sent.
///
/// @param server where the server listens, for instance `http://127.0.0.1:8000`
/// @param idPrefix the start of every transaction id; must differ between runs over one home, as a
///   repeated id counts once
/// @param rate rows a second, above 0
/// @param rows rows to send, at least 1
/// @param batch rows of a request, 1 to 500; 1 posts to `/predict`, more to `/predict/batch`
/// @param labelDelay time from the answer to a prediction until its label is posted; not negative
/// @param concurrency requests that may be under way at once, at least 1
/// @param timeout after which an unanswered request has failed; above 0
/// @param blocking what is done with a payment that the server flags
public record TrafficPlan(
    URI server,
    String idPrefix,
    double rate,
    long rows,
    int batch,
    Duration labelDelay,
    int concurrency,
    Duration timeout,
    Blocking blocking) {
  /// Rejects values outside their ranges.
  public TrafficPlan {
    require(!idPrefix.isBlank(), "idPrefix must not be blank");
    require(rate > 0 && rate <= 1e6, "rate must be above 0 and at most 1000000, was " + rate);
    require(rows >= 1, "rows must be at least 1, was " + rows);
    require(batch >= 1 && batch <= 500, "batch must be 1 to 500, was " + batch);
    require(!labelDelay.isNegative(), "labelDelay must not be negative, was " + labelDelay);
    require(concurrency >= 1, "concurrency must be at least 1, was " + concurrency);
    require(timeout.isPositive(), "timeout must be above 0, was " + timeout);
  }

  /// A plan in which every payment passes.
  public TrafficPlan(
      URI server,
      String idPrefix,
      double rate,
      long rows,
      int batch,
      Duration labelDelay,
      int concurrency,
      Duration timeout) {
    this(
        server,
        idPrefix,
        rate,
        rows,
        batch,
        labelDelay,
        concurrency,
        timeout,
        new Blocking.Never());
  }

  /// Single rows without end at 100 a second, labels after 2 s.
  public static TrafficPlan to(URI server, String idPrefix) {
    return new TrafficPlan(
        server,
        idPrefix,
        100,
        Long.MAX_VALUE,
        1,
        Duration.ofSeconds(2),
        64,
        Duration.ofSeconds(10));
  }

  /// This plan at another rate, rows a second.
  public TrafficPlan atRate(double rowsPerSecond) {
    return new TrafficPlan(
        server, idPrefix, rowsPerSecond, rows, batch, labelDelay, concurrency, timeout, blocking);
  }

  /// This plan with another number of rows.
  public TrafficPlan ofRows(long number) {
    return new TrafficPlan(
        server, idPrefix, rate, number, batch, labelDelay, concurrency, timeout, blocking);
  }

  /// This plan with several rows a request.
  public TrafficPlan inBatchesOf(int rowsPerRequest) {
    return new TrafficPlan(
        server, idPrefix, rate, rows, rowsPerRequest, labelDelay, concurrency, timeout, blocking);
  }

  /// This plan with another delay of labels.
  public TrafficPlan labelledAfter(Duration delay) {
    return new TrafficPlan(
        server, idPrefix, rate, rows, batch, delay, concurrency, timeout, blocking);
  }

  /// This plan with another treatment of flagged payments.
  public TrafficPlan blocking(Blocking treatment) {
    return new TrafficPlan(
        server, idPrefix, rate, rows, batch, labelDelay, concurrency, timeout, treatment);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
