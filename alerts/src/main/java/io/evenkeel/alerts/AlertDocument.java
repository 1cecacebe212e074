package io.evenkeel.alerts;

import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.FeatureDrift;
import io.evenkeel.drift.QualityIssue;
import io.evenkeel.drift.Verdict;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// An alert as it is written down.
///
/// @param incident the id of the incident
/// @param key the idempotency key
/// @param time when it was decided, ISO-8601 in UTC
/// @param modelVersion the version that serves
/// @param decision `ok`, `alert`, `rollback` or `retrain`
/// @param confidence 0 to 1
/// @param reasoning why, in words
/// @param driftScore share of drifted features, 0 to 1
/// @param rows rows that were looked at
/// @param moved the drifted features
/// @param qualityIssues what is wrong with the data, in words
/// @param whatToDo what a person should do now
record AlertDocument(
    String incident,
    String key,
    String time,
    String modelVersion,
    String decision,
    double confidence,
    String reasoning,
    double driftScore,
    long rows,
    List<Moved> moved,
    List<String> qualityIssues,
    String whatToDo) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  /// One drifted feature.
  ///
  /// @param feature its name
  /// @param test the code of the test that judged it
  /// @param score its distance from the reference
  /// @param limit the distance from which on it counts as drifted
  record Moved(String feature, String test, double score, double limit) {}

  static AlertDocument of(Alert alert) {
    DriftReport drift = alert.drift();
    return new AlertDocument(
        alert.incident(),
        alert.key(),
        alert.time().toString(),
        alert.version(),
        alert.recommendation().decision().code(),
        alert.recommendation().confidence(),
        alert.recommendation().reasoning(),
        drift.driftScore(),
        drift.rows(),
        drift.features().stream().flatMap(AlertDocument::moved).toList(),
        drift.qualityIssues().stream().map(QualityIssue::describe).toList(),
        alert.whatToDo());
  }

  byte[] json() {
    return JSON.writeValueAsBytes(this);
  }

  private static Stream<Moved> moved(FeatureDrift feature) {
    return switch (feature.verdict()) {
      case Verdict.Drifted(double score) ->
          Stream.of(
              new Moved(feature.feature(), feature.test().code(), score, feature.threshold()));
      case Verdict.Stable _, Verdict.NotEnoughData _ -> Stream.empty();
    };
  }
}
