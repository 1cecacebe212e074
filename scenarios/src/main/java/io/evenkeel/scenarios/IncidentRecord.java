package io.evenkeel.scenarios;

import io.evenkeel.agent.AgentEvent;
import io.evenkeel.agent.AgentListener;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.IncidentState;
import io.evenkeel.incident.Outcome;
import io.evenkeel.incident.Recommendation;
import io.evenkeel.incident.Recovery;
import io.evenkeel.monitor.CheckReport;
import io.evenkeel.monitor.MonitorListener;
import io.evenkeel.monitor.WatchFinding;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Listens to monitor and agent, tells their steps, and keeps the facts of the first incident with
/// their times.
///
/// Safe for use by many threads; every method takes the same lock.
final class IncidentRecord implements AgentListener, MonitorListener {
  private final Narrator narrator;
  private final Clock clock;
  private final Supplier<String> whyServing;
  private final Map<String, CheckReport> reports = new HashMap<>();
  private int calmChecks;
  private Optional<Instant> alarmed = Optional.empty();
  private Optional<Decided> decided = Optional.empty();
  private Optional<Outcome> outcome = Optional.empty();
  private Optional<Instant> resolved = Optional.empty();

  /// The first decision that was not OK.
  ///
  /// @param report the evidence
  /// @param recommendation the decision
  /// @param at when it was made
  record Decided(CheckReport report, Recommendation recommendation, Instant at) {}

  /// @param whyServing why the version serves that serves now
  IncidentRecord(Narrator narrator, Clock clock, Supplier<String> whyServing) {
    this.narrator = narrator;
    this.clock = clock;
    this.whyServing = whyServing;
  }

  @Override
  public synchronized void drifted(String version, WatchFinding finding) {
    alarmed = alarmed.or(() -> Optional.of(finding.alarm()));
    narrator.tell("watch", "%s: %s".formatted(version, finding.line()));
  }

  @Override
  public synchronized void checked(CheckReport report) {
    reports.put(report.id(), report);
    boolean ok = report.recommendation().decision() == Decision.OK;
    calmChecks += ok ? 1 : 0;
    narrator.tell(
        "check",
        "%s%s"
            .formatted(
                report.line(),
                ok ? "" : report.confirmed() ? " (confirmed)" : " (to be confirmed)"));
  }

  @Override
  public synchronized void on(AgentEvent event) {
    switch (event) {
      case AgentEvent.Decided(String report, _, Recommendation recommendation, int retries) -> {
        if (recommendation.decision() != Decision.OK) {
          if (retries == 0 && decided.isEmpty()) {
            CheckReport evidence = reports.get(report);
            if (evidence != null) {
              decided = Optional.of(new Decided(evidence, recommendation, clock.instant()));
            }
          }
          narrator.tell(
              "decide",
              "%s, confidence %s: %s"
                  .formatted(
                      recommendation.decision(),
                      recommendation.confidence(),
                      recommendation.reasoning()));
        }
      }
      case AgentEvent.ActionBegun(_, var remedy) ->
          narrator.tell("act", "%s begins".formatted(remedy.decision().code()));
      case AgentEvent.ActionEnded(_, var remedy, Outcome ended) -> {
        outcome = Optional.of(ended);
        ended
            .evidence()
            .ifPresentOrElse(
                evidence -> evidence.lines().forEach(line -> narrator.tell("gate", line)),
                () -> tellWhyServing(ended));
        narrator.tell("act", "%s: %s".formatted(remedy.decision().code(), ended.describe()));
      }
      case AgentEvent.IncidentChanged(var incident) -> {
        narrator.tell("incident", "%s is %s".formatted(incident.id(), incident.state().code()));
        if (incident.state() == IncidentState.RESOLVED && resolved.isEmpty()) {
          resolved = Optional.of(clock.instant());
        }
      }
      case AgentEvent.WindowChecked(_, boolean quiet, int quietWindows) ->
          narrator.tell(
              "verify",
              (quiet ? "full window without drift (%d in a row)" : "the window still drifts (%d)")
                  .formatted(quietWindows));
      case AgentEvent.PerformanceChecked(_, Recovery verdict) ->
          narrator.tell("verify", describe(verdict));
    }
  }

  private void tellWhyServing(Outcome ended) {
    if (ended instanceof Outcome.Changed) {
      narrator.tell("serve", whyServing.get());
    }
  }

  private static String describe(Recovery verdict) {
    return switch (verdict) {
      case Recovery.Recovered(double difference, double lower, double upper) ->
          "live ROC-AUC is not worse than at the gate: " + describe(difference, lower, upper);
      case Recovery.Worse(double difference, double lower, double upper) ->
          "live ROC-AUC is worse than at the gate: " + describe(difference, lower, upper);
      case Recovery.Inconclusive(double difference, double lower, double upper) ->
          "live ROC-AUC cannot be told from worse yet: " + describe(difference, lower, upper);
      case Recovery.NotEnoughData(int seen, int needed) ->
          "live ROC-AUC waits for frauds: %d of %d".formatted(seen, needed);
    };
  }

  private static String describe(double difference, double lower, double upper) {
    return "%+.4f, 95 %% interval %+.4f to %+.4f".formatted(difference, lower, upper);
  }

  synchronized int calmChecks() {
    return calmChecks;
  }

  /// When the watch first alarmed.
  synchronized Optional<Instant> alarmed() {
    return alarmed;
  }

  synchronized Optional<Decided> decided() {
    return decided;
  }

  synchronized Optional<Outcome> outcome() {
    return outcome;
  }

  synchronized Optional<Instant> resolved() {
    return resolved;
  }
}
