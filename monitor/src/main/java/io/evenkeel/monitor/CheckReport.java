package io.evenkeel.monitor;

import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.Verdict;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Recommendation;
import io.evenkeel.model.RocAuc;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
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
/// @param confirmed whether the finding was seen in a second window too; true for an OK
/// @param onset the earliest time at which the drift is known to have been there, if it drifted and
///   is confirmed
/// @param performance live ROC-AUC of the version on all mature labelled rows since its promotion
/// @param recommendation what the policy says of this evidence alone
/// @param took how long the check took, from the look at which version serves to the finding; zero
///   for a report that no check stands behind
public record CheckReport(
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
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  /// Rejects an id that cannot name a file, and a check that took less than no time.
  public CheckReport {
    if (!NAME.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "a report id has 1 to 100 letters, digits, '.', '_' or '-', was '" + id + "'");
    }
    if (took.isNegative()) {
      throw new IllegalArgumentException("a check cannot take " + took);
    }
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
