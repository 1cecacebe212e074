package io.evenkeel.agent;

import io.evenkeel.incident.Decision;
import io.evenkeel.incident.GateEvidence;
import io.evenkeel.incident.Incident;
import io.evenkeel.incident.MoneyAtRisk;
import io.evenkeel.incident.Outcome;
import io.evenkeel.incident.Recommendation;
import io.evenkeel.incident.Recovery;
import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.monitor.CheckReport;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// The JSON details of the agent's journal entries, written and read in one place.
final class Details {
  static final String DECISION = "decision";
  static final String CONSULT = "consult";
  static final String INCIDENT = "incident";
  static final String VERIFY = "verify";
  static final String MEANWHILE = "meanwhile";
  static final String GUARD = "guard";
  static final String REAPPRAISAL = "reappraisal";
  static final String EVIDENCE = "evidence";
  static final String PERSON = "person";
  static final double NANOS = 1e9;

  private Details() {}

  static String decision(
      CheckReport report, Recommendation recommendation, String source, String incident) {
    ObjectNode node =
        JsonFields.object().put("report", report.id()).put("version", report.version());
    if (report.conclusive()) {
      node.put("drift_score", report.drift().driftScore());
    } else {
      node.putNull("drift_score");
    }
    report.drift().driftedFeatures().forEach(node.putArray("drifted")::add);
    return node.put("confidence", recommendation.confidence())
        .put("reasoning", recommendation.reasoning())
        .put("source", source)
        .put("incident", incident)
        .toString();
  }

  static String consultation(String report, Reasoner.Consultation asked) {
    return JsonFields.object()
        .put("report", report)
        .put("model", asked.model())
        .put("prompt", asked.prompt())
        .put("response", asked.response())
        .put("remark", asked.remark())
        .put("took_seconds", asked.took().toNanos() / NANOS)
        .toString();
  }

  /// @param key the key of the effect; empty where none was numbered yet
  static String guard(String key, Decision action, String reason, String report) {
    return JsonFields.object()
        .put("describe", reason)
        .put("key", key)
        .put("action", action.code())
        .put("report", report)
        .toString();
  }

  static String person(String who, String why, String describe) {
    return JsonFields.object().put("describe", describe).put("who", who).put("why", why).toString();
  }

  static String incident(Incident incident) {
    ObjectNode node = JsonFields.object().put("describe", incident.state().code());
    node.put("version", incident.version());
    incident.cause().forEach(node.putArray("cause")::add);
    IncidentCodec.timeline(incident.timeline(), node.putObject("timeline"));
    return node.toString();
  }

  static String intent(CheckReport report, Recommendation recommendation) {
    return JsonFields.object()
        .put("describe", recommendation.reasoning())
        .put("report", report.id())
        .put("version", report.version())
        .toString();
  }

  static String outcome(Outcome outcome, String report) {
    ObjectNode node = JsonFields.object().put("describe", outcome.describe()).put("report", report);
    if (outcome instanceof Outcome.Changed changed) {
      node.put("from", changed.from()).put("to", changed.to());
      IncidentCodec.number(node, "roc_auc", changed.expectedRocAuc());
      IncidentCodec.number(node, "standard_error", changed.expectedStandardError());
    }
    outcome
        .evidence()
        .ifPresent(evidence -> EvidenceCodec.write(evidence, node.putObject(EVIDENCE)));
    return node.toString();
  }

  static String window(boolean quiet, int quietWindows, String version, double score) {
    return JsonFields.object()
        .put("describe", quiet ? "a full window without a finding" : "a window with a finding")
        .put("version", version)
        .put("drift_score", score)
        .put("quiet_windows", quietWindows)
        .toString();
  }

  static String recovery(Recovery recovery, String describe) {
    ObjectNode node = JsonFields.object().put("describe", describe);
    switch (recovery) {
      case Recovery.Recovered(double difference, double lower, double upper) ->
          node.put("difference", difference).put("lower", lower).put("upper", upper);
      case Recovery.Worse(double difference, double lower, double upper) ->
          node.put("difference", difference).put("lower", lower).put("upper", upper);
      case Recovery.Inconclusive(double difference, double lower, double upper) -> {
        IncidentCodec.number(node, "difference", difference);
        IncidentCodec.number(node, "lower", lower);
        IncidentCodec.number(node, "upper", upper);
      }
      case Recovery.NotEnoughData(int seen, int needed) ->
          node.put("frauds", seen).put("needed", needed);
    }
    return node.toString();
  }

  static String meanwhile(CheckReport report, MoneyAtRisk risk, String describe) {
    ObjectNode node =
        JsonFields.object()
            .put("describe", describe)
            .put("report", report.id())
            .put("version", report.version());
    if (risk instanceof MoneyAtRisk.Known known) {
      node.put("missed_per_hour", known.missedPerHour())
          .put("scored_per_hour", known.scoredPerHour())
          .put("traffic_share", known.trafficShare())
          .put("unit", known.unit())
          .put("frauds", known.frauds());
    }
    return node.toString();
  }

  static String look(String promotion, int number, String describe) {
    return JsonFields.object()
        .put("describe", describe)
        .put("promotion", promotion)
        .put("look", number)
        .toString();
  }

  static String remark(String describe) {
    return JsonFields.object().put("describe", describe).toString();
  }

  /// The report that an entry names, if it names one.
  static Optional<String> report(JournalEntry entry) {
    JsonFields fields = fields(entry);
    return fields.has("report") ? Optional.of(fields.text("report")) : Optional.empty();
  }

  /// The outcome that closed an effect, as it was written by [#outcome].
  ///
  /// @param end a DONE or FAILED entry
  static Outcome outcome(JournalEntry end) {
    JsonFields fields = fields(end);
    String describe = fields.text("describe");
    return switch (end.code()) {
      case "promoted", "rolled_back" ->
          new Outcome.Changed(
              fields.text("from"),
              fields.text("to"),
              fields.number("roc_auc"),
              fields.number("standard_error"),
              describe,
              evidence(fields));
      case "delivered" -> new Outcome.Delivered(describe);
      case "refused" -> new Outcome.Refused(describe, evidence(fields));
      case "failed" -> new Outcome.Failed(describe);
      case "interrupted" -> new Outcome.Interrupted(describe);
      default ->
          throw new IllegalArgumentException(
              "journal entry %d closes %s with an unknown code %s"
                  .formatted(end.sequence(), end.key(), end.code()));
    };
  }

  /// What a gate measured; empty where there was none, or an older program did not write it.
  static Optional<GateEvidence> evidence(JsonFields fields) {
    return fields.has(EVIDENCE)
        ? Optional.of(EvidenceCodec.read(fields.fields(EVIDENCE)))
        : Optional.empty();
  }

  static JsonFields fields(JournalEntry entry) {
    return JsonFields.parse("journal entry " + entry.sequence(), entry.detail());
  }
}
