package io.evenkeel.alerts;

import io.evenkeel.alerts.TestingVendor.Answer;
import io.evenkeel.alerts.TestingVendor.Asked;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// What a Slack incoming webhook takes, and what it answers.
final class SlackRules implements Function<Asked, Answer> {
  /// The path of the webhook; its last part is the secret.
  static final String PATH = "/services/T0EVEN/B0KEEL/s3cretTokenOfSlack";

  // A little less than the second that Slack asks for, so that a slow answer is no false alarm.
  private static final Duration DISTANCE = Duration.ofMillis(950);
  private OptionalLong last = OptionalLong.empty();

  @Override
  public synchronized Answer apply(Asked asked) {
    if (!asked.path().equals(PATH)) {
      return Answer.of(404, "no_service");
    }
    long now = System.nanoTime();
    boolean soon = last.isPresent() && now - last.getAsLong() < DISTANCE.toNanos();
    last = OptionalLong.of(now);
    if (soon) {
      return new Answer(429, "rate_limited", Map.of("Retry-After", "1"));
    }
    try {
      return judge(asked.json(), asked.body());
    } catch (JacksonException _) {
      return Answer.of(400, "invalid_payload");
    }
  }

  private static Answer judge(JsonNode message, String body) {
    if (message.path("text").asString("").isEmpty()) {
      return Answer.of(400, "no_text");
    }
    if (body.length() > 13_200) {
      return Answer.of(400, "msg_blocks_too_long");
    }
    JsonNode blocks = message.path("blocks");
    boolean valid =
        blocks.isArray() && blocks.size() <= 50 && blocks.valueStream().allMatch(SlackRules::block);
    return valid ? Answer.of(200, "ok") : Answer.of(400, "invalid_blocks");
  }

  private static boolean block(JsonNode block) {
    return switch (block.path("type").asString("")) {
      case "header" -> text(block.path("text"), Set.of("plain_text"), 150);
      case "section" ->
          (block.has("text") || block.has("fields"))
              && (!block.has("text") || text(block.get("text"), MARKED, 3_000))
              && (!block.has("fields") || texts(block.get("fields"), 2_000));
      case "context" -> texts(block.path("elements"), 3_000);
      default -> false;
    };
  }

  private static final Set<String> MARKED = Set.of("plain_text", "mrkdwn");

  private static boolean texts(JsonNode elements, int limit) {
    return elements.isArray()
        && !elements.isEmpty()
        && elements.size() <= 10
        && elements.valueStream().allMatch(each -> text(each, MARKED, limit));
  }

  private static boolean text(JsonNode text, Set<String> types, int limit) {
    String value = text.path("text").asString("");
    return types.contains(text.path("type").asString(""))
        && !value.isEmpty()
        && value.length() <= limit;
  }

  /// Every text of a message that Slack would read.
  static List<String> texts(JsonNode node) {
    if (!node.isContainer()) {
      return List.of();
    }
    Stream<String> own =
        Stream.of(node.path("text")).filter(JsonNode::isString).map(JsonNode::asString);
    Stream<String> inner = node.valueStream().flatMap(child -> texts(child).stream());
    return Stream.concat(own, inner).toList();
  }
}
