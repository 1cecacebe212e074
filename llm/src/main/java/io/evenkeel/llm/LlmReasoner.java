package io.evenkeel.llm;

import io.evenkeel.agent.Reasoner;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Policy;
import io.evenkeel.incident.Recommendation;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks a language model to choose among the decisions that are allowed now and near to what the
/// rules decide: at most one step stronger, never silent where the rules speak, and no stronger
/// than the rules on a fault of the data. Whatever goes wrong, the rules decide, and the answer's
/// consultation says what went wrong.
///
/// The model is not asked where there is nothing to choose: when only one decision is left, or when
/// the rules say OK, no feature drifted and no issue of quality was found, which is most reports.
///
/// It takes at most `budget` of the settings. The model sees numbers, codes and the names of the
/// schema, and not what the rules decide, so that agreement with them means something.
public final class LlmReasoner implements Reasoner {
  private static final Logger LOG = LoggerFactory.getLogger(LlmReasoner.class);

  private final LlmSettings settings;
  private final Policy policy;
  private final PromptWriter prompts;
  private final Conversation conversation;

  /// @param settings which model, and how much time it has
  /// @param policy the rules
  /// @param features the names of the features in the schema: the only names that may be sent
  /// @throws IllegalArgumentException when the provider needs a key and there is none, or when a
  ///   feature's name is not a plain identifier
  public LlmReasoner(LlmSettings settings, Policy policy, Set<String> features) {
    if (settings.provider() == LlmProvider.ANTHROPIC && settings.apiKey().isEmpty()) {
      throw new IllegalArgumentException(
          "AGENT_MODE=llm needs a key: set ANTHROPIC_API_KEY, or AGENT_MODE=rule");
    }
    this.settings = settings;
    this.policy = policy;
    this.prompts = new PromptWriter(policy, features);
    this.conversation = new Conversation(settings);
  }

  @Override
  public Answer decide(Question question) throws InterruptedException {
    Recommendation rules =
        policy.recommend(
            question.evidence(), question.fitting(), question.retries(), question.allowed());
    Set<Decision> choices = Choices.among(rules.decision(), question);
    if (choices.size() < 2 || quiet(question, rules)) {
      return Answer.ofRules(rules);
    }
    long start = System.nanoTime();
    Optional<Prompt> prompt = prompts.write(question, choices);
    Conversation.Outcome outcome =
        prompt.isPresent()
            ? conversation.ask(prompt.get())
            : new Conversation.Outcome(
                "",
                "",
                new Reading.Faulty(
                    "withheld", "not asked: the report names a feature that the schema lacks"));
    return answer(rules, outcome, Duration.ofNanos(System.nanoTime() - start));
  }

  private Answer answer(Recommendation rules, Conversation.Outcome outcome, Duration took) {
    return switch (outcome.reading()) {
      case Reading.Sound(Recommendation chosen) -> {
        String remark =
            chosen.decision() == rules.decision() ? "" : "the rules say " + rules.decision();
        yield new Answer(chosen, "llm", consultation(outcome, "answered", remark, took));
      }
      case Reading.Faulty(String code, String remark) -> {
        LOG.warn("{} did not decide ({}): {}; the rules do", settings.model(), code, remark);
        yield new Answer(rules, "rules", consultation(outcome, code, remark, took));
      }
    };
  }

  private Optional<Consultation> consultation(
      Conversation.Outcome outcome, String result, String remark, Duration took) {
    return Optional.of(
        new Consultation(
            settings.model(), outcome.request(), outcome.response(), result, remark, took));
  }

  private static boolean quiet(Question question, Recommendation rules) {
    return rules.decision() == Decision.OK
        && question.evidence().driftedFeatures().isEmpty()
        && question.evidence().qualityIssues().isEmpty();
  }
}
