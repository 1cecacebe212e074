package io.evenkeel.drift;

import java.util.Locale;

/// Something wrong with the data of a window, apart from drift.
public sealed interface QualityIssue {
  /// The issue as one sentence for people.
  String describe();

  /// More values are missing than may be.
  ///
  /// @param feature the feature
  /// @param share missing values over rows
  record Missing(String feature, double share) implements QualityIssue {
    @Override
    public String describe() {
      return String.format(
          Locale.ROOT, "%s: %.1f %% of the values are missing", feature, 100 * share);
    }
  }

  /// Not a single value is there.
  ///
  /// @param feature the feature
  record EntirelyMissing(String feature) implements QualityIssue {
    @Override
    public String describe() {
      return feature + ": every value is missing";
    }
  }

  /// Only one value occurs, though the reference has several.
  ///
  /// @param feature the feature
  /// @param value the value
  record Constant(String feature, double value) implements QualityIssue {
    @Override
    public String describe() {
      return "%s: every value is %s".formatted(feature, Double.toString(value));
    }
  }

  /// Some values lie outside the declared range.
  ///
  /// @param feature the feature
  /// @param count how many
  record OutOfRange(String feature, long count) implements QualityIssue {
    @Override
    public String describe() {
      return "%s: %d values are out of range".formatted(feature, count);
    }
  }

  /// Many requests were refused.
  ///
  /// @param rejected requests refused in the window
  /// @param share refused over all
  record Rejections(long rejected, double share) implements QualityIssue {
    @Override
    public String describe() {
      return String.format(
          Locale.ROOT, "%d requests were rejected (%.1f %%)", rejected, 100 * share);
    }
  }
}
