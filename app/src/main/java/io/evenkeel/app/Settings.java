package io.evenkeel.app;

import io.evenkeel.agent.AgentSettings;
import io.evenkeel.events.EventSettings;
import io.evenkeel.events.LabelRule;
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
public record Settings(
    ServerSettings server,
    EventSettings events,
    LabelRule labels,
    MonitorSettings monitor,
    PolicySettings policy,
    AgentSettings agent,
    Duration agentInterval,
    RetrainSettings retrain) {
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
        RetrainSettings.defaults(SEED));
  }

  /// These settings with another port; 0 for a free one.
  public Settings listeningOn(int port) {
    return new Settings(
        server.withPort(port), events, labels, monitor, policy, agent, agentInterval, retrain);
  }

  /// These settings with another time between two checks.
  public Settings checkingEvery(Duration interval) {
    return new Settings(
        server, events, labels, monitor.every(interval), policy, agent, agentInterval, retrain);
  }

  /// These settings with another label maturity.
  public Settings labelsMatureAfter(Duration maturity) {
    return new Settings(
        server,
        events,
        new LabelRule(maturity, labels.silence()),
        monitor,
        policy,
        agent,
        agentInterval,
        retrain);
  }

  /// These settings with another pause between two runs of a watching agent.
  public Settings actingEvery(Duration pause) {
    return new Settings(server, events, labels, monitor, policy, agent, pause, retrain);
  }

  /// The agent's settings in effect: a report may be as old as is set, but never less than two
  /// checks apart.
  AgentSettings agentInEffect() {
    Duration twice = monitor.interval().multipliedBy(2);
    Duration oldest = twice.compareTo(agent.oldestReport()) > 0 ? twice : agent.oldestReport();
    return new AgentSettings(
        oldest,
        agent.retryAfter(),
        agent.reopenWithin(),
        agent.verifyWithin(),
        agent.quietWindows(),
        agent.frauds(),
        agent.recovery());
  }
}
