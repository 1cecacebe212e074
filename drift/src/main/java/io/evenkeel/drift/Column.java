package io.evenkeel.drift;

import java.util.Set;

/// What the statistics need to know of a feature.
public sealed interface Column {
  /// The name under which the feature is reported.
  String name();

  /// A number. Values outside `lower` to `upper` count as out of range.
  ///
  /// @param name the name
  /// @param lower lower end, included unless `lowerOpen`; may be infinite
  /// @param lowerOpen whether the lower end itself is out of range
  /// @param upper upper end, included; may be infinite
  record Numeric(String name, double lower, boolean lowerOpen, double upper) implements Column {}

  /// A code. Values that the reference does not have are categories of their own.
  ///
  /// @param name the name
  /// @param declared the values that may occur; empty where nothing is declared
  record Categorical(String name, Set<Double> declared) implements Column {
    /// Copies the set.
    public Categorical {
      declared = Set.copyOf(declared);
    }

    /// A code of which nothing is declared.
    public Categorical(String name) {
      this(name, Set.of());
    }
  }
}
