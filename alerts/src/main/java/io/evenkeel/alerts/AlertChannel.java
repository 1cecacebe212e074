package io.evenkeel.alerts;

/// A way to tell people.
///
/// A channel is safe for use by many threads. It is idempotent as far as its medium allows: an
/// alert with the same key replaces the earlier one rather than telling people twice.
@FunctionalInterface
public interface AlertChannel {
  /// Sends one alert. What can go wrong on the way is a [Delivery.Failed], not an exception.
  Delivery send(Alert alert);
}
