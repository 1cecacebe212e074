package io.evenkeel.drift;

import java.util.List;
import java.util.stream.Collectors;

/// A part of the rows whose share has changed.
///
/// @param where one condition, or two on different features
/// @param referenceShare its share of the reference's rows, 0 to 1
/// @param currentShare its share of the window's rows, 0 to 1
/// @param evidence log-likelihood that this change explains beyond the segments named before it, in
///   nats
public record Segment(
    List<Condition> where, double referenceShare, double currentShare, double evidence) {
  /// Copies the list.
  public Segment {
    where = List.copyOf(where);
  }

  /// The segment as text for people, for instance `merchant_cat = 8 and hour 22 to 23: 2.1 % ->
  /// 14.0 % of the rows`.
  public String describe() {
    return where.stream().map(Condition::describe).collect(Collectors.joining(" and "))
        + ": %s -> %s of the rows"
            .formatted(Numbers.percent(referenceShare), Numbers.percent(currentShare));
  }

  /// A condition on one feature.
  public sealed interface Condition {
    /// The feature.
    String feature();

    /// The condition as text.
    String describe();
  }

  /// The feature has one value.
  ///
  /// @param feature the feature
  /// @param value the value
  public record Equal(String feature, double value) implements Condition {
    @Override
    public String describe() {
      return feature + " = " + Numbers.plain(value);
    }
  }

  /// The feature lies between two values, both included. An infinite end is no limit.
  ///
  /// @param feature the feature
  /// @param low the lower end
  /// @param high the upper end
  public record Between(String feature, double low, double high) implements Condition {
    @Override
    public String describe() {
      if (low == Double.NEGATIVE_INFINITY) {
        return feature + " up to " + Numbers.plain(high);
      }
      return high == Double.POSITIVE_INFINITY
          ? feature + " from " + Numbers.plain(low)
          : feature + " " + Numbers.plain(low) + " to " + Numbers.plain(high);
    }
  }

  /// The feature has no value.
  ///
  /// @param feature the feature
  public record Missing(String feature) implements Condition {
    @Override
    public String describe() {
      return feature + " missing";
    }
  }
}
