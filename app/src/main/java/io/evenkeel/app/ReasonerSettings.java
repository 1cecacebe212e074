package io.evenkeel.app;

import io.evenkeel.agent.Reasoner;
import io.evenkeel.agent.RuleReasoner;
import io.evenkeel.incident.Policy;
import io.evenkeel.llm.LlmReasoner;
import io.evenkeel.llm.LlmSettings;
import io.evenkeel.model.FeatureSchema;
import java.util.Set;

/// Who decides.
///
/// @param mode the rules alone, or a language model within the rules
/// @param llm which language model, and how long it may take
public record ReasonerSettings(Mode mode, LlmSettings llm) {
  /// Who decides.
  public enum Mode {
    /// The rules.
    RULE,
    /// A language model, among what the policy allows; the rules wherever it fails.
    LLM
  }

  /// The rules.
  public static ReasonerSettings defaults() {
    return new ReasonerSettings(Mode.RULE, LlmSettings.defaults());
  }

  /// Makes the reasoner.
  ///
  /// @throws SettingsException when a language model is to be asked that cannot be: for want of a
  ///   key, or because a feature has a name that must not be sent
  Reasoner reasoner(Policy policy, FeatureSchema schema) {
    return switch (mode) {
      case RULE -> new RuleReasoner(policy);
      case LLM -> {
        try {
          yield new LlmReasoner(llm, policy, Set.copyOf(schema.names()));
        } catch (IllegalArgumentException e) {
          throw new SettingsException(String.valueOf(e.getMessage()), e);
        }
      }
    };
  }
}
