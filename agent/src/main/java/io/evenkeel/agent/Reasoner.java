package io.evenkeel.agent;

import io.evenkeel.drift.DriftReport;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Recommendation;
import java.util.Optional;
import java.util.Set;

/// Decides what to do about the evidence, among what is allowed now. It proposes; the agent vetoes
/// a decision that is not allowed and falls back to the rules.
///
/// Called from one thread at a time.
@FunctionalInterface
public interface Reasoner {
  /// Decides.
  ///
  /// @throws InterruptedException when the process is ending
  Answer decide(Question question) throws InterruptedException;

  /// What a reasoner may know. It holds numbers, codes and names of the schema, never text from
  /// traffic.
  ///
  /// @param evidence what was found
  /// @param fitting an earlier intact version that fits the current window, if there is one; only
  ///   looked for when the rules ask for a rollback or a retrain
  /// @param allowed the decisions that may be taken now; ALERT always is
  /// @param retries attempts that failed before
  record Question(
      DriftReport evidence, Optional<String> fitting, Set<Decision> allowed, int retries) {
    /// Copies the set.
    public Question {
      allowed = Set.copyOf(allowed);
    }
  }

  /// A decision and where it comes from.
  ///
  /// @param recommendation the decision
  /// @param source who decided, for the journal: `rules`, `llm`
  record Answer(Recommendation recommendation, String source) {}
}
