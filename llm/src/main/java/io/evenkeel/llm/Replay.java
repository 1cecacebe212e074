package io.evenkeel.llm;

import io.evenkeel.agent.Reasoner.Consultation;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Recommendation;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a stored conversation with a language model comes to when it is read again, without a
/// network: the same checks on the same bytes.
///
/// @param result the code that the checks come to, as in a `Consultation`
/// @param recommendation what the model recommended; empty where its answer was of no use
/// @param remark what was wrong, in our own words; empty where nothing was
/// @param same whether the journal says the same
public record Replay(
    String result, Optional<Recommendation> recommendation, String remark, boolean same) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /// Reads a conversation again. One without an answer, after a timeout for instance, comes to what
  /// was stored.
  ///
  /// @throws IllegalArgumentException when the stored prompt is not a request of ours
  public static Replay of(Consultation stored) {
    if (stored.response().isEmpty()) {
      return new Replay(stored.result(), Optional.empty(), stored.remark(), true);
    }
    JsonNode request = request(stored.prompt());
    LlmProvider provider =
        request.has("output_config") ? LlmProvider.ANTHROPIC : LlmProvider.OPENAI;
    return switch (AnswerReader.read(provider, stored.response(), choices(provider, request))) {
      case Reading.Sound(Recommendation recommendation) ->
          new Replay(
              "answered", Optional.of(recommendation), "", stored.result().equals("answered"));
      case Reading.Faulty(String code, String remark) ->
          new Replay(code, Optional.empty(), remark, stored.result().equals(code));
    };
  }

  private static JsonNode request(String prompt) {
    try {
      return MAPPER.readTree(prompt);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("the stored prompt is not JSON", e);
    }
  }

  private static Set<Decision> choices(LlmProvider provider, JsonNode request) {
    String schema =
        switch (provider) {
          case ANTHROPIC -> "/output_config/format/schema";
          case OPENAI -> "/response_format/json_schema/schema";
        };
    EnumSet<Decision> choices = EnumSet.noneOf(Decision.class);
    for (JsonNode name : request.at(schema + "/properties/decision/enum")) {
      choices.add(Decision.valueOf(name.asString()));
    }
    if (choices.isEmpty()) {
      throw new IllegalArgumentException("the stored prompt offers no decisions");
    }
    return choices;
  }
}
