package io.evenkeel.alerts;

import io.evenkeel.alerts.TestingVendor.Answer;
import io.evenkeel.alerts.TestingVendor.Asked;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What PagerDuty's Events API v2 takes, and what it answers.
final class PagerDutyRules implements Function<Asked, Answer> {
  /// The key that it knows.
  static final String KEY = "R0UTINGKEYOFPAGERDUTY00000000000";

  @Override
  public Answer apply(Asked asked) {
    if (asked.body().getBytes(StandardCharsets.UTF_8).length > 512 * 1024) {
      return Answer.of(413, "");
    }
    JsonNode event = asked.json();
    List<String> errors = new ArrayList<>();
    if (!event.path("routing_key").asString("").equals(KEY)) {
      errors.add("Invalid routing key: " + event.path("routing_key").asString(""));
    }
    switch (asked.path()) {
      case "/v2/enqueue" -> alert(event, errors);
      case "/v2/change/enqueue" -> needs(event.path("payload"), "summary", 1_024, errors);
      default -> {
        return Answer.of(404, "");
      }
    }
    if (!errors.isEmpty()) {
      return Answer.of(
          400,
          JsonMapper.shared()
              .createObjectNode()
              .put("status", "invalid event")
              .put("message", "Event object is invalid")
              .set("errors", JsonMapper.shared().valueToTree(errors))
              .toString());
    }
    return Answer.of(202, "{\"status\":\"success\",\"message\":\"Event processed\"}");
  }

  private static void alert(JsonNode event, List<String> errors) {
    String action = event.path("event_action").asString("");
    if (!Set.of("trigger", "acknowledge", "resolve").contains(action)) {
      errors.add("event_action is not one of trigger, acknowledge, resolve");
    }
    needs(event, "dedup_key", 255, errors);
    if (action.equals("trigger")) {
      needs(event.path("payload"), "summary", 1_024, errors);
      needs(event.path("payload"), "source", 255, errors);
      String severity = event.path("payload").path("severity").asString("");
      if (!Set.of("critical", "error", "warning", "info").contains(severity)) {
        errors.add("severity is not one of critical, error, warning, info");
      }
    }
  }

  private static void needs(JsonNode node, String field, int limit, List<String> errors) {
    int length = node.path(field).asString("").length();
    if (length == 0 || length > limit) {
      errors.add(
          "Length of '%s' is incorrect (should be between 1 and %d)".formatted(field, limit));
    }
  }
}
