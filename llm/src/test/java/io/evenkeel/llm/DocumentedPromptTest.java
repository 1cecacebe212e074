package io.evenkeel.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.agent.Reasoner.Answer;
import io.evenkeel.agent.Reasoner.Question;
import io.evenkeel.drift.QualityIssue;
import io.evenkeel.incident.Decision;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class DocumentedPromptTest {
  private static final Pattern BLOCK = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

  /// In the document the evidence stands as the object that it is, not as the text of one.
  @Test
  void theConversationInTheDocumentIsTheOneThatIsHeld() throws Exception {
    Matcher blocks = BLOCK.matcher(Files.readString(Path.of("../docs/reasoning.md")));
    assertThat(blocks.find()).isTrue();
    JsonNode request = ScriptedModel.JSON.readTree(blocks.group(1));
    assertThat(blocks.find()).isTrue();
    String response = blocks.group(1);

    try (ScriptedModel model = new ScriptedModel(ScriptedModel.status(200, response))) {
      Answer answer = ask(model);

      ObjectNode sent = (ObjectNode) model.only().json();
      ((ObjectNode) sent.at("/messages/0/content/0")).set("text", model.only().evidence());

      assertThat(request).isEqualTo(sent);
      assertThat(answer.source()).isEqualTo("llm");
      assertThat(answer.recommendation().decision()).isEqualTo(Decision.ROLLBACK);
    }
  }

  private static Answer ask(ScriptedModel model) throws InterruptedException {
    List<String> names = List.of("merchant_cat", "amount", "hour", "device_type", "same_device");
    LlmReasoner reasoner =
        new LlmReasoner(Questions.settings(model.baseUrl()), Questions.POLICY, Set.copyOf(names));
    return reasoner.decide(
        new Question(
            Questions.report(names, 2, new QualityIssue.OutOfRange("amount", 17)),
            Optional.of("v3"),
            EnumSet.allOf(Decision.class),
            0));
  }
}
