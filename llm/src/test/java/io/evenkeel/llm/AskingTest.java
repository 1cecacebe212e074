package io.evenkeel.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.agent.Reasoner.Answer;
import io.evenkeel.agent.Reasoner.Question;
import io.evenkeel.drift.QualityIssue;
import io.evenkeel.incident.Decision;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AskingTest {
  private static final String ROLLBACK =
      ScriptedModel.decision("ROLLBACK", "0.81", "3 of 8 features drifted.");

  @Test
  void aSoundAnswerIsTakenWithItsConfidenceAndReasoning() throws Exception {
    try (ScriptedModel model = new ScriptedModel(ScriptedModel.message("end_turn", ROLLBACK))) {
      Answer answer = Questions.reasoner(model).decide(Questions.drifted(3));

      assertThat(answer.source()).isEqualTo("llm");
      assertThat(answer.recommendation().decision()).isEqualTo(Decision.ROLLBACK);
      assertThat(answer.recommendation().confidence()).isEqualTo(0.81);
      assertThat(answer.recommendation().reasoning()).isEqualTo("3 of 8 features drifted.");
      var consultation = answer.consultation().orElseThrow();
      assertThat(consultation.result()).isEqualTo("answered");
      assertThat(consultation.remark()).isEmpty();
      assertThat(consultation.model()).isEqualTo("claude-haiku-4-5");
      assertThat(consultation.prompt()).isEqualTo(model.only().body());
      assertThat(consultation.response())
          .isEqualTo(ScriptedModel.messageBody("end_turn", ROLLBACK));
      assertThat(consultation.took()).isPositive();
    }
  }

  @Test
  void theRequestIsOneOfTheMessagesApi() throws Exception {
    try (ScriptedModel model = new ScriptedModel(ScriptedModel.message("end_turn", ROLLBACK))) {
      Questions.reasoner(model).decide(Questions.drifted(3));

      var request = model.only();
      assertThat(request.path()).isEqualTo("POST /v1/messages");
      assertThat(request.key()).isEqualTo(Questions.KEY);
      assertThat(request.version()).isEqualTo("2023-06-01");
      JsonNode body = request.json();
      assertThat(body.propertyNames())
          .containsExactlyInAnyOrder(
              "model", "messages", "system", "max_tokens", "stream", "output_config");
      assertThat(body.path("model").asString()).isEqualTo("claude-haiku-4-5");
      assertThat(body.path("max_tokens").asInt()).isEqualTo(1024);
      assertThat(body.path("stream").asBoolean()).isFalse();
      assertThat(body.at("/system/0/text").asString())
          .contains("0.1 ")
          .contains("0.3 ")
          .contains("0.5 ");
      assertThat(body.path("output_config"))
          .isEqualTo(
              ScriptedModel.JSON.readTree(
                  """
                  {"format": {"type": "json_schema", "schema": {"type": "object",
                    "properties": {
                      "decision": {"type": "string", "enum": ["ALERT", "ROLLBACK", "RETRAIN"]},
                      "confidence": {"type": "number"},
                      "reasoning": {"type": "string"}},
                    "required": ["decision", "confidence", "reasoning"],
                    "additionalProperties": false}}}
                  """));
    }
  }

  @Test
  void theModelSeesEveryNumberAndCodeOfTheReport() throws Exception {
    try (ScriptedModel model = new ScriptedModel(ScriptedModel.message("end_turn", ROLLBACK))) {
      Question question =
          new Question(
              Questions.report(
                  Questions.FEATURES,
                  3,
                  new QualityIssue.Missing("amount", 0.25),
                  new QualityIssue.EntirelyMissing("hour"),
                  new QualityIssue.Constant("device_type", 2),
                  new QualityIssue.OutOfRange("amount", 17),
                  new QualityIssue.Rejections(40, 0.125)),
              Optional.of("v3"),
              EnumSet.of(Decision.ALERT, Decision.ROLLBACK),
              1);
      Questions.reasoner(model).decide(question);

      JsonNode seen = model.only().evidence();
      assertThat(seen.path("drift_score").asDouble()).isEqualTo(0.375);
      assertThat(seen.path("verdict").asString()).isEqualTo("drifted");
      assertThat(seen.path("rows").asInt()).isEqualTo(2000);
      assertThat(seen.path("features").size()).isEqualTo(8);
      assertThat(seen.at("/features/0"))
          .isEqualTo(
              ScriptedModel.JSON.readTree(
                  """
                  {"feature": "merchant_cat", "high_impact": false, "test": "wasserstein", "score": 0.4375,
                   "threshold": 0.1, "verdict": "drifted", "reference_rows": 10000, "current_rows": 2000}
                  """));
      assertThat(seen.at("/features/7/high_impact").asBoolean()).isTrue();
      assertThat(seen.at("/features/7/verdict").asString()).isEqualTo("stable");
      assertThat(seen.path("quality_issues"))
          .isEqualTo(
              ScriptedModel.JSON.readTree(
                  """
                  [{"kind": "missing", "feature": "amount", "share": 0.25},
                   {"kind": "entirely_missing", "feature": "hour"},
                   {"kind": "constant", "feature": "device_type", "value": 2.0},
                   {"kind": "out_of_range", "feature": "amount", "count": 17},
                   {"kind": "rejections", "rejected": 40, "share": 0.125}]
                  """));
      assertThat(seen.path("earlier_version_fits").asBoolean()).isTrue();
      assertThat(seen.path("earlier_version").asString()).isEqualTo("v3");
      assertThat(seen.path("failed_attempts").asInt()).isEqualTo(1);
      assertThat(seen.path("allowed_decisions"))
          .isEqualTo(ScriptedModel.JSON.readTree("[\"ALERT\", \"ROLLBACK\"]"));
    }
  }

  @Test
  void whereItDecidesOtherThanTheRulesTheConsultationSaysSo() throws Exception {
    String retrain = ScriptedModel.decision("RETRAIN", "0.6", "No earlier version fits.");
    try (ScriptedModel model = new ScriptedModel(ScriptedModel.message("end_turn", retrain))) {
      Answer answer = Questions.reasoner(model).decide(Questions.drifted(3));

      assertThat(answer.recommendation().decision()).isEqualTo(Decision.RETRAIN);
      assertThat(answer.consultation().orElseThrow().remark()).isEqualTo("the rules say ROLLBACK");
    }
  }

  @Test
  void aQuietReportCostsNoCall() throws Exception {
    try (ScriptedModel model = new ScriptedModel(ScriptedModel.message("end_turn", ROLLBACK))) {
      Answer answer = Questions.reasoner(model).decide(Questions.drifted(0));

      assertThat(answer.source()).isEqualTo("rules");
      assertThat(answer.recommendation().decision()).isEqualTo(Decision.OK);
      assertThat(answer.consultation()).isEmpty();
      assertThat(model.requests()).isEmpty();
    }
  }

  @Test
  void whereOnlyOneDecisionIsLeftNobodyIsAsked() throws Exception {
    try (ScriptedModel model = new ScriptedModel(ScriptedModel.message("end_turn", ROLLBACK))) {
      Answer answer =
          Questions.reasoner(model)
              .decide(
                  Questions.ask(Questions.report(Questions.FEATURES, 5), Set.of(Decision.ALERT)));

      assertThat(answer.recommendation().decision()).isEqualTo(Decision.ALERT);
      assertThat(answer.source()).isEqualTo("rules");
      assertThat(model.requests()).isEmpty();
    }
  }

  @Test
  void aDriftedFeatureBelowTheThresholdIsWorthACall() throws Exception {
    List<String> many =
        List.of("merchant_cat", "hour", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
    String alert = ScriptedModel.decision("ALERT", "0.5", "One of twelve drifted far.");
    try (ScriptedModel model = new ScriptedModel(ScriptedModel.message("end_turn", alert))) {
      LlmReasoner reasoner =
          new LlmReasoner(Questions.settings(model.baseUrl()), Questions.POLICY, Set.copyOf(many));
      Answer answer =
          reasoner.decide(Questions.ask(Questions.report(many, 1), EnumSet.allOf(Decision.class)));

      assertThat(answer.recommendation().decision()).isEqualTo(Decision.ALERT);
      assertThat(answer.consultation().orElseThrow().remark()).isEqualTo("the rules say OK");
    }
  }

  @Test
  void withoutAKeyClaudeCannotBeAsked() {
    assertThatThrownBy(
            () -> new LlmReasoner(LlmSettings.defaults(), Questions.POLICY, Questions.DICTIONARY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ANTHROPIC_API_KEY");
  }
}
