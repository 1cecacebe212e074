package io.evenkeel.drift;

import java.util.Locale;

/// Something wrong with the data of a window, apart from drift.
public sealed interface QualityIssue {
  /// The word for this kind of issue in reports and metrics.
  default String kind() {
    return switch (this) {
      case Missing _ -> "missing";
      case EntirelyMissing _ -> "entirely_missing";
      case Constant _ -> "constant";
      case AlmostConstant _ -> "almost_constant";
      case OutOfRange _ -> "out_of_range";
      case Undeclared _ -> "undeclared";
      case Repeats _ -> "repeats";
      case Rejections _ -> "rejections";
    };
  }

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

  /// One value fills nearly all rows, though the reference has many: a default has taken the place
  /// of what was measured.
  ///
  /// @param feature the feature
  /// @param value the value
  /// @param share its rows over the rows that have a value, 0.95 to 1
  record AlmostConstant(String feature, double value, double share) implements QualityIssue {
    @Override
    public String describe() {
      return String.format(
          Locale.ROOT, "%s: %.1f %% of the values are %s", feature, 100 * share, value);
    }
  }

  /// Some values of a category are not declared.
  ///
  /// @param feature the feature
  /// @param count how many rows
  record Undeclared(String feature, long count) implements QualityIssue {
    @Override
    public String describe() {
      return "%s: %d values are not among the declared ones".formatted(feature, count);
    }
  }

  /// Many rows repeat an earlier one in every cell, though those of the reference do not: somebody
  /// sends the same again and again.
  ///
  /// @param count rows that repeat
  /// @param share these over the rows
  record Repeats(long count, double share) implements QualityIssue {
    @Override
    public String describe() {
      return String.format(
          Locale.ROOT, "%d rows repeat an earlier one (%.1f %%)", count, 100 * share);
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
