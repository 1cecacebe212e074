package io.evenkeel.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.agent.Reasoner.Answer;
import io.evenkeel.incident.Decision;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CompatibleProviderTest {
  private static final String ALERT = ScriptedModel.decision("ALERT", "0.7", "Told.");

  @Test
  void chatCompletionsAreAskedWithAStrictSchema() throws Exception {
    try (ScriptedModel model = new ScriptedModel(ScriptedModel.completion("stop", ALERT))) {
      Answer answer =
          reasoner(model.baseUrl(), Optional.of(Questions.KEY)).decide(Questions.drifted(5));

      assertThat(answer.source()).isEqualTo("llm");
      assertThat(answer.recommendation().decision()).isEqualTo(Decision.ALERT);
      var request = model.only();
      assertThat(request.path()).isEqualTo("POST /v1/chat/completions");
      assertThat(request.authorization()).isEqualTo("Bearer " + Questions.KEY);
      JsonNode body = request.json();
      assertThat(body.at("/response_format/type").asString()).isEqualTo("json_schema");
      assertThat(body.at("/response_format/json_schema/strict").asBoolean()).isTrue();
      JsonNode schema = body.at("/response_format/json_schema/schema");
      assertThat(schema.path("additionalProperties").isBoolean()).isTrue();
      assertThat(schema.path("additionalProperties").asBoolean()).isFalse();
      assertThat(schema.at("/properties/decision/enum").size()).isEqualTo(3);
      assertThat(schema.path("required").size()).isEqualTo(3);
      assertThat(body.path("max_completion_tokens").asInt()).isEqualTo(512);
      assertThat(
              ScriptedModel.JSON
                  .readTree(body.at("/messages/1/content").asString())
                  .path("rows")
                  .asInt())
          .isEqualTo(2000);
      assertThat(Replay.of(answer.consultation().orElseThrow()))
          .isEqualTo(new Replay("answered", Optional.of(answer.recommendation()), "", true));
    }
  }

  @Test
  void aLocalServerNeedsNoKey() throws Exception {
    try (ScriptedModel model = new ScriptedModel(ScriptedModel.completion("stop", ALERT))) {
      Answer answer = reasoner(model.baseUrl(), Optional.empty()).decide(Questions.drifted(5));

      assertThat(answer.source()).isEqualTo("llm");
      assertThat(model.only().authorization()).isEqualTo("null");
    }
  }

  @Test
  void refusalsTruncationAndEmptyAnswersFallBack() throws Exception {
    assertThat(result(ScriptedModel.completion("content_filter", ALERT))).isEqualTo("refusal");
    assertThat(result(ScriptedModel.completion("length", ALERT))).isEqualTo("truncated");
    assertThat(result(ScriptedModel.completion("tool_calls", ALERT))).isEqualTo("malformed");
    assertThat(result(ScriptedModel.status(200, "{\"choices\": []}"))).isEqualTo("malformed");
    assertThat(
            result(
                ScriptedModel.status(
                    200,
                    "{\"choices\": [{\"finish_reason\": \"stop\", \"message\": {\"refusal\": \"no\"}}]}")))
        .isEqualTo("refusal");
    assertThat(
            result(
                ScriptedModel.status(
                    200, "{\"choices\": [{\"finish_reason\": \"stop\", \"message\": {}}]}")))
        .isEqualTo("malformed");
  }

  private static String result(ScriptedModel.Step step) throws InterruptedException {
    try (ScriptedModel model = new ScriptedModel(step)) {
      Answer answer =
          reasoner(model.baseUrl(), Optional.of(Questions.KEY)).decide(Questions.drifted(5));
      assertThat(answer.source()).isEqualTo("rules");
      return answer.consultation().orElseThrow().result();
    }
  }

  private static LlmReasoner reasoner(URI address, Optional<String> key) {
    LlmSettings settings =
        new LlmSettings(
            LlmProvider.OPENAI,
            "llama3.2:3b",
            key,
            Optional.of(address),
            Duration.ofSeconds(10),
            Duration.ofSeconds(6),
            512,
            1);
    return new LlmReasoner(settings, Questions.POLICY, Questions.DICTIONARY);
  }
}
