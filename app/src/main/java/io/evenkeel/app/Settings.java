package io.evenkeel.app;

import io.evenkeel.agent.AgentSettings;
import io.evenkeel.alerts.AlertSettings;
import io.evenkeel.console.ConsoleSettings;
import io.evenkeel.events.EventSettings;
import io.evenkeel.events.LabelRule;
import io.evenkeel.ledger.LedgerSettings;
import io.evenkeel.metrics.MetricsSettings;
import io.evenkeel.mlflow.MlflowSettings;
import io.evenkeel.monitor.MonitorSettings;
import io.evenkeel.remedies.RetrainSettings;
import io.evenkeel.serving.ServerSettings;
import java.time.Duration;

/// All settings of a process, each section in the words of the module that it belongs to.
///
/// @param server where and how the server listens
/// @param events how large the event log may grow
/// @param labels when a label counts
/// @param monitor how often and on how many rows a check is made
/// @param policy which drift score asks for which decision
/// @param agent how the agent behaves in time
/// @param agentInterval the pause between two runs of a watching agent
/// @param retrain how challengers are made and judged
/// @param mlflow where runs and versions are recorded, if anywhere
/// @param alerts where people are told
/// @param metrics where the processes without a server show their metrics
/// @param reasoner who decides
/// @param ledger where the ledger is, how it is sealed and how long it is kept
/// @param console where people look at it and tell the agent something
public record Settings(
    ServerSettings server,
    EventSettings events,
    LabelRule labels,
    MonitorSettings monitor,
    PolicySettings policy,
    AgentSettings agent,
    Duration agentInterval,
    RetrainSettings retrain,
    MlflowSettings mlflow,
    AlertSettings alerts,
    MetricsSettings metrics,
    ReasonerSettings reasoner,
    LedgerSettings ledger,
    ConsoleSettings console) {
  private static final long SEED = 7;

  /// Rejects an interval of nothing, and spans that cannot work together: labels that ripen after
  /// their rows were deleted, or after the time in which a repair must be proven.
  public Settings {
    if (agent.verifyWithin().compareTo(labels.maturity()) <= 0) {
      throw new IllegalArgumentException(
          "agent.verify-within (%s) must be longer than labels.maturity (%s): a repair is proven on mature labels"
              .formatted(
                  Durations.format(agent.verifyWithin()), Durations.format(labels.maturity())));
    }
    Duration needed = labels.maturity().plus(agent.verifyWithin());
    if (events.retentionAge().compareTo(needed) < 0) {
      throw new IllegalArgumentException(
          "events.retention-age (%s) must be at least labels.maturity and agent.verify-within together (%s)"
              .formatted(Durations.format(events.retentionAge()), Durations.format(needed)));
    }
    if (console.openToOthers() && server.token().isEmpty()) {
      throw new IllegalArgumentException(
          "the console would listen on "
              + console.host()
              + ", which others can reach: set EVENKEEL_TOKEN to a secret that callers must show, or"
              + " let console.host be 127.0.0.1");
    }
    if (!agentInterval.isPositive()) {
      throw new IllegalArgumentException(
          "the agent interval must be positive, was " + agentInterval);
    }
  }

  /// The defaults.
  public static Settings defaults() {
    MonitorSettings monitor = MonitorSettings.defaults();
    return new Settings(
        ServerSettings.defaults(),
        EventSettings.defaults(),
        new LabelRule(Duration.ofDays(1), LabelRule.Silence.UNKNOWN),
        monitor,
        PolicySettings.defaults(),
        AgentSettings.defaults(monitor.interval()),
        Duration.ofSeconds(5),
        RetrainSettings.defaults(SEED),
        MlflowSettings.defaults(),
        AlertSettings.defaults(),
        MetricsSettings.defaults(),
        ReasonerSettings.defaults(),
        LedgerSettings.defaults(),
        ConsoleSettings.defaults());
  }

  /// These settings with another port; 0 for a free one, and then one for the console too.
  public Settings listeningOn(int port) {
    return with(
        server.withPort(port),
        labels,
        monitor,
        agentInterval,
        port == 0 ? console.withPort(0) : console);
  }

  /// These settings with another time between two checks.
  public Settings checkingEvery(Duration interval) {
    return with(server, labels, monitor.every(interval), agentInterval);
  }

  /// These settings with another label maturity.
  public Settings labelsMatureAfter(Duration maturity) {
    return with(server, new LabelRule(maturity, labels.silence()), monitor, agentInterval);
  }

  /// These settings with another pause between two runs of a watching agent.
  public Settings actingEvery(Duration pause) {
    return with(server, labels, monitor, pause);
  }

  /// These settings, cut off from all other systems: nothing is recorded in MLflow, nobody is told,
  /// the rules decide, the ledger is the file of the home.
  public Settings alone() {
    return new Settings(
        server,
        events,
        labels,
        monitor,
        policy,
        agent,
        agentInterval,
        retrain,
        MlflowSettings.defaults(),
        AlertSettings.defaults(),
        metrics,
        ReasonerSettings.defaults(),
        LedgerSettings.defaults(),
        console);
  }

  private Settings with(
      ServerSettings nextServer,
      LabelRule nextLabels,
      MonitorSettings nextMonitor,
      Duration pause) {
    return with(nextServer, nextLabels, nextMonitor, pause, console);
  }

  private Settings with(
      ServerSettings nextServer,
      LabelRule nextLabels,
      MonitorSettings nextMonitor,
      Duration pause,
      ConsoleSettings nextConsole) {
    return new Settings(
        nextServer,
        events,
        nextLabels,
        nextMonitor,
        policy,
        agent,
        pause,
        retrain,
        mlflow,
        alerts,
        metrics,
        reasoner,
        ledger,
        nextConsole);
  }

  /// How long one run of the agent may take: the labels that a retrain waits for, its training, and
  /// as much again for checks.
  Duration longestRun() {
    return retrain.labelDeadline().plus(retrain.trainingDeadline()).multipliedBy(2);
  }

  /// The agent's settings in effect: a report may be as old as is set, but never less than two
  /// checks apart; a look at a promotion waits until labels can have ripened.
  AgentSettings agentInEffect() {
    Duration twice = monitor.interval().multipliedBy(2);
    Duration oldest = twice.compareTo(agent.oldestReport()) > 0 ? twice : agent.oldestReport();
    return agent.inEffect(oldest, labels.maturity());
  }
}
