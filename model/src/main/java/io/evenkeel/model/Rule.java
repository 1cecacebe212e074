package io.evenkeel.model;

/// The rules that an input can break. The names are part of the interface: clients see them in
/// answers, and the monitor counts them.
public enum Rule {
  /// A required value is absent.
  MISSING,
  /// A field that the schema does not have.
  UNKNOWN_FIELD,
  /// Not a number, or not a finite one.
  NOT_A_NUMBER,
  /// A fraction where a whole number is required.
  NOT_WHOLE,
  /// Outside the range of the feature.
  OUT_OF_RANGE,
  /// Not one of the listed categories.
  UNKNOWN_CATEGORY
}
