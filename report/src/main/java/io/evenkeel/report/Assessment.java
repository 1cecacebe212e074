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

  /// Of rows that were served, held against the reference of a model version.
  ///
  /// @param watch what the watch found, in one sentence for people; empty where there is nothing to
  ///   say
  public static Assessment ofServed(
      Subject subject,
      DriftReport drift,
      Recommendation recommendation,
      List<FeatureView> features,
      Performance performance,
      Cause cause,
      Optional<String> watch) {
    return new Assessment(
        subject,
        drift,
        recommendation,
        features,
        Codes.plain(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        performance,
        cause,
        watch,
        Optional.empty(),
        List.of());
  }

  /// What a person should do now.
  public String advice() {
    return Advice.of(this);
  }
}
