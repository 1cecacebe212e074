package io.evenkeel.agent;

import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Incident;
import io.evenkeel.incident.IncidentState;
import io.evenkeel.incident.Marks;
import io.evenkeel.incident.Repair;
import io.evenkeel.incident.Timeline;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// An incident as the JSON document that the ledger keeps. Reading is strict: unknown, missing,
/// doubled or mistyped fields are errors.
public final class IncidentCodec {
  private IncidentCodec() {}

  /// Writes an incident.
  public static String write(Incident incident) {
    ObjectNode node = JsonFields.object();
    node.put("id", incident.id());
    node.put("state", incident.state().code());
    node.put("version", incident.version());
    incident.cause().forEach(node.putArray("cause")::add);
    node.putObject("latest")
        .put("report", incident.latest().report())
        .put("version", incident.latest().version());
    node.put("decision", incident.decision().code());
    node.put("handled", incident.handled());
    node.put("attempt", incident.attempt());
    node.put("settled", incident.settled());
    repair(incident.repair(), node.putObject("repair"));
    timeline(incident.timeline(), node.putObject("timeline"));
    node.put("escalated", incident.escalated());
    if (!incident.marks().isEmpty()) {
      MarksCodec.write(incident.marks(), node.putObject("marks"));
    }
    return node.toString();
  }

  /// Reads an incident.
  ///
  /// @throws IllegalArgumentException when the document is not one, with what is wrong with it
  public static Incident read(String json) {
    JsonFields fields = JsonFields.parse("incident", json);
    JsonFields latest = fields.fields("latest");
    Incident incident =
        new Incident(
            fields.text("id"),
            state(fields.text("state")),
            fields.text("version"),
            fields.texts("cause"),
            new Incident.Latest(latest.text("report"), latest.text("version")),
            Decision.ofCode(fields.text("decision")),
            fields.flag("handled"),
            fields.whole("attempt"),
            fields.whole("settled"),
            repair(fields.fields("repair")),
            timeline(fields.fields("timeline")),
            fields.flag("escalated"),
            fields.has("marks") ? MarksCodec.read(fields.fields("marks")) : Marks.none());
    latest.end();
    fields.end();
    return incident;
  }

  private static void repair(Repair repair, ObjectNode node) {
    switch (repair) {
      case Repair.None _ -> node.put("kind", "none");
      case Repair.Told(String version, Repair.Watch watch) -> {
        node.put("kind", "told").put("version", version);
        watch(watch, node);
      }
      case Repair.Changed changed -> {
        node.put("kind", "changed").put("from", changed.from()).put("to", changed.to());
        number(node, "expected_roc_auc", changed.expectedRocAuc());
        number(node, "expected_standard_error", changed.expectedStandardError());
        node.put("since", changed.since().toString());
        node.put("deadline", changed.deadline().toString());
        node.put("next_look", changed.nextLook());
        watch(changed.watch(), node);
      }
    }
  }

  private static Repair repair(JsonFields fields) {
    String kind = fields.text("kind");
    Repair repair =
        switch (kind) {
          case "none" -> new Repair.None();
          case "told" -> new Repair.Told(fields.text("version"), watch(fields));
          case "changed" ->
              new Repair.Changed(
                  fields.text("from"),
                  fields.text("to"),
                  fields.number("expected_roc_auc"),
                  fields.number("expected_standard_error"),
                  fields.time("since"),
                  fields.time("deadline"),
                  fields.whole("next_look"),
                  watch(fields));
          default -> throw new IllegalArgumentException("not a kind of repair: " + kind);
        };
    fields.end();
    return repair;
  }

  private static void watch(Repair.Watch watch, ObjectNode node) {
    node.put("cursor", watch.cursor().toString()).put("quiet_windows", watch.quiet());
  }

  private static Repair.Watch watch(JsonFields fields) {
    return new Repair.Watch(fields.time("cursor"), fields.whole("quiet_windows"));
  }

  static void timeline(Timeline timeline, ObjectNode node) {
    time(node, "onset", timeline.onset());
    node.put("detected", timeline.detected().toString());
    time(node, "decided", timeline.decided());
    time(node, "acted", timeline.acted());
    time(node, "mitigated", timeline.mitigated());
    time(node, "resolved", timeline.resolved());
  }

  static Timeline timeline(JsonFields fields) {
    Timeline timeline =
        new Timeline(
            fields.optionalTime("onset"),
            fields.time("detected"),
            fields.optionalTime("decided"),
            fields.optionalTime("acted"),
            fields.optionalTime("mitigated"),
            fields.optionalTime("resolved"));
    fields.end();
    return timeline;
  }

  private static void time(ObjectNode node, String name, Optional<Instant> time) {
    time.ifPresentOrElse(value -> node.put(name, value.toString()), () -> node.putNull(name));
  }

  static void number(ObjectNode node, String name, double value) {
    if (Double.isNaN(value)) {
      node.putNull(name);
    } else {
      node.put(name, value);
    }
  }

  static IncidentState state(String code) {
    for (IncidentState state : IncidentState.values()) {
      if (state.code().equals(code)) {
        return state;
      }
    }
    throw new IllegalArgumentException("not a state of an incident: " + code);
  }
}
