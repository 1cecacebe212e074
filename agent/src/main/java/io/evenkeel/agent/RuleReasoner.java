package io.evenkeel.agent;

import io.evenkeel.incident.Policy;

/// Decides by the policy alone.
///
/// @param policy the rule
public record RuleReasoner(Policy policy) implements Reasoner {
  @Override
  public Answer decide(Question question) {
    return Answer.ofRules(
        policy.recommend(
            question.evidence(), question.fitting(), question.retries(), question.allowed()));
  }
}
