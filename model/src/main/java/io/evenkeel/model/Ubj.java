package io.evenkeel.model;

import java.util.List;
import java.util.Map;

/// A value in Universal Binary JSON, the format in which XGBoost saves models. Numbers are held as
/// doubles, which hold every `int32` and `float32` exactly.
sealed interface Ubj {
  /// Keys with values.
  record Members(Map<String, Ubj> byKey) implements Ubj {}

  /// A list of any values.
  record Items(List<Ubj> values) implements Ubj {}

  /// A list whose header declares one numeric type.
  @SuppressWarnings("ArrayRecordComponent") // read once, then thrown away
  record Numbers(double[] values) implements Ubj {}

  /// One number.
  record Scalar(double value) implements Ubj {}

  /// A string.
  record Text(String value) implements Ubj {}

  /// True or false.
  record Flag(boolean value) implements Ubj {}

  /// Null.
  record Nothing() implements Ubj {}
}
