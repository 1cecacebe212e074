package io.evenkeel.model;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// One input of the model: its name, its type and the values that it may take.
///
/// The type is declared in the schema and never inferred from data. A missing value is NaN.
public sealed interface Feature {

  /// The name under which requests, files and reports carry the feature.
  String name();

  /// Whether a missing value is allowed.
  boolean nullable();

  /// Whether drift of this feature alone raises a decision.
  boolean highImpact();

  /// Checks one value against the rules of this feature.
  ///
  /// @param value the value, NaN when it is missing
  /// @return the first rule that it breaks, or nothing when it is allowed
  Optional<Violation> check(double value);

  /// A number within a range.
  ///
  /// @param name non-blank name
  /// @param range the allowed values
  /// @param whole whether only whole numbers are allowed
  /// @param nullable whether a missing value is allowed
  /// @param highImpact whether drift of this feature alone raises a decision
  /// @param unit the unit, for people; may be empty
  record Numeric(
      String name, Range range, boolean whole, boolean nullable, boolean highImpact, String unit)
      implements Feature {
    /// Rejects a blank name.
    public Numeric {
      requireName(name);
    }

    @Override
    public Optional<Violation> check(double value) {
      if (Double.isNaN(value)) {
        return missing(this);
      }
      if (Double.isInfinite(value)) {
        return Optional.of(
            new Violation(name, Rule.NOT_A_NUMBER, "must be a finite number, was " + value));
      }
      if (whole && value != Math.rint(value)) {
        return Optional.of(
            new Violation(name, Rule.NOT_WHOLE, "must be a whole number, was " + value));
      }
      if (!range.contains(value)) {
        return Optional.of(
            new Violation(
                name, Rule.OUT_OF_RANGE, "must be " + range.describe() + ", was " + plain(value)));
      }
      return Optional.empty();
    }
  }

  /// A code from a closed list.
  ///
  /// @param name non-blank name
  /// @param categories the allowed codes, at least one
  /// @param nullable whether a missing value is allowed
  /// @param highImpact whether drift of this feature alone raises a decision
  record Categorical(
      String name, SortedSet<Integer> categories, boolean nullable, boolean highImpact)
      implements Feature {
    /// Rejects a blank name and an empty list, and copies the list.
    public Categorical {
      requireName(name);
      if (categories.isEmpty()) {
        throw new IllegalArgumentException("feature " + name + " needs at least one category");
      }
      categories = Collections.unmodifiableSortedSet(new TreeSet<>(categories));
    }

    @Override
    public Optional<Violation> check(double value) {
      if (Double.isNaN(value)) {
        return missing(this);
      }
      if (value != (int) value || !categories.contains((int) value)) {
        return Optional.of(
            new Violation(
                name,
                Rule.UNKNOWN_CATEGORY,
                "must be one of " + categories + ", was " + plain(value)));
      }
      return Optional.empty();
    }
  }

  private static Optional<Violation> missing(Feature feature) {
    return feature.nullable()
        ? Optional.empty()
        : Optional.of(new Violation(feature.name(), Rule.MISSING, "is required"));
  }

  private static void requireName(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a feature needs a name");
    }
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
