package io.evenkeel.metrics;

import io.evenkeel.agent.AgentFact;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.MoneyAtRisk;
import io.evenkeel.incident.Timeline;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What the facts of the agent add up to. Owned by one thread at a time.
final class Tally {
  private static final double[] ACTION_SECONDS = {
    .1, .25, .5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1_800
  };
  private static final double[] INCIDENT_SECONDS = {
    1, 5, 15, 30, 60, 120, 300, 600, 1_800, 3_600, 14_400, 86_400, 604_800
  };
  private static final double[] LLM_SECONDS = {.25, .5, 1, 2, 3, 5, 7.5, 10, 15};

  private static final String NOT_ASKED = "not_asked";
  private static final String OTHER = "other";
  private static final Set<String> GUARDS =
      Set.of(
          "kill_switch",
          "overruled",
          "planned_hold",
          "observe_only",
          "shadow",
          "data_fault",
          "one_client",
          "few_labels",
          "history",
          "recurrence",
          "failures",
          "ineffective",
          "daily_budget",
          "cooldown",
          "backoff");
  private static final Set<String> SOURCES = Set.of("rules", "llm");
  private static final Set<String> OUTCOMES =
      Set.of("promoted", "rolled_back", "delivered", "refused", "failed", "interrupted");
  private static final Set<String> RESULTS =
      Set.of(
          "answered",
          "timeout",
          "rate_limited",
          "server_error",
          "rejected",
          "unreachable",
          "refusal",
          "truncated",
          "malformed",
          "out_of_range",
          "not_allowed",
          "withheld");

  private final Map<String, Long> decisions = new LinkedHashMap<>();
  private final Map<Labels, Long> sources = labelled();
  private final Map<String, Long> refusals = new TreeMap<>();
  private final Map<String, Long> consultations = new TreeMap<>();
  private final Map<String, Long> agreement = new TreeMap<>();
  private final Map<Labels, Distribution> actions = labelled();
  private final Map<Labels, Distribution> consulting = labelled();
  private final Distribution detecting = new Distribution(INCIDENT_SECONDS);
  private final Distribution mitigating = new Distribution(INCIDENT_SECONDS);
  private final Distribution recovering = new Distribution(INCIDENT_SECONDS);
  private Optional<Asked> consulted = Optional.empty();
  private long retrains;
  private Optional<AgentFact.Ended> lastRetrain = Optional.empty();
  private Optional<MoneyAtRisk> atRisk = Optional.empty();

  /// The latest conversation with a language model, until a decision follows it.
  private record Asked(String report, String result) {}

  Tally() {
    for (Decision decision : Decision.values()) {
      decisions.put(decision.code(), 0L);
    }
    sources.put(source("rules", NOT_ASKED), 0L);
    refusals.put("retrain", 0L);
    refusals.put("rollback", 0L);
    refusals.put("policy", 0L);
    for (String guard : GUARDS) {
      refusals.put(guard, 0L);
    }
    for (String result : RESULTS) {
      consultations.put(result, 0L);
    }
    agreement.put("agrees", 0L);
    agreement.put("differs", 0L);
    consulting.put(Labels.of("result", "answered"), new Distribution(LLM_SECONDS));
    // A series that begins with its first event hides that event from a rate.
    for (Decision action : Decision.values()) {
      for (String outcome : outcomes(action)) {
        actions.put(action(action, outcome), new Distribution(ACTION_SECONDS));
      }
    }
  }

  private static List<String> outcomes(Decision action) {
    return switch (action) {
      case OK -> List.of();
      case ALERT -> List.of("delivered", "failed", "interrupted");
      case ROLLBACK -> List.of("rolled_back", "refused", "failed", "interrupted");
      case RETRAIN -> List.of("promoted", "refused", "failed", "interrupted");
    };
  }

  void add(AgentFact fact) {
    switch (fact) {
      case AgentFact.Decided decided -> decided(decided);
      case AgentFact.Consulted(_, _, _, var consultation, var report) -> {
        String result = known(consultation.result(), RESULTS);
        consulted = Optional.of(new Asked(report, result));
        consultations.merge(result, 1L, Long::sum);
        consulting
            .computeIfAbsent(Labels.of("result", result), _ -> new Distribution(LLM_SECONDS))
            .observe(consultation.took());
        if (result.equals("answered")) {
          // The remark says what the rules would have decided where that is something else.
          agreement.merge(consultation.remark().isEmpty() ? "agrees" : "differs", 1L, Long::sum);
        }
        if (result.equals("not_allowed")) {
          refusals.merge("policy", 1L, Long::sum);
        }
      }
      case AgentFact.Ended ended -> ended(ended);
      case AgentFact.Moved moved -> moved.timeline().ifPresent(timeline -> moved(moved, timeline));
      case AgentFact.AtRisk(_, _, _, _, var risk, _) -> atRisk = Optional.of(risk);
      case AgentFact.Announced _, AgentFact.Verified _, AgentFact.Instructed _ -> {}
    }
  }

  private void decided(AgentFact.Decided decided) {
    decisions.merge(decided.decision().code(), 1L, Long::sum);
    String result =
        consulted
            .filter(asked -> asked.report().equals(decided.report()))
            .map(Asked::result)
            .orElse(NOT_ASKED);
    sources.merge(source(known(decided.source(), SOURCES), result), 1L, Long::sum);
    consulted = Optional.empty();
  }

  private void ended(AgentFact.Ended ended) {
    if (!ended.announced()) {
      // It took no time and was no retrain.
      refusals.merge(known(ended.code(), GUARDS), 1L, Long::sum);
      return;
    }
    actions
        .computeIfAbsent(
            action(ended.action(), known(ended.code(), OUTCOMES)),
            _ -> new Distribution(ACTION_SECONDS))
        .observe(ended.took());
    if (ended.code().equals("refused")) {
      refusals.merge(ended.action().code(), 1L, Long::sum);
    }
    if (ended.action() == Decision.RETRAIN) {
      retrains++;
      lastRetrain = Optional.of(ended);
    }
  }

  private void moved(AgentFact.Moved moved, Timeline timeline) {
    Instant start = timeline.onset().orElse(timeline.detected());
    switch (moved.state()) {
      case OPEN ->
          timeline
              .onset()
              .ifPresent(onset -> detecting.observe(Duration.between(onset, timeline.detected())));
      case MITIGATED -> mitigating.observe(Duration.between(start, moved.time()));
      case RESOLVED ->
          // What a person closed has no time of recovery: nobody measured one.
          timeline
              .resolved()
              .ifPresent(_ -> recovering.observe(Duration.between(start, moved.time())));
      case ACKNOWLEDGED, MITIGATING, REOPENED -> {}
    }
  }

  /// Writes all of it down.
  void tell(Families families) {
    families.counter("agent_decisions", "Decisions of the agent, by kind.", "decision", decisions);
    var bySource =
        Families.counters(
            "agent_decision_source",
            "Decisions by who decided, and by what came of asking a language model before.");
    sources.forEach((labels, count) -> bySource.dataPoint(Families.count(count, labels)));
    families.counter(bySource);
    families.counter(
        "agent_refusals",
        "Actions that a guard refused, or that the evidence forbade once begun (retrain, rollback),"
            + " and decisions of a language model that the policy did not allow.",
        "guard",
        refusals);
    families.counter(
        "agent_llm_requests",
        "Conversations with a language model, by what came of them.",
        "result",
        consultations);
    families.counter(
        "agent_llm_agreement",
        "Answers of a language model, by whether the rules would have decided the same.",
        "result",
        agreement);
    families.histogram(
        "agent_llm_duration_seconds", "How long a language model was asked, in all.", consulting);
    families.histogram(
        "agent_action_duration_seconds",
        "From the announcement of an action to its end, by what came of it.",
        actions);
    time(
        families,
        "detect",
        "From the onset of a drift to the report that opened the incident.",
        detecting);
    time(
        families,
        "mitigate",
        "From the onset of an incident, or its report where that is unknown, until the detector"
            + " was quiet.",
        mitigating);
    time(
        families,
        "recover",
        "From the onset of an incident, or its report where that is unknown, until recovery was"
            + " proven.",
        recovering);
    families.counter(
        "agent_retrains",
        "Retrains that have ended: promoted, refused by the gate, or failed.",
        retrains);
    if (atRisk.isPresent() && atRisk.get() instanceof MoneyAtRisk.Known known) {
      families.gauge(
          "agent_money_missed_per_hour",
          "Value of fraud an hour that the serving version did not flag, as reckoned for the latest"
              + " decision that was not ok; in the unit of the amount.",
          known.missedPerHour());
      families.gauge(
          "agent_money_scored_per_hour",
          "Value an hour of all that the serving version scored, as reckoned then.",
          known.scoredPerHour());
    }
    lastRetrain.ifPresent(end -> {
      families.gauge(
          "model_last_retrain_timestamp_seconds",
          "When the last retrain ended, in Unix time.",
          FactMetrics.seconds(end.time()));
      families.gauge(
          "model_last_retrain_promoted",
          "1 if the last retrain ended with a promotion, else 0.",
          end.code().equals("promoted") ? 1 : 0);
    });
  }

  private static void time(Families families, String verb, String help, Distribution seen) {
    families.histogram(
        "agent_incident_time_to_" + verb + "_seconds", help, Map.of(Labels.EMPTY, seen));
  }

  private static Labels source(String source, String result) {
    return Labels.of("source", source, "result", result);
  }

  private static Labels action(Decision action, String outcome) {
    return Labels.of("action", action.code(), "outcome", outcome);
  }

  /// Keeps a label within a known set, whatever the journal says.
  private static String known(String code, Set<String> codes) {
    return codes.contains(code) ? code : OTHER;
  }

  private static <T> Map<Labels, T> labelled() {
    return new TreeMap<>(Comparator.naturalOrder());
  }
}
