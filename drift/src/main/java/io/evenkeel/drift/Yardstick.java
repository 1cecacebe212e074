package io.evenkeel.drift;

import java.util.List;
import java.util.Optional;

/// What one window is held against: the reference as it is, or its rows of the same hours.
///
/// Safe for use by many threads.
///
/// @param columns the reference, one per column of the window
/// @param limits the limits for this window
/// @param clock the column that cannot be judged within a window
record Yardstick(List<ReferenceColumn> columns, LimitScale limits, Optional<ClockColumn> clock) {
  /// From so many rows on, features are compared on several threads.
  static final int LARGE = 100_000;

  /// What was found about one feature.
  record Finding(FeatureDrift drift, List<QualityIssue> issues) {}

  /// A clock and how many values it has.
  record ClockColumn(int number, int values) {}

  /// Judges every column.
  ///
  /// @param current of as many columns as the reference
  /// @param minimum the least number of rows and values to say anything
  List<Finding> judge(PreparedWindow current, int minimum) {
    return current.forEachColumn(c -> judge(c, current.sample(c), current.rows(), minimum));
  }

  private Finding judge(int number, Sample current, int rows, int minimum) {
    ReferenceColumn column = columns.get(number);
    boolean enough = rows >= minimum;
    if (clock.isPresent() && clock.get().number() == number) {
      // That a window shows one hour only is no fault, so a constant clock is none.
      return new Finding(
          clock(column, current),
          enough ? QualityRules.issues(column, current, Integer.MAX_VALUE) : List.of());
    }
    return new Finding(
        column.compare(current, rows, minimum, limits),
        enough ? QualityRules.issues(column, current, minimum) : List.of());
  }

  private FeatureDrift clock(ReferenceColumn column, Sample current) {
    Rule rule = column.rule(current);
    return new FeatureDrift(
        column.column().name(),
        rule.test(),
        rule.threshold(),
        new Verdict.NotEnoughData(
            current.distinct().length, clock.map(ClockColumn::values).orElse(0)),
        column.sample().size(),
        current.size());
  }
}
