package io.evenkeel.alerts;

/// What came of sending an alert.
public sealed interface Delivery {
  /// It arrived.
  ///
  /// @param where where it can be found, in words
  record Delivered(String where) implements Delivery {}

  /// It did not arrive.
  ///
  /// @param reason what went wrong and where
  record Failed(String reason) implements Delivery {}
}
