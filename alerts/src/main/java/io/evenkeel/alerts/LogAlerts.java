package io.evenkeel.alerts;

import io.evenkeel.drift.FeatureDrift;
import io.evenkeel.drift.QualityIssue;
import io.evenkeel.drift.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes each alert as one warning to the log: what moved, the decision and what to do.
///
/// Stateless; a repeated key is logged again, which repeats words but no effect.
public final class LogAlerts implements AlertChannel {
  private final Logger log;

  /// Writes to the logger of this class.
  public LogAlerts() {
    this(LoggerFactory.getLogger(LogAlerts.class));
  }

  LogAlerts(Logger log) {
    this.log = log;
  }

  @Override
  public Delivery send(Alert alert) {
    log.warn(line(alert));
    return new Delivery.Delivered("the log");
  }

  private static String line(Alert alert) {
    String line =
        String.format(
            Locale.ROOT,
            "ALERT incident %s, version %s: %s; drift_score=%.3f -> %s (confidence %.4f);%s"
                + " reasoning: %s; to do: %s",
            alert.incident(),
            alert.version(),
            moved(alert.drift().features()),
            alert.drift().driftScore(),
            alert.recommendation().decision().code(),
            alert.recommendation().confidence(),
            quality(alert.drift().qualityIssues()),
            alert.recommendation().reasoning(),
            alert.whatToDo());
    // One alert, one line, whatever its texts hold.
    return line.replaceAll("\\p{Cntrl}+", " ");
  }

  private static String moved(List<FeatureDrift> features) {
    String moved =
        features.stream()
            .filter(FeatureDrift::drifted)
            .map(LogAlerts::distance)
            .collect(Collectors.joining(", "));
    return moved.isEmpty() ? "no feature moved" : "moved: " + moved;
  }

  private static String distance(FeatureDrift feature) {
    return switch (feature.verdict()) {
      case Verdict.Drifted(double score) -> against(feature, score);
      case Verdict.Stable(double score) -> against(feature, score);
      case Verdict.NotEnoughData(long seen, long needed) ->
          "%s (%d of %d values)".formatted(feature.feature(), seen, needed);
    };
  }

  private static String against(FeatureDrift feature, double score) {
    return String.format(
        Locale.ROOT, "%s %.3f (limit %.3f)", feature.feature(), score, feature.threshold());
  }

  private static String quality(List<QualityIssue> issues) {
    return issues.isEmpty()
        ? ""
        : issues.stream()
            .map(QualityIssue::describe)
            .collect(Collectors.joining(", ", " data: ", ";"));
  }
}
