package io.evenkeel.incident;

import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.QualityIssue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a report says that concerns an incident.
///
/// @param report the id of the report
/// @param version the version that served the window
/// @param cause what drifted, or what was wrong with the data
/// @param onset when it is known to have begun
/// @param detected when the report was made
public record Symptom(
    String report, String version, List<String> cause, Optional<Instant> onset, Instant detected) {
  /// The cause of an incident in which nothing moved but the performance.
  public static final String PERFORMANCE = "performance";

  /// Sorts the cause.
  public Symptom {
    cause = cause.stream().sorted().distinct().toList();
  }

  /// The cause that a report names: its drifted features; where none drifted, the features whose
  /// data is wrong, `repeats` for rows sent again and again and `rejections` for refused requests;
  /// where there is neither, [#PERFORMANCE] if the version is measured worse than it was.
  public static List<String> causeOf(DriftReport report) {
    List<String> drifted = report.driftedFeatures();
    if (!drifted.isEmpty()) {
      return drifted;
    }
    if (report.qualityIssues().isEmpty() && report.fall().isPresent()) {
      return List.of(PERFORMANCE);
    }
    return report.qualityIssues().stream()
        .map(issue ->
            switch (issue) {
              case QualityIssue.Missing(String feature, _) -> feature;
              case QualityIssue.EntirelyMissing(String feature) -> feature;
              case QualityIssue.Constant(String feature, _) -> feature;
              case QualityIssue.AlmostConstant(String feature, _, _) -> feature;
              case QualityIssue.OutOfRange(String feature, _) -> feature;
              case QualityIssue.Undeclared(String feature, _) -> feature;
              case QualityIssue.Repeats _ -> "repeats";
              case QualityIssue.Rejections _ -> "rejections";
            })
        .toList();
  }
}
