package io.evenkeel.report;

import io.evenkeel.drift.DataSummary;
import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.ParityReport;
import io.evenkeel.incident.Recommendation;
import java.util.List;
import java.util.Optional;

/// All that a report tells. Only the first three parts are always there; a page shows what it is
/// given.
///
/// @param subject what was compared with what
/// @param drift the verdicts and the data quality
/// @param recommendation what the policy would do
/// @param features what to show of each feature, in the order of the verdicts; may be empty
/// @param codes what the codes of categories mean
/// @param parity what Evidently would say
/// @param referenceSummary what the reference holds
/// @param currentSummary what the current rows hold
/// @param performance how well the model does
/// @param cause why the rows differ
/// @param watch what the watch found, in one sentence for people
/// @param schema what the columns are, where the tables came as files
/// @param notes what a reader should know of how this was made, one sentence each
public record Assessment(
    Subject subject,
    DriftReport drift,
    Recommendation recommendation,
    List<FeatureView> features,
    Codes codes,
    Optional<ParityReport> parity,
    Optional<DataSummary> referenceSummary,
    Optional<DataSummary> currentSummary,
    Performance performance,
    Cause cause,
    Optional<String> watch,
    Optional<TableSchema> schema,
    List<String> notes) {
  /// Copies the lists.
  public Assessment {
    features = List.copyOf(features);
    notes = List.copyOf(notes);
  }

  /// An assessment that tells no more than the verdicts.
  public static Assessment of(Subject subject, DriftReport drift, Recommendation recommendation) {
    return new Assessment(
        subject,
        drift,
        recommendation,
        List.of(),
        Codes.plain(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Performance.unknown(),
        Cause.unknown(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  /// The same with pictures of the features.
  public Assessment showing(List<FeatureView> views) {
    return new Assessment(
        subject,
        drift,
        recommendation,
        views,
        codes,
        parity,
        referenceSummary,
        currentSummary,
        performance,
        cause,
        watch,
        schema,
        notes);
  }

  /// The same with what is known of the model's performance.
  public Assessment performing(Performance known) {
    return new Assessment(
        subject,
        drift,
        recommendation,
        features,
        codes,
        parity,
        referenceSummary,
        currentSummary,
        known,
        cause,
        watch,
        schema,
        notes);
  }

  /// The same with what is known of the cause.
  public Assessment because(Cause known) {
    return new Assessment(
        subject,
        drift,
        recommendation,
        features,
        codes,
        parity,
        referenceSummary,
        currentSummary,
        performance,
        known,
        watch,
        schema,
        notes);
  }

  /// The same with what the watch found.
  ///
  /// @param finding one sentence for people; empty where there is nothing to say
  public Assessment watched(Optional<String> finding) {
    return new Assessment(
        subject,
        drift,
        recommendation,
        features,
        codes,
        parity,
        referenceSummary,
        currentSummary,
        performance,
        cause,
        finding,
        schema,
        notes);
  }

  /// What a person should do now.
  public String advice() {
    return Advice.of(this);
  }
}
