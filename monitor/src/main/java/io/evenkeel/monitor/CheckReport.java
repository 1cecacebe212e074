package io.evenkeel.monitor;

import io.evenkeel.drift.DataFault;
import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.EstimatedPerformance;
import io.evenkeel.drift.RealisedPerformance;
import io.evenkeel.drift.Verdict;
import io.evenkeel.incident.Culprit;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Recommendation;
import io.evenkeel.model.RocAuc;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What one check found, as it is written to `reports/latest_report.json`.
///
/// @param id unique; sorts by time; letters, digits, `.`, `_` and `-` only, as it names files
/// @param timestamp when the check was made
/// @param version the version that served the window
/// @param window the rows it looked at; empty when there were none
/// @param drift the evidence
/// @param faults what is broken in the data, where the evidence asks for something; a broken
///   pipeline explains it better than a change of the world
/// @param culprit the one client whose rows explain what was found, if one does
/// @param confirmed whether the watch alarmed of these rows or the finding was seen in a second
///   window too; true for an OK
/// @param onset since when the drift is there, if it drifted and is confirmed: as the watch
///   estimates it, or the earliest time at which it is known to have been there
/// @param watch the alarm of the watch that stands, if one does
/// @param answers whether the check was made because of that alarm: its rows begin at the alarm's
///   onset. A conclusive report that answers need not be made again
/// @param performance live ROC-AUC of the version on all mature labelled rows since its promotion
/// @param estimated the performance on the window, estimated from its scores alone; empty when the
///   version has no scored hold-out to learn from or the window has no rows
/// @param realised every measure of performance on the same rows as `performance`; empty when it
///   has too few frauds
/// @param recommendation what the policy says of this evidence alone
/// @param took how long the check took, from the look at which version serves to the finding; zero
///   for a report that no check stands behind
public record CheckReport(
    String id,
    Instant timestamp,
    String version,
    Optional<Window> window,
    DriftReport drift,
    List<DataFault> faults,
    Optional<Culprit> culprit,
    boolean confirmed,
    Optional<Instant> onset,
    Optional<WatchFinding> watch,
    boolean answers,
    RocAuc performance,
    Optional<EstimatedPerformance> estimated,
    Optional<RealisedPerformance> realised,
    Recommendation recommendation,
    Duration took) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  /// Copies the list. Rejects an id that cannot name a file, a check that took less than no time,
  /// and an answer to no alarm.
  public CheckReport {
    faults = List.copyOf(faults);
    if (!NAME.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "a report id has 1 to 100 letters, digits, '.', '_' or '-', was '" + id + "'");
    }
    if (took.isNegative()) {
      throw new IllegalArgumentException("a check cannot take " + took);
    }
    if (answers && watch.isEmpty()) {
      throw new IllegalArgumentException("a check cannot answer an alarm that it does not name");
    }
  }

  /// A report whose finding no single client explains and that answers no alarm of the watch.
  public CheckReport(
      String id,
      Instant timestamp,
      String version,
      Optional<Window> window,
      DriftReport drift,
      List<DataFault> faults,
      boolean confirmed,
      Optional<Instant> onset,
      Optional<WatchFinding> watch,
      RocAuc performance,
      Optional<EstimatedPerformance> estimated,
      Optional<RealisedPerformance> realised,
      Recommendation recommendation,
      Duration took) {
    this(
        id,
        timestamp,
        version,
        window,
        drift,
        faults,
        Optional.empty(),
        confirmed,
        onset,
        watch,
        false,
        performance,
        estimated,
        realised,
        recommendation,
        took);
  }

  /// A report that faults, the watch and the performance have no part in.
  public CheckReport(
      String id,
      Instant timestamp,
      String version,
      Optional<Window> window,
      DriftReport drift,
      boolean confirmed,
      Optional<Instant> onset,
      RocAuc performance,
      Recommendation recommendation,
      Duration took) {
    this(
        id,
        timestamp,
        version,
        window,
        drift,
        List.of(),
        Optional.empty(),
        confirmed,
        onset,
        Optional.empty(),
        false,
        performance,
        Optional.empty(),
        Optional.empty(),
        recommendation,
        took);
  }

  /// Whether the check could say anything of drift.
  public boolean conclusive() {
    return !(drift.verdict() instanceof Verdict.NotEnoughData);
  }

  /// Whether nothing is to be done.
  public boolean ok() {
    return recommendation.decision() == Decision.OK;
  }

  /// The name of the page beside the report.
  public String page() {
    return id + ".html";
  }

  /// The line that the monitor prints, for instance `drift_score=0.625 (62%) ->
  /// recommendation=retrain`. The percentage is rounded to the even neighbour.
  public String line() {
    String code = recommendation.decision().code();
    return switch (drift.verdict()) {
      case Verdict.Stable(double score) -> line(score, code);
      case Verdict.Drifted(double score) -> line(score, code);
      case Verdict.NotEnoughData(long seen, long needed) ->
          "drift_score=unknown (not enough data: %d of %d rows) -> recommendation=%s"
              .formatted(seen, needed, code);
    };
  }

  private static String line(double score, String code) {
    return String.format(
        Locale.ROOT, "drift_score=%.3f (%s%%) -> recommendation=%s", score, percent(score), code);
  }

  /// A share in whole per cent, half to even.
  static String percent(double share) {
    return BigDecimal.valueOf(share)
        .movePointRight(2)
        .setScale(0, RoundingMode.HALF_EVEN)
        .toPlainString();
  }
}
