package io.evenkeel.agent;

import io.evenkeel.agent.Casebook.Case;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Incident;
import io.evenkeel.incident.Policy;
import io.evenkeel.monitor.CheckReport;
import io.evenkeel.monitor.ReportStore.Reading;
import java.util.List;
import java.util.Optional;

/// Looks whether there is a report to decide on: fresh, sound, confirmed, about the version that
/// serves, and not decided on before.
record MonitorNode(
    Reports reports,
    Policy policy,
    DecisionLog decisions,
    Casebook casebook,
    GuardedDoor door,
    Champion champion) {

  Stage look() {
    return switch (reports.latest()) {
      case Reading.Missing _ -> failed("there is no report: run the monitor first");
      case Reading.Stale(var age, var limit) ->
          failed(
              "the latest report is %d s old and may be %d s: is the monitor running?"
                  .formatted(age.toSeconds(), limit.toSeconds()));
      case Reading.Malformed(String reason) ->
          failed("the latest report cannot be read: " + reason);
      case Reading.Sound(CheckReport report) -> judge(report);
    };
  }

  /// Looks again after an attempt that failed. Without a newer report that asks for something,
  /// people are told on the evidence of the old one: a newest report that finds nothing, or too
  /// little data, must not end the run before anybody has heard of the failure.
  Stage lookAgain(Stage.Evidence old) {
    if (reports.latest() instanceof Reading.Sound(CheckReport report)
        && report.timestamp().isAfter(old.report().timestamp())
        && report.confirmed()
        && serves(report)
        && asksForSomething(report)
        && !decisions.knows(report)) {
      return new Stage.Evidence(report, old.subject(), old.attempts());
    }
    return new Stage.Evidence(old.report(), old.subject(), old.attempts().alertOnly());
  }

  private Stage judge(CheckReport report) {
    if (!report.confirmed()) {
      return idle("a finding is suspected, waiting for a second window to confirm it");
    }
    if (!serves(report)) {
      return idle(
          "the latest report is about %s, which no longer serves; %s does"
              .formatted(report.version(), champion.version().orElse("nothing")));
    }
    Optional<Case> unfinished = unfinished(report);
    if (unfinished.isEmpty() && decisions.knows(report)) {
      return idle("report %s was already acted on".formatted(report.id()));
    }
    Attempts attempts =
        unfinished
            .map(subject -> door.attempts(subject.incident(), report.id()))
            .orElseGet(Attempts::none);
    // A process that died after the last failure leaves nothing to try but the alert once more.
    return new Stage.Evidence(
        report, unfinished, attempts.exhausted() ? attempts.alertOnly() : attempts);
  }

  /// The incident that took this report in and whose process died before it was carried through.
  private Optional<Case> unfinished(CheckReport report) {
    return casebook.unresolved().stream()
        .filter(subject -> {
          Incident incident = subject.incident();
          return !incident.handled() && incident.latest().report().equals(report.id());
        })
        .findFirst();
  }

  private boolean asksForSomething(CheckReport report) {
    return policy.recommend(report.drift(), Optional.empty(), 0).decision() != Decision.OK;
  }

  private boolean serves(CheckReport report) {
    return champion.version().map(report.version()::equals).orElse(true);
  }

  private static Stage idle(String reason) {
    return new Stage.Ended(new AgentRun.Idle(reason));
  }

  private static Stage failed(String reason) {
    return new Stage.Ended(new AgentRun.Failed(reason, List.of()));
  }
}
