package io.evenkeel.agent;

import io.evenkeel.agent.Casebook.Case;
import io.evenkeel.incident.Incident;
import io.evenkeel.incident.Outcome;
import io.evenkeel.monitor.CheckReport;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes a decision through the door. What fails comes back downgraded; when even the alert fails,
/// nobody was told, and the log says so at error level.
record ActNode(
    GuardedDoor door,
    Settlement settlement,
    Casebook casebook,
    AgentSettings settings,
    Clock clock) {
  private static final Logger LOG = LoggerFactory.getLogger(ActNode.class);

  Stage act(Stage.Decided decided) throws InterruptedException {
    return switch (door.perform(
        decided.subject(), decided.remedy(), decided.report(), decided.recommendation())) {
      case GuardedDoor.Passage.Contended(String incident) ->
          idle("incident %s was changed by somebody else meanwhile".formatted(incident));
      case GuardedDoor.Passage.Announced(Case subject, String key) -> {
        casebook.update(subject, Incident::handledLatest);
        yield idle("%s was announced by somebody else".formatted(key));
      }
      case GuardedDoor.Passage.Performed(Case subject, Outcome outcome) ->
          switch (outcome) {
            case Outcome.Changed _, Outcome.Delivered _ ->
                new Stage.Acted(subject, decided.recommendation(), outcome, decided.attempts());
            case Outcome.Refused refused -> failed(decided, subject, refused);
            case Outcome.Failed failed -> failed(decided, subject, failed);
            case Outcome.Interrupted interrupted -> failed(decided, subject, interrupted);
          };
    };
  }

  private static Stage idle(String reason) {
    return new Stage.Ended(new AgentRun.Idle(reason));
  }

  private Stage failed(Stage.Decided decided, Case subject, Outcome outcome) {
    String reason = outcome.describe();
    Case settled = settlement.settle(subject, outcome);
    Attempts attempts = decided.attempts().failed(decided.remedy().decision(), reason);
    if (attempts.exhausted()) {
      LOG.error(
          "nobody could be told of incident {}: {}", settled.incident().id(), attempts.failures());
      casebook.update(settled, incident -> incident.handledLatest().withEscalation());
      return new Stage.Ended(
          new AgentRun.Failed(
              "nobody could be told of incident %s: %s".formatted(settled.incident().id(), reason),
              attempts.failures()));
    }
    CheckReport report = decided.report();
    Stage.Evidence next = new Stage.Evidence(report, Optional.of(settled), attempts);
    boolean outdated = clock.instant().isAfter(report.timestamp().plus(settings.oldestReport()));
    return outdated ? new Stage.Outdated(next) : next;
  }
}
