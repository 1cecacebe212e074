package io.evenkeel.alerts;

import io.evenkeel.alerts.TestingVendor.Answer;
import io.evenkeel.alerts.TestingVendor.Asked;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// What Alertmanager's API v2 takes, what it answers, and when it forgets: an alert without an end
/// fires for five minutes after it was last sent.
final class AlertmanagerRules implements Function<Asked, Answer> {
  private static final Duration RESOLVE_TIMEOUT = Duration.ofMinutes(5);

  private final Clock clock;
  private final Map<JsonNode, Instant> ends = new LinkedHashMap<>();

  AlertmanagerRules(Clock clock) {
    this.clock = clock;
  }

  @Override
  public synchronized Answer apply(Asked asked) {
    if (!asked.path().equals("/api/v2/alerts")) {
      return Answer.of(404, "");
    }
    for (JsonNode alert : asked.json()) {
      JsonNode labels = alert.path("labels");
      boolean valid =
          labels.isObject()
              && !labels.isEmpty()
              && labels.propertyNames().stream().allMatch(name -> name.matches("[a-zA-Z_]\\w*"))
              && labels.valueStream().noneMatch(value -> value.asString("").isEmpty());
      if (!valid) {
        return Answer.of(400, "{\"code\":602,\"message\":\"labels is required\"}");
      }
      Instant start = Instant.parse(alert.get("startsAt").asString());
      Instant end =
          alert.has("endsAt")
              ? Instant.parse(alert.get("endsAt").asString())
              : clock.instant().plus(RESOLVE_TIMEOUT);
      if (end.isBefore(start)) {
        return Answer.of(400, "\"start time must be before end time\"");
      }
      ends.put(labels, end);
    }
    return Answer.of(200, "");
  }

  /// The labels of what fires now.
  synchronized List<JsonNode> firing() {
    return ends.entrySet().stream()
        .filter(each -> each.getValue().isAfter(clock.instant()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /// How many alerts were ever told apart.
  synchronized int known() {
    return ends.size();
  }
}
