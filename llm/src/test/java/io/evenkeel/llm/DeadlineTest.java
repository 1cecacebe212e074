package io.evenkeel.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.evenkeel.agent.Reasoner.Answer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class DeadlineTest {
  /// Far above the budgets of these tests, far below for ever.
  private static final Duration BOUND = Duration.ofSeconds(20);

  @Test
  void aServerThatHangsIsGivenUp() throws Exception {
    AtomicReference<ScriptedModel> self = new AtomicReference<>();
    try (ScriptedModel model = new ScriptedModel(x -> self.get().hang().answer(x))) {
      self.set(model);
      Answer answer = decide(model, Duration.ofSeconds(2), 0);

      assertThat(answer.source()).isEqualTo("rules");
      assertThat(answer.consultation().orElseThrow().result()).isEqualTo("timeout");
      assertThat(answer.consultation().orElseThrow().prompt()).contains("drift_score");
      assertThat(answer.consultation().orElseThrow().took())
          .isBetween(Duration.ofSeconds(1), BOUND);
    }
  }

  @Test
  void aBodyThatDripsIsGivenUp() throws Exception {
    AtomicReference<ScriptedModel> self = new AtomicReference<>();
    try (ScriptedModel model = new ScriptedModel(x -> self.get().drip().answer(x))) {
      self.set(model);
      Answer answer = decide(model, Duration.ofSeconds(2), 0);

      assertThat(answer.source()).isEqualTo("rules");
      assertThat(answer.consultation().orElseThrow().result()).isEqualTo("timeout");
      assertThat(answer.consultation().orElseThrow().response()).isEmpty();
      assertThat(answer.consultation().orElseThrow().took()).isLessThan(BOUND);
    }
  }

  @Test
  void bothAttemptsShareOneBudget() throws Exception {
    AtomicReference<ScriptedModel> self = new AtomicReference<>();
    try (ScriptedModel model = new ScriptedModel(x -> self.get().hang().answer(x))) {
      self.set(model);
      LlmSettings settings =
          new LlmSettings(
              LlmProvider.ANTHROPIC,
              "claude-haiku-4-5",
              java.util.Optional.of(Questions.KEY),
              java.util.Optional.of(model.baseUrl()),
              Duration.ofSeconds(4),
              Duration.ofSeconds(2),
              1024,
              1);
      Answer answer =
          new LlmReasoner(settings, Questions.POLICY, Questions.DICTIONARY)
              .decide(Questions.drifted(5));

      assertThat(answer.source()).isEqualTo("rules");
      assertThat(answer.consultation().orElseThrow().result()).isEqualTo("timeout");
      assertThat(model.requests()).hasSize(2);
      assertThat(answer.consultation().orElseThrow().took())
          .isBetween(Duration.ofSeconds(3), BOUND);
    }
  }

  @Test
  void anInterruptedAskerIsNotHeldUp() throws Exception {
    AtomicReference<ScriptedModel> self = new AtomicReference<>();
    try (ScriptedModel model = new ScriptedModel(x -> self.get().hang().answer(x))) {
      self.set(model);
      AtomicReference<Object> end = new AtomicReference<>();
      Thread asker =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  end.set(decide(model, Duration.ofSeconds(60), 1));
                } catch (InterruptedException e) {
                  end.set(e);
                }
              });
      await().atMost(BOUND).until(() -> !model.requests().isEmpty());
      asker.interrupt();

      assertThat(asker.join(BOUND)).isTrue();
      assertThat(end.get()).isInstanceOf(InterruptedException.class);
    }
  }

  private static Answer decide(ScriptedModel model, Duration budget, int retries)
      throws InterruptedException {
    LlmSettings settings =
        Questions.settings(LlmProvider.ANTHROPIC, model.baseUrl(), budget, retries);
    return new LlmReasoner(settings, Questions.POLICY, Questions.DICTIONARY)
        .decide(Questions.drifted(5));
  }
}
