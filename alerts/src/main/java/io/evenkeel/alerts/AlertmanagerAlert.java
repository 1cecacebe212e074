package io.evenkeel.alerts;

import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A notice as an alert of Alertmanager's API v2.
///
/// Labels identify: `alertname`, `incident`, `model` and `severity` come from the incident and its
/// first notice, so they are the same as long as it lives, and an update is not another alert.
/// Annotations explain: `summary`, `description`, `runbook_url`, `incident_url`, `dashboard`.
final class AlertmanagerAlert {
  private static final int LABEL = 200;
  private static final int ANNOTATION = 2_000;
  private static final JsonMapper JSON = JsonMapper.shared();

  private AlertmanagerAlert() {}

  /// @param first the first notice of the incident: when it began, and how severe it is
  /// @param notice the latest one
  static ObjectNode of(Notice first, Notice notice, Links links) {
    ObjectNode alert = JSON.createObjectNode();
    ObjectNode labels = alert.putObject("labels");
    labels.put("alertname", "EvenkeelIncident");
    labels.put("incident", Digests.bounded(PlainText.line(notice.incident()), LABEL));
    labels.put("model", Digests.bounded(PlainText.line(first.model()), LABEL));
    labels.put("severity", severity(first));
    Story story = new Story(notice);
    ObjectNode annotations = alert.putObject("annotations");
    annotations.put("summary", PlainText.line(story.title() + ". " + story.sentence(), ANNOTATION));
    annotations.put("description", description(notice, story));
    links.runbook().ifPresent(uri -> annotations.put("runbook_url", uri.toASCIIString()));
    links.incident(notice).ifPresent(uri -> annotations.put("incident_url", uri.toASCIIString()));
    links
        .dashboard(notice)
        .ifPresent(uri -> {
          annotations.put("dashboard", uri.toASCIIString());
          alert.put("generatorURL", uri.toASCIIString());
        });
    alert.put("startsAt", first.time().toString());
    if (over(notice)) {
      // Alertmanager refuses an end before the beginning, which a clock set back could make.
      Instant end = notice.time().isBefore(first.time()) ? first.time() : notice.time();
      alert.put("endsAt", end.toString());
    }
    return alert;
  }

  /// Whether the incident ended with this notice.
  static boolean over(Notice notice) {
    return notice.kind() == Notice.Kind.RESOLVED;
  }

  private static String severity(Notice first) {
    return switch (first.decision()) {
      case OK, ALERT -> "warning";
      case ROLLBACK, RETRAIN -> "critical";
    };
  }

  private static String description(Notice notice, Story story) {
    String moved = notice.moved().isEmpty() ? "none" : String.join("; ", story.moved());
    return Stream.of(
            "Drift score: " + story.driftScore(),
            "Moved: " + moved,
            "Data quality: " + story.quality(),
            "Decision: " + story.decision(),
            "Reasoning: " + notice.reasoning(),
            "Version: " + story.version(),
            "Outcome: " + (notice.outcome().isBlank() ? "none yet" : notice.outcome()),
            "Time to detect: " + story.timeToDetect(),
            "Time to recover: " + story.timeToRecover(),
            "To do: " + notice.whatToDo())
        .map(line -> PlainText.line(line, ANNOTATION))
        .collect(Collectors.joining("\n"));
  }
}
