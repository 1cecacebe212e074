package io.evenkeel.drift;

/// A value and how often it occurs.
///
/// @param value the value, finite
/// @param count how many rows hold it, at least 1
public record ValueCount(double value, long count) {}
