package io.evenkeel.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.agent.Reasoner.Answer;
import io.evenkeel.agent.Reasoner.Consultation;
import io.evenkeel.incident.Decision;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplayTest {
  private static final String ROLLBACK =
      ScriptedModel.decision("ROLLBACK", "0.81", "3 of 8 features drifted.");

  @Test
  void aStoredConversationComesToTheSameDecisionWithoutTheServer() throws Exception {
    Answer answer = ask(ScriptedModel.message("end_turn", ROLLBACK));

    Replay replay = Replay.of(answer.consultation().orElseThrow());

    assertThat(replay)
        .isEqualTo(new Replay("answered", Optional.of(answer.recommendation()), "", true));
  }

  @Test
  void soDoesOneThatFailedACheck() throws Exception {
    Answer answer =
        ask(ScriptedModel.message("end_turn", ScriptedModel.decision("OK", "0.9", "Fine.")));

    Replay replay = Replay.of(answer.consultation().orElseThrow());

    assertThat(replay.result()).isEqualTo("not_allowed");
    assertThat(replay.recommendation()).isEmpty();
    assertThat(replay.same()).isTrue();
  }

  @Test
  void oneWithoutAnAnswerComesToWhatWasStored() throws Exception {
    Answer answer = ask(ScriptedModel.status(400, "{}"));

    Replay replay = Replay.of(answer.consultation().orElseThrow());

    assertThat(replay.result()).isEqualTo("rejected");
    assertThat(replay.same()).isTrue();
  }

  @Test
  void anAnswerThatWasChangedIsFound() throws Exception {
    Consultation stored =
        ask(ScriptedModel.message("end_turn", ROLLBACK)).consultation().orElseThrow();

    Replay other = Replay.of(answered(stored, stored.response().replace("ROLLBACK", "OK")));
    assertThat(other.result()).isEqualTo("not_allowed");
    assertThat(other.same()).isFalse();

    Replay stronger = Replay.of(answered(stored, stored.response().replace("0.81", "0.99")));
    assertThat(stronger.recommendation().orElseThrow().confidence()).isEqualTo(0.99);
    assertThat(stronger.recommendation().orElseThrow().decision()).isEqualTo(Decision.ROLLBACK);
  }

  @Test
  void aPromptThatIsNoneOfOursIsAnError() {
    for (String prompt : new String[] {"hello", "{}", ""}) {
      assertThatThrownBy(
              () -> Replay.of(new Consultation("m", prompt, "{}", "answered", "", Duration.ZERO)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("stored prompt");
    }
  }

  private static Consultation answered(Consultation stored, String response) {
    return new Consultation(
        stored.model(), stored.prompt(), response, stored.result(), "", stored.took());
  }

  private static Answer ask(ScriptedModel.Step step) throws InterruptedException {
    try (ScriptedModel model = new ScriptedModel(step)) {
      return Questions.reasoner(model).decide(Questions.drifted(3));
    }
  }
}
