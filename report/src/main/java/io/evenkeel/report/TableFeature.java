package io.evenkeel.report;

import io.evenkeel.drift.Column;
import io.evenkeel.model.Feature;
import io.evenkeel.model.Range;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// One column of a table that takes part in a comparison.
public sealed interface TableFeature {
  /// The name of the column.
  String name();

  /// Whether a missing value is allowed.
  boolean nullable();

  /// Whether drift of this feature alone raises a recommendation.
  boolean highImpact();

  /// What the statistics need to know of it.
  Column column();

  /// A number.
  ///
  /// @param name the name of the column; not blank
  /// @param range the allowed values
  /// @param whole whether it has no fraction
  /// @param nullable whether a missing value is allowed
  /// @param highImpact whether drift of this feature alone raises a recommendation
  /// @param unit the unit, for people; may be empty
  record Numeric(
      String name, Range range, boolean whole, boolean nullable, boolean highImpact, String unit)
      implements TableFeature {
    /// Rejects a blank name.
    public Numeric {
      requireName(name);
    }

    @Override
    public Column column() {
      return new Column.Numeric(name, range.lower(), range.lowerOpen(), range.upper());
    }
  }

  /// A code or a word.
  ///
  /// @param name the name of the column; not blank
  /// @param categories the allowed values as text, whose codes are 0, 1, ... in this order; empty
  ///   where every value is allowed
  /// @param nullable whether a missing value is allowed
  /// @param highImpact whether drift of this feature alone raises a recommendation
  record Categorical(String name, List<String> categories, boolean nullable, boolean highImpact)
      implements TableFeature {
    /// Rejects a blank name, and copies the list.
    public Categorical {
      requireName(name);
      categories = List.copyOf(categories);
    }

    @Override
    public Column column() {
      return new Column.Categorical(
          name,
          IntStream.range(0, categories.size())
              .mapToObj(code -> (double) code)
              .collect(Collectors.toSet()));
    }
  }

  /// The same feature of a table whose model declares it.
  static TableFeature of(Feature feature) {
    return switch (feature) {
      case Feature.Numeric numeric ->
          new Numeric(
              numeric.name(),
              numeric.range(),
              numeric.whole(),
              numeric.nullable(),
              numeric.highImpact(),
              numeric.unit());
      case Feature.Categorical categorical ->
          new Categorical(
              categorical.name(),
              categorical.categories().stream().map(String::valueOf).toList(),
              categorical.nullable(),
              categorical.highImpact());
    };
  }

  private static void requireName(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a feature needs a name");
    }
  }
}
