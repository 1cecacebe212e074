package io.evenkeel.llm;

import static io.evenkeel.llm.ScriptedModel.decision;
import static io.evenkeel.llm.ScriptedModel.message;
import static io.evenkeel.llm.ScriptedModel.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.agent.Reasoner.Answer;
import io.evenkeel.agent.Reasoner.Consultation;
import io.evenkeel.incident.Decision;
import io.evenkeel.llm.ScriptedModel.Step;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class FallbackTest {
  private static final String GOOD = decision("RETRAIN", "0.9", "5 of 8 features drifted.");

  private record Fault(String name, Step step, String result, String remark) {}

  @TestFactory
  Stream<DynamicTest> theRulesDecideWhenTheAnswerIsOfNoUse() {
    return Stream.of(
            new Fault("refusal", message("refusal", GOOD), "refusal", "refused"),
            new Fault("truncated", message("max_tokens", GOOD), "truncated", "cut off"),
            new Fault("tool use", message("tool_use", GOOD), "malformed", "stopped"),
            new Fault("no stop reason", status(200, "{\"content\": []}"), "malformed", "stopped"),
            new Fault("garbage envelope", status(200, "<html>oops</html>"), "malformed", "JSON"),
            new Fault("empty body", status(200, ""), "malformed", ""),
            new Fault("no text", message("end_turn"), "malformed", "there were 0"),
            new Fault("two texts", message("end_turn", GOOD, GOOD), "malformed", "there were 2"),
            new Fault("garbage", message("end_turn", "I would retrain."), "malformed", "JSON"),
            new Fault("fenced", message("end_turn", "```json\n" + GOOD + "\n```"), "malformed", ""),
            new Fault("more behind", message("end_turn", GOOD + GOOD), "malformed", "JSON"),
            new Fault("a list", message("end_turn", "[" + GOOD + "]"), "malformed", "object"),
            new Fault("unknown field", text(",\"run\":\"rm\"}"), "malformed", "not asked for"),
            new Fault("twice a field", text(",\"confidence\":0.1}"), "malformed", "JSON"),
            new Fault(
                "missing field",
                message("end_turn", "{\"decision\":\"RETRAIN\",\"confidence\":0.9}"),
                "malformed",
                "must hold"),
            new Fault("text as number", answer("RETRAIN", "\"0.9\"", "x"), "malformed", "types"),
            new Fault("confidence 7", answer("RETRAIN", "7", "x"), "out_of_range", "0 and 1"),
            new Fault("confidence -1", answer("RETRAIN", "-0.1", "x"), "out_of_range", "0 and 1"),
            new Fault("confidence 1e999", answer("RETRAIN", "1e999", "x"), "out_of_range", ""),
            new Fault("no reasoning", answer("RETRAIN", "0.9", " "), "out_of_range", "was 0"),
            new Fault(
                "long reasoning",
                answer("RETRAIN", "0.9", "x".repeat(1001)),
                "out_of_range",
                "was 1001"),
            new Fault("silence", answer("OK", "0.99", "All is well."), "not_allowed", "OK"),
            new Fault("invented", answer("DELETE", "0.9", "x"), "not_allowed", "no decision"),
            new Fault("lower case", answer("retrain", "0.9", "x"), "not_allowed", "no decision"),
            new Fault("too long", status(200, " ".repeat(70_000)), "malformed", "65536 bytes"),
            new Fault("bad request", status(400, "{}"), "rejected", "HTTP 400"),
            new Fault("bad key", status(401, "{}"), "rejected", "key was not accepted"),
            new Fault("no such model", status(404, "{}"), "rejected", "model or the address"),
            new Fault("redirect", status(302, "", "location", "/x"), "rejected", "HTTP 302"))
        .map(fault ->
            DynamicTest.dynamicTest(
                fault.name(),
                () -> {
                  try (ScriptedModel model = new ScriptedModel(fault.step())) {
                    Consultation consultation = fellBack(model);
                    assertThat(consultation.result()).isEqualTo(fault.result());
                    assertThat(consultation.remark()).contains(fault.remark()).isNotEmpty();
                    // Asking again would not help, and costs.
                    assertThat(model.requests()).hasSize(1);
                  }
                }));
  }

  @TestFactory
  Stream<DynamicTest> whatMayPassIsTriedOnceMore() {
    return Stream.of(
            new Fault("429", status(429, "{}"), "rate_limited", "429"),
            new Fault("429 soon", status(429, "{}", "retry-after", "1"), "rate_limited", "429"),
            new Fault("500", status(500, "oops"), "server_error", "500"),
            new Fault("529", status(529, "{}"), "server_error", "overloaded"))
        .map(fault ->
            DynamicTest.dynamicTest(
                fault.name(),
                () -> {
                  try (ScriptedModel model = new ScriptedModel(fault.step())) {
                    Consultation consultation = fellBack(model);
                    assertThat(consultation.result()).isEqualTo(fault.result());
                    assertThat(consultation.remark()).contains(fault.remark());
                    assertThat(consultation.response()).isEmpty();
                    assertThat(model.requests()).hasSize(2);
                  }
                }));
  }

  @Test
  void aSecondAttemptMayBeGood() throws Exception {
    try (ScriptedModel model = new ScriptedModel(status(529, "{}"), message("end_turn", GOOD))) {
      Answer answer = Questions.reasoner(model).decide(Questions.drifted(5));

      assertThat(answer.source()).isEqualTo("llm");
      assertThat(model.requests()).hasSize(2);
    }
  }

  @Test
  void aPauseLongerThanTheBudgetIsNotWaitedFor() throws Exception {
    try (ScriptedModel model = new ScriptedModel(status(429, "{}", "retry-after", "60"))) {
      Consultation consultation = fellBack(model);

      assertThat(consultation.result()).isEqualTo("rate_limited");
      assertThat(model.requests()).hasSize(1);
    }
  }

  @Test
  void aServerThatIsNotThereIsUnreachable() throws Exception {
    java.net.URI gone;
    try (ScriptedModel model = new ScriptedModel(status(200, ""))) {
      gone = model.baseUrl();
    }
    Answer answer =
        new LlmReasoner(Questions.settings(gone), Questions.POLICY, Questions.DICTIONARY)
            .decide(Questions.drifted(5));

    assertThat(answer.source()).isEqualTo("rules");
    assertThat(answer.consultation().orElseThrow().result()).isEqualTo("unreachable");
  }

  @Test
  void controlCharactersDoNotReachPeople() throws Exception {
    String sly = "red\\u001b[31m\\nline\\u202etwo\\u200b";
    try (ScriptedModel model =
        new ScriptedModel(message("end_turn", decision("RETRAIN", "0.9", sly)))) {
      Answer answer = Questions.reasoner(model).decide(Questions.drifted(5));

      assertThat(answer.source()).isEqualTo("llm");
      assertThat(answer.recommendation().reasoning()).isEqualTo("red[31m linetwo");
    }
  }

  private static Step answer(String decision, String confidence, String reasoning) {
    return message("end_turn", decision(decision, confidence, reasoning));
  }

  private static Step text(String instead) {
    return message("end_turn", GOOD.substring(0, GOOD.length() - 1) + instead);
  }

  /// Asks about a report for which the rules say RETRAIN, 0.95, and sees that they decide.
  private static Consultation fellBack(ScriptedModel model) throws InterruptedException {
    Answer answer = Questions.reasoner(model).decide(Questions.drifted(5));
    assertThat(answer.source()).isEqualTo("rules");
    assertThat(answer.recommendation().decision()).isEqualTo(Decision.RETRAIN);
    assertThat(answer.recommendation().confidence()).isEqualTo(0.95);
    Consultation consultation = answer.consultation().orElseThrow();
    assertThat(consultation.prompt()).isEqualTo(model.requests().getFirst().body());
    return consultation;
  }
}
