package io.evenkeel.alerts;

import java.net.URI;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A notice as events of PagerDuty's Events API v2.
///
/// Limits of PagerDuty: `dedup_key` 255 characters, `summary` 1,024, a body of 512 KB. A trigger
/// needs `summary`, `source` and `severity`.
///
/// @param notice what is told
/// @param links where a reader can look further
/// @param routingKey the key of the integration; a secret
record PagerDutyEvent(Notice notice, Links links, String routingKey) {
  private static final int DEDUP_KEY = 255;
  private static final int SUMMARY = 1_024;
  private static final int NAME = 200;
  private static final int DETAIL = 4_000;
  private static final JsonMapper JSON = JsonMapper.shared();

  /// The alert: triggered, updated by another trigger with the same key, at last resolved.
  ///
  /// Evenkeel never acknowledges. PagerDuty pages nobody about an incident that is acknowledged, so
  /// a repair that did not hold would stay unheard; only people acknowledge.
  String alert() {
    ObjectNode event = event();
    event.put("dedup_key", Digests.bounded(notice.incident(), DEDUP_KEY));
    if (notice.kind() == Notice.Kind.RESOLVED) {
      event.put("event_action", "resolve");
      return event.toString();
    }
    event.put("event_action", "trigger");
    event.put("client", "Evenkeel");
    links.dashboard(notice).ifPresent(uri -> event.put("client_url", uri.toASCIIString()));
    ObjectNode payload = payload(event);
    payload.put("severity", severity());
    payload.put("component", PlainText.line(notice.model(), NAME));
    payload.put("class", "model drift");
    return event.toString();
  }

  /// The change event of a promotion or a rollback, if the notice tells about one. Change events
  /// have no key: one that is sent again after a crash is listed twice.
  Optional<String> change() {
    if (notice.kind() != Notice.Kind.ACTED || notice.change().isEmpty()) {
      return Optional.empty();
    }
    ObjectNode event = event();
    payload(event);
    return Optional.of(event.toString());
  }

  private ObjectNode event() {
    ObjectNode event = JSON.createObjectNode().put("routing_key", routingKey);
    ArrayNode addresses = event.putArray("links");
    links.incident(notice).ifPresent(uri -> link(addresses, uri, "Incident"));
    links.dashboard(notice).ifPresent(uri -> link(addresses, uri, "Grafana"));
    links.runbook().ifPresent(uri -> link(addresses, uri, "Runbook"));
    return event;
  }

  private ObjectNode payload(ObjectNode event) {
    Story story = new Story(notice);
    ObjectNode payload = event.putObject("payload");
    payload.put("summary", PlainText.line(story.title() + ". " + story.sentence(), SUMMARY));
    payload.put("source", PlainText.line("evenkeel " + notice.model(), NAME));
    payload.put("timestamp", notice.time().toString());
    details(story, payload.putObject("custom_details"));
    return payload;
  }

  private void details(Story story, ObjectNode details) {
    detail(details, "incident", notice.incident());
    detail(details, "state", notice.state().code());
    detail(details, "drift_score", story.driftScore());
    detail(details, "decision", story.decision());
    detail(details, "reasoning", notice.reasoning());
    detail(details, "outcome", notice.outcome());
    detail(details, "version", story.version());
    detail(details, "quality", story.quality());
    ArrayNode moved = details.putArray("moved");
    story.moved().forEach(line -> moved.add(PlainText.line(line, NAME)));
    detail(details, "time_to_detect", story.timeToDetect());
    detail(details, "time_to_recover", story.timeToRecover());
    detail(details, "what_to_do", notice.whatToDo());
  }

  private String severity() {
    return switch (notice.kind()) {
      case NOT_ACTED, REOPENED -> "critical";
      case MITIGATED -> "warning";
      case RESOLVED -> "info";
      case DECIDED, ACTED ->
          switch (notice.decision()) {
            case OK, ALERT -> "warning";
            case ROLLBACK, RETRAIN -> "error";
          };
    };
  }

  private static void detail(ObjectNode details, String name, String value) {
    details.put(name, PlainText.line(value, DETAIL));
  }

  private static void link(ArrayNode links, URI uri, String name) {
    links.addObject().put("href", uri.toASCIIString()).put("text", name);
  }

  @Override
  public String toString() {
    return "PagerDutyEvent[" + notice.key() + "]";
  }
}
