package io.evenkeel.llm;

import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Recommendation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Checks the body of an answer, in this order: why the model stopped, whether there is one text,
/// whether that is JSON, whether it has the fields that were asked for and no others, whether they
/// are in range, and whether the decision is one of the choices. The envelope is read leniently, as
/// it is a vendor's; what the model wrote, strictly.
///
/// The same code reads an answer when it comes and when it is replayed.
final class AnswerReader {
  private static final int LONGEST_REASONING = 1000;
  private static final Set<String> FIELDS = Set.of("decision", "confidence", "reasoning");

  private static final JsonMapper LENIENT = JsonMapper.builder().build();
  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private AnswerReader() {}

  /// @param provider whose envelope it is
  /// @param body the body of the answer, as it came with a status of success
  /// @param choices the decisions that were to be chosen from
  static Reading read(LlmProvider provider, String body, Set<Decision> choices) {
    try {
      JsonNode envelope = LENIENT.readTree(body);
      String text =
          switch (provider) {
            case ANTHROPIC -> messageText(envelope);
            case OPENAI -> completionText(envelope);
          };
      return new Reading.Sound(recommendation(text, choices));
    } catch (JacksonException _) {
      // Its message quotes the document.
      return new Reading.Faulty("malformed", "the answer is not JSON");
    } catch (Unusable e) {
      return e.fault;
    }
  }

  private static String messageText(JsonNode message) throws Unusable {
    String stop = message.path("stop_reason").asString("");
    switch (stop) {
      case "end_turn" -> {}
      case "refusal" -> throw new Unusable("refusal", "the model refused to answer");
      case "max_tokens", "model_context_window_exceeded" ->
          throw new Unusable("truncated", "the answer was cut off at the limit of its length");
      default -> throw new Unusable("malformed", "the model stopped for a reason we do not expect");
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode block : message.path("content")) {
      String type = block.path("type").asString("");
      if (type.equals("text") && block.path("text").isString()) {
        texts.add(block.path("text").stringValue());
      } else if (!type.equals("thinking") && !type.equals("redacted_thinking")) {
        throw new Unusable("malformed", "the answer holds something else than text");
      }
    }
    if (texts.size() != 1) {
      throw new Unusable(
          "malformed", "the answer must be one text, there were %d".formatted(texts.size()));
    }
    return texts.getFirst();
  }

  private static String completionText(JsonNode completion) throws Unusable {
    JsonNode choices = completion.path("choices");
    if (choices.size() != 1) {
      throw new Unusable(
          "malformed", "the answer must be one text, there were %d".formatted(choices.size()));
    }
    JsonNode choice = choices.path(0);
    switch (choice.path("finish_reason").asString("")) {
      case "stop" -> {}
      case "content_filter" -> throw new Unusable("refusal", "the answer was filtered");
      case "length" ->
          throw new Unusable("truncated", "the answer was cut off at the limit of its length");
      default -> throw new Unusable("malformed", "the model stopped for a reason we do not expect");
    }
    JsonNode message = choice.path("message");
    if (message.path("refusal").isString()) {
      throw new Unusable("refusal", "the model refused to answer");
    }
    if (!message.path("content").isString()) {
      throw new Unusable("malformed", "the answer must be one text, there were 0");
    }
    return message.path("content").stringValue();
  }

  private static Recommendation recommendation(String text, Set<Decision> choices) throws Unusable {
    JsonNode answer = STRICT.readTree(text);
    if (!answer.isObject()) {
      throw new Unusable("malformed", "the answer is not a JSON object");
    }
    for (String name : answer.propertyNames()) {
      if (!FIELDS.contains(name)) {
        throw new Unusable("malformed", "the answer has a field that was not asked for");
      }
    }
    JsonNode decision = answer.path("decision");
    JsonNode confidence = answer.path("confidence");
    JsonNode reasoning = answer.path("reasoning");
    if (!decision.isString() || !confidence.isNumber() || !reasoning.isString()) {
      throw new Unusable(
          "malformed", "the answer must hold decision, confidence and reasoning of their types");
    }
    double sure = confidence.doubleValue();
    if (!(sure >= 0 && sure <= 1)) {
      throw new Unusable("out_of_range", "the confidence is not between 0 and 1");
    }
    String why = printable(reasoning.stringValue());
    if (why.isEmpty() || why.length() > LONGEST_REASONING) {
      throw new Unusable(
          "out_of_range",
          "the reasoning must be 1 to %d characters, was %d"
              .formatted(LONGEST_REASONING, why.length()));
    }
    return new Recommendation(choice(decision.stringValue(), choices), sure, why);
  }

  private static Decision choice(String name, Set<Decision> choices) throws Unusable {
    for (Decision decision : Decision.values()) {
      if (decision.name().equals(name)) {
        if (choices.contains(decision)) {
          return decision;
        }
        throw new Unusable("not_allowed", "it chose " + name + ", which it may not choose now");
      }
    }
    throw new Unusable("not_allowed", "it chose something that is no decision");
  }

  /// Without control characters, and those that change the direction of text or have no width: what
  /// a model wrote is shown in terminals, pages and messages.
  private static String printable(String text) {
    StringBuilder kept = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          switch (Character.getType(c)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                kept.append(Character.isWhitespace(c) ? " " : "");
            case Character.FORMAT,
                Character.SURROGATE,
                Character.PRIVATE_USE,
                Character.UNASSIGNED -> {}
            default -> kept.appendCodePoint(c);
          }
        });
    return kept.toString().strip();
  }

  private static final class Unusable extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Reading.Faulty fault;

    Unusable(String code, String remark) {
      super(remark);
      this.fault = new Reading.Faulty(code, remark);
    }
  }
}
