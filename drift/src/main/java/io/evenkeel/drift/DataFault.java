package io.evenkeel.drift;

import java.util.List;
import java.util.Locale;

/// A change of the data that a broken pipeline explains better than a change of the world. A model
/// must not be trained on such rows.
public sealed interface DataFault {
  /// The word for this kind of fault in reports.
  default String kind() {
    return switch (this) {
      case UnitChange _ -> "unit_change";
      case StuckValue _ -> "stuck_value";
      case NullBurst _ -> "null_burst";
      case NewCategory _ -> "new_category";
      case ClockShift _ -> "clock_shift";
      case SwappedColumns _ -> "swapped_columns";
    };
  }

  /// The features that it concerns, one or two.
  List<String> features();

  /// The fault as one sentence for people.
  String describe();

  /// The values are those of the reference times a factor: paise for rupees, seconds for minutes.
  ///
  /// @param feature the feature
  /// @param factor what the values are multiplied by, for instance 100 or 0.01
  /// @param share the share of the rows that changed, above 0 to 1
  record UnitChange(String feature, double factor, double share) implements DataFault {
    @Override
    public List<String> features() {
      return List.of(feature);
    }

    @Override
    public String describe() {
      String how =
          factor >= 1
              ? "multiplied by " + Numbers.plain(factor)
              : "divided by " + Numbers.plain(1 / factor);
      return share >= 1
          ? "%s: the unit changed, every value is %s".formatted(feature, how)
          : "%s: the unit changed, %s of the values are %s"
              .formatted(feature, Numbers.percent(share), how);
    }
  }

  /// One value stands where the reference varies.
  ///
  /// @param feature the feature
  /// @param value the value
  /// @param share its share among the values that are there, above 0 to 1
  record StuckValue(String feature, double value, double share) implements DataFault {
    @Override
    public List<String> features() {
      return List.of(feature);
    }

    @Override
    public String describe() {
      return "%s: stuck at %s in %s of the rows"
          .formatted(feature, Numbers.plain(value), Numbers.percent(share));
    }
  }

  /// Many more values are missing than usual.
  ///
  /// @param feature the feature
  /// @param share missing values over rows in the window, 0 to 1
  /// @param usual the same in the reference
  record NullBurst(String feature, double share, double usual) implements DataFault {
    @Override
    public List<String> features() {
      return List.of(feature);
    }

    @Override
    public String describe() {
      return "%s: %s of the values are missing, usually %s"
          .formatted(feature, Numbers.percent(share), Numbers.percent(usual));
    }
  }

  /// A code occurs that the reference does not have.
  ///
  /// @param feature the feature
  /// @param value the code
  /// @param share its share among the values that are there, above 0 to 1
  record NewCategory(String feature, double value, double share) implements DataFault {
    @Override
    public List<String> features() {
      return List.of(feature);
    }

    @Override
    public String describe() {
      return "%s: the category %s is new, %s of the rows"
          .formatted(feature, Numbers.plain(value), Numbers.percent(share));
    }
  }

  /// The clock runs ahead or behind: the day is the reference's day, turned.
  ///
  /// @param feature the clock feature
  /// @param shift what was added to the clock, in its unit, in the shorter direction; a half where
  ///   the rows fall evenly on two neighbouring whole shifts, as in zones half an hour apart
  record ClockShift(String feature, double shift) implements DataFault {
    @Override
    public List<String> features() {
      return List.of(feature);
    }

    @Override
    public String describe() {
      return "%s: the clock is shifted by %s%s, as in another time zone"
          .formatted(feature, shift > 0 ? "+" : "", Numbers.plain(shift));
    }
  }

  /// Two columns changed places: each fits the other's reference and not its own.
  ///
  /// @param first one of them
  /// @param second the other, later in the order of the columns
  record SwappedColumns(String first, String second) implements DataFault {
    @Override
    public List<String> features() {
      return List.of(first, second);
    }

    @Override
    public String describe() {
      return String.format(Locale.ROOT, "%s and %s have changed places", first, second);
    }
  }
}
