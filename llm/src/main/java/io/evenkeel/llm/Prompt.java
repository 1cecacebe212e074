package io.evenkeel.llm;

import io.evenkeel.incident.Decision;
import java.util.Set;

/// What a language model is asked.
///
/// @param system who it is and what the policy says; the same for every question of one process
/// @param evidence the question as JSON: numbers, codes and names of the schema
/// @param choices the decisions that it may choose
record Prompt(String system, String evidence, Set<Decision> choices) {
  Prompt {
    choices = Set.copyOf(choices);
  }
}
