package io.evenkeel.llm;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.evenkeel.agent.Reasoner.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SecrecyTest {
  @Test
  void theKeyIsNeitherLoggedNorStored() throws Exception {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    root.addAppender(log);
    Level before = root.getLevel();
    root.setLevel(Level.TRACE);
    String quoted = "{\"error\": \"bad key %s\"}".formatted(Questions.KEY);
    String reasoned = ScriptedModel.decision("ALERT", "0.7", "Your key is " + Questions.KEY + ".");
    try {
      for (var step :
          List.of(
              ScriptedModel.status(401, quoted),
              ScriptedModel.status(200, quoted),
              ScriptedModel.message("end_turn", reasoned))) {
        try (ScriptedModel model = new ScriptedModel(step)) {
          Answer answer = Questions.reasoner(model).decide(Questions.drifted(5));

          assertThat(model.only().key()).isEqualTo(Questions.KEY);
          assertThat(answer.toString()).doesNotContain(Questions.KEY);
        }
      }
    } finally {
      root.setLevel(before);
      root.detachAppender(log);
    }
    assertThat(log.list).anyMatch(event -> event.getFormattedMessage().contains("rejected"));
    assertThat(log.list)
        .allSatisfy(event -> {
          assertThat(event.getFormattedMessage()).doesNotContain(Questions.KEY);
          assertThat(String.valueOf(event.getThrowableProxy())).doesNotContain(Questions.KEY);
        });
  }

  @Test
  void settingsPrintWithoutTheKey() {
    LlmSettings settings = LlmSettings.defaults().withApiKey(Questions.KEY);

    assertThat(settings.toString())
        .doesNotContain(Questions.KEY)
        .contains("(set)")
        .contains("claude-haiku-4-5");
  }
}
