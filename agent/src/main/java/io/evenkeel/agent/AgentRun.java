package io.evenkeel.agent;

import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Outcome;
import io.evenkeel.incident.Recommendation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What one run of the agent came to.
public sealed interface AgentRun {
  /// A remedy that failed before the one that ended the run.
  ///
  /// @param decision what it carried out
  /// @param reason why it failed
  record Failure(Decision decision, String reason) {}

  /// A remedy was carried out.
  ///
  /// @param incident the id of the incident
  /// @param recommendation the decision that led to it
  /// @param outcome what came of it
  /// @param failures what had failed before, in order
  record Acted(
      String incident, Recommendation recommendation, Outcome outcome, List<Failure> failures)
      implements AgentRun {
    /// Copies the list.
    public Acted {
      failures = List.copyOf(failures);
    }
  }

  /// The report belongs to an incident about which enough was done a short while ago.
  ///
  /// @param incident the id of the incident
  /// @param recommendation the decision
  /// @param reason what was done, and when
  record Joined(String incident, Recommendation recommendation, String reason)
      implements AgentRun {}

  /// All is well.
  ///
  /// @param recommendation the decision
  record Calm(Recommendation recommendation) implements AgentRun {}

  /// There was nothing to decide.
  ///
  /// @param reason why, in words
  record Idle(String reason) implements AgentRun {}

  /// The run failed: there was no usable report, or nobody could even be told.
  ///
  /// @param reason what went wrong and what to do
  /// @param failures the remedies that failed, in order
  record Failed(String reason, List<Failure> failures) implements AgentRun {
    /// Copies the list.
    public Failed {
      failures = List.copyOf(failures);
    }
  }

  /// Whether the run failed.
  default boolean failed() {
    return this instanceof Failed;
  }

  /// The run as lines for people: Decision, Confidence, Reasoning, Action taken.
  default List<String> lines() {
    List<String> lines = new ArrayList<>();
    switch (this) {
      case Acted(String incident, Recommendation decided, Outcome outcome, var failures) -> {
        failures.forEach(failure -> lines.add(line(failure)));
        lines.addAll(lines(decided));
        lines.add("Action taken: " + outcome.describe());
        lines.add("Incident: " + incident);
        if (!failures.isEmpty()) {
          lines.add("Retries: " + failures.size());
        }
      }
      case Joined(String incident, Recommendation decided, String reason) -> {
        lines.addAll(lines(decided));
        lines.add("Action taken: none | " + reason);
        lines.add("Incident: " + incident);
      }
      case Calm(Recommendation decided) -> {
        lines.addAll(lines(decided));
        lines.add("Action taken: none");
      }
      case Idle(String reason) -> lines.add("Nothing to do: " + reason);
      case Failed(String reason, var failures) -> {
        failures.forEach(failure -> lines.add(line(failure)));
        lines.add("Error: " + reason);
      }
    }
    return List.copyOf(lines);
  }

  private static List<String> lines(Recommendation decided) {
    return List.of(
        "Decision: " + decided.decision(),
        "Confidence: " + confidence(decided.confidence()),
        "Reasoning: " + decided.reasoning());
  }

  private static String line(Failure failure) {
    return "Action failed: %s | %s".formatted(failure.decision().code(), failure.reason());
  }

  private static String confidence(double value) {
    return String.format(Locale.ROOT, "%.4f", value).replaceAll("0{1,2}$", "");
  }
}
