package io.evenkeel.alerts;

import io.evenkeel.incident.Decision;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A notice in words, the same on every channel. The words may hold texts from elsewhere: each
/// channel escapes and cuts them as it must.
///
/// @param notice what is told
record Story(Notice notice) {
  private static final int NAMED_FEATURES = 5;
  private static final int NAMED_ISSUES = 5;

  /// State and model.
  String title() {
    return "Incident " + notice.state().code() + ": " + notice.model();
  }

  /// What happened, in one sentence.
  String sentence() {
    String model = notice.model() + " " + notice.version();
    return switch (notice.kind()) {
      case DECIDED -> "%s on %s; decided: %s.".formatted(symptom(), model, intention());
      case ACTED ->
          notice
              .change()
              .map(change ->
                  "%s was changed from %s to %s."
                      .formatted(notice.model(), change.from(), change.to()))
              .orElseGet(() -> "%s on %s was done.".formatted(action(), model));
      case NOT_ACTED -> "%s on %s was not done%s".formatted(action(), model, outcome());
      case MITIGATED ->
          "The detector is quiet again on %s; recovery is not proven yet.".formatted(model);
      case RESOLVED -> "The incident on %s is over.".formatted(model);
      case REOPENED ->
          "The repair of %s did not hold; the incident is open again.".formatted(model);
    };
  }

  /// The drift score, or that there is none.
  String driftScore() {
    return notice.driftScore().isPresent()
        ? number(notice.driftScore().getAsDouble())
        : "too little data";
  }

  /// The decision, how sure it is, and who made it.
  String decision() {
    return "%s, confidence %s, by %s".formatted(notice.decision(), confidence(), notice.source());
  }

  /// The version, or the change of it.
  String version() {
    return notice
        .change()
        .map(change -> change.from() + " → " + change.to())
        .orElse(notice.version());
  }

  /// What is wrong with the data.
  String quality() {
    if (notice.quality().isEmpty()) {
      return "no issue";
    }
    return firstOf(notice.quality(), NAMED_ISSUES).collect(Collectors.joining("; "));
  }

  /// The features that moved farthest beyond their limits, one a line.
  List<String> moved() {
    List<String> lines =
        notice.moved().stream()
            .sorted((a, b) -> Double.compare(excess(b), excess(a)))
            .map(Story::line)
            .toList();
    return firstOf(lines, NAMED_FEATURES).toList();
  }

  /// From the onset to the report.
  String timeToDetect() {
    return notice.timeToDetect().map(Story::span).orElse("not known");
  }

  /// Until it was resolved.
  String timeToRecover() {
    return notice.timeToRecover().map(Story::span).orElse("not yet");
  }

  /// The confidence with up to four decimals.
  String confidence() {
    return number(notice.confidence());
  }

  /// A number as people read it; what is none is called so.
  static String number(double value) {
    if (!Double.isFinite(value)) {
      return "unknown";
    }
    String plain = String.format(Locale.ROOT, "%.4f", value);
    return plain.replaceFirst("(\\.\\d{2}\\d*?)0+$", "$1");
  }

  /// A span as people read it: `18.4 s`, `3 m 05 s`, `2 h 03 m`, `4 d 06 h`.
  static String span(Duration span) {
    if (span.toMinutes() < 1) {
      return String.format(Locale.ROOT, "%.1f s", span.toMillis() / 1_000.0);
    }
    if (span.toHours() < 1) {
      return String.format(Locale.ROOT, "%d m %02d s", span.toMinutes(), span.toSecondsPart());
    }
    if (span.toDays() < 1) {
      return String.format(Locale.ROOT, "%d h %02d m", span.toHours(), span.toMinutesPart());
    }
    return String.format(Locale.ROOT, "%d d %02d h", span.toDays(), span.toHoursPart());
  }

  private String symptom() {
    return notice.moved().isEmpty() && !notice.quality().isEmpty()
        ? "The data are not sound"
        : "Drift was confirmed";
  }

  private String intention() {
    return switch (notice.decision()) {
      case OK -> "nothing";
      case ALERT -> "tell people";
      case ROLLBACK -> "roll back to the version that fits";
      case RETRAIN -> "retrain";
    };
  }

  private String action() {
    String code = notice.decision() == Decision.OK ? "nothing" : notice.decision().code();
    return Character.toUpperCase(code.charAt(0)) + code.substring(1);
  }

  private String outcome() {
    String outcome = notice.outcome().strip();
    if (outcome.isEmpty()) {
      return ".";
    }
    return ": " + outcome + (outcome.endsWith(".") ? "" : ".");
  }

  private static String line(Notice.MovedFeature moved) {
    return "%s %s (limit %s, %s)"
        .formatted(moved.feature(), number(moved.score()), number(moved.limit()), moved.test());
  }

  private static double excess(Notice.MovedFeature moved) {
    double excess = moved.score() / moved.limit();
    // A distance that could not be told sorts last.
    return Double.isNaN(excess) ? Double.NEGATIVE_INFINITY : excess;
  }

  private static Stream<String> firstOf(List<String> all, int limit) {
    if (all.size() <= limit) {
      return all.stream();
    }
    return Stream.concat(
        all.stream().limit(limit), Stream.of("and %d more".formatted(all.size() - limit)));
  }
}
