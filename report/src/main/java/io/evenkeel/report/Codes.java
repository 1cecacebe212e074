package io.evenkeel.report;

import io.evenkeel.drift.DataFault;
import io.evenkeel.drift.QualityIssue;
import io.evenkeel.drift.Segment;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What the codes of the features mean to people. Findings speak of codes; here they get their
/// words back.
///
/// @param words the words of each feature that was coded by a dictionary, by its name
public record Codes(Map<String, List<String>> words) {
  /// Copies.
  public Codes {
    words = Map.copyOf(words);
  }

  /// Codes that mean themselves.
  public static Codes plain() {
    return new Codes(Map.of());
  }

  /// What a code of a feature means.
  public String label(String feature, double code) {
    List<String> known = words.get(feature);
    return known != null && code >= 0 && code < known.size() && code == Math.rint(code)
        ? known.get((int) code)
        : NumberText.exact(code);
  }

  /// A fault as one sentence.
  String describe(DataFault fault) {
    return switch (fault) {
      case DataFault.NewCategory(String feature, double value, double share)
          when words.containsKey(feature) ->
          "%s: the category %s is new, %s of the rows"
              .formatted(feature, label(feature, value), NumberText.percent(share));
      case DataFault.StuckValue(String feature, double value, double share)
          when words.containsKey(feature) ->
          "%s: stuck at %s in %s of the rows"
              .formatted(feature, label(feature, value), NumberText.percent(share));
      case DataFault.UnitChange _,
          DataFault.StuckValue _,
          DataFault.NullBurst _,
          DataFault.NewCategory _,
          DataFault.ClockShift _,
          DataFault.SwappedColumns _ ->
          fault.describe();
    };
  }

  /// An issue as one sentence.
  String describe(QualityIssue issue) {
    return issue instanceof QualityIssue.Constant(String feature, double value)
        ? "%s: every value is %s".formatted(feature, label(feature, value))
        : issue.describe();
  }

  /// Where a segment lies, as text.
  String where(Segment segment) {
    return segment.where().stream().map(this::describe).collect(Collectors.joining(" and "));
  }

  private String describe(Segment.Condition condition) {
    return switch (condition) {
      case Segment.Equal(String feature, double value) -> feature + " = " + label(feature, value);
      case Segment.Between _, Segment.Missing _ -> condition.describe();
    };
  }
}
