package io.evenkeel.metrics;

import io.evenkeel.incident.IncidentState;
import io.evenkeel.ledger.Head;
import io.evenkeel.ledger.Ledger;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/// How the ledger stands at one moment, apart from the journal.
///
/// @param incidents incidents by the name of their state
/// @param waiting messages that wait, by queue
/// @param refused messages that the other side refused, by queue
/// @param heartbeats the latest sign of life by process
/// @param head the newest link of the chain
record LedgerMetrics(
    SequencedMap<String, Long> incidents,
    SequencedMap<String, Long> waiting,
    SequencedMap<String, Long> refused,
    SequencedMap<String, Instant> heartbeats,
    Head head) {
  private static final String AGENT = "agent";
  private static final List<String> QUEUES =
      List.of("alertmanager", "mlflow", "pagerduty", "slack", "webhook");

  /// @throws io.evenkeel.ledger.LedgerException when the ledger cannot be read
  static LedgerMetrics read(Ledger ledger) {
    return new LedgerMetrics(
        ledger.incidents().counts(),
        ledger.outbox().waiting(),
        ledger.outbox().refused(),
        ledger.heartbeats().latest(),
        ledger.head());
  }

  void tell(Families families) {
    Map<String, Long> open = new TreeMap<>();
    for (IncidentState state : IncidentState.values()) {
      if (state != IncidentState.RESOLVED) {
        open.put(state.code(), 0L);
      }
    }
    incidents.forEach((state, count) ->
        open.computeIfPresent(state.toLowerCase(Locale.ROOT), (_, none) -> none + count));
    families.gauge(
        "agent_incidents_open", "Incidents that are not resolved, by state.", "state", open);
    families.gauge(
        "ledger_outbox_pending",
        "Messages that wait to be delivered to another system, by queue.",
        "queue",
        byQueue(waiting));
    families.counter(
        "ledger_outbox_refused",
        "Messages that another system will never take, by queue.",
        "queue",
        byQueue(refused));
    families.info(
        "ledger_head",
        "The newest link of the ledger's chain, as ledger verify --head takes it.",
        Labels.of("head", head.text()));
    if (!heartbeats.isEmpty()) {
      Map<String, Double> beats = new LinkedHashMap<>();
      heartbeats.forEach((process, time) -> beats.put(process, FactMetrics.seconds(time)));
      families.gauge(
          "process_heartbeat_timestamp_seconds",
          "The latest sign of life of each process over this home, in Unix time.",
          "process",
          beats);
    }
    Instant agent = heartbeats.get(AGENT);
    if (agent != null) {
      families.gauge(
          "agent_heartbeat_timestamp_seconds",
          "The latest sign of life of the agent, in Unix time; absent where it never ran.",
          FactMetrics.seconds(agent));
    }
  }

  /// The queues that the product has are always there, so that a rule can look at them.
  private static Map<String, Long> byQueue(Map<String, Long> counts) {
    Map<String, Long> all = new TreeMap<>(counts);
    QUEUES.forEach(queue -> all.putIfAbsent(queue, 0L));
    return all;
  }
}
