package io.evenkeel.agent;

import io.evenkeel.drift.DataFault;
import io.evenkeel.drift.DriftReport;
import io.evenkeel.incident.Culprit;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.FaultRule;
import io.evenkeel.incident.Guard;
import io.evenkeel.incident.Recommendation;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
  /// @param consultation the conversation with a language model, if there was one, also when the
  ///   rules decided in the end
  record Answer(Recommendation recommendation, String source, Optional<Consultation> consultation) {
    /// A decision that no language model was asked about.
    public static Answer ofRules(Recommendation recommendation) {
      return new Answer(recommendation, "rules", Optional.empty());
    }

    /// The same, with what guards refused named in its reasoning. How to release the kill switch is
    /// left out: that is for who can reach the machine.
    Answer after(Collection<Guard.Verdict.Refused> refusals) {
      String reasons =
          refusals.stream()
              .map(refused ->
                  switch (refused.guard()) {
                    case "kill_switch" -> " The kill switch is on.";
                    // Named by the rule of faults.
                    case "data_fault", "one_client" -> "";
                    default -> " Guard %s: %s.".formatted(refused.guard(), refused.reason());
                  })
              .distinct()
              .collect(Collectors.joining());
      return new Answer(
          new Recommendation(
              recommendation.decision(),
              recommendation.confidence(),
              recommendation.reasoning() + reasons),
          source,
          consultation);
    }

    /// The same, with faults of the data, and the client whose doing they are, named in its
    /// reasoning.
    Answer naming(List<DataFault> faults, Optional<Culprit> culprit) {
      return new Answer(FaultRule.naming(faults, culprit, recommendation), source, consultation);
    }
  }

  /// A conversation with a language model, kept so that the decision can be replayed offline.
  ///
  /// @param model the name of the model that was asked
  /// @param prompt what it was asked, whole; holds numbers, codes and names of the schema only
  /// @param response what it answered, as it came; empty where nothing did
  /// @param result a code of this list: `answered`, `timeout`, `rate_limited`, `server_error`,
  ///   `rejected`, `unreachable`, `refusal`, `truncated`, `malformed`, `out_of_range`,
  ///   `not_allowed`, `withheld` (not asked, because the evidence held a name that may not be sent)
  /// @param remark what was wrong, in our own words; with `answered`, what the rules would have
  ///   decided where that is something else; otherwise empty
  /// @param took how long it took in all
  record Consultation(
      String model, String prompt, String response, String result, String remark, Duration took) {}
}
