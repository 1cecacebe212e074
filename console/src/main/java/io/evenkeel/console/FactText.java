package io.evenkeel.console;

import io.evenkeel.agent.AgentFact;
import java.util.Locale;

/// Facts of the journal in words.
public final class FactText {
  private FactText() {}

  /// What kind of fact it is, in one word.
  public static String kind(AgentFact fact) {
    return switch (fact) {
      case AgentFact.Decided _ -> "decided";
      case AgentFact.Consulted _ -> "consulted";
      case AgentFact.Announced _ -> "begins";
      case AgentFact.Ended ended -> ended.effective() ? "done" : "not done";
      case AgentFact.Moved _ -> "incident";
      case AgentFact.AtRisk _ -> "meanwhile";
      case AgentFact.Verified _ -> "verified";
      case AgentFact.Instructed _ -> "a person";
    };
  }

  /// What it says, in one line.
  public static String what(AgentFact fact) {
    return switch (fact) {
      case AgentFact.Decided decided ->
          String.format(
              Locale.ROOT,
              "%s by %s, confidence %.2f: %s",
              decided.decision().code(),
              decided.source(),
              decided.confidence(),
              decided.reasoning());
      case AgentFact.Consulted consulted ->
          "%s: %s in %s"
              .formatted(
                  consulted.consultation().model(),
                  consulted.consultation().result(),
                  TimeText.span(consulted.consultation().took()));
      case AgentFact.Announced announced -> announced.action().code();
      case AgentFact.Ended ended ->
          "%s %s in %s: %s"
              .formatted(
                  ended.action().code(),
                  ended.code(),
                  TimeText.span(ended.took()),
                  ended.describe());
      case AgentFact.Moved moved -> moved.state().code();
      case AgentFact.AtRisk risk -> risk.describe();
      case AgentFact.Verified verified -> "%s: %s".formatted(verified.code(), verified.describe());
      case AgentFact.Instructed said ->
          "%s %s: %s".formatted(said.who(), said.describe(), said.why());
    };
  }
}
