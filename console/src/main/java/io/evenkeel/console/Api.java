package io.evenkeel.console;

import io.evenkeel.agent.AgentFact;
import io.evenkeel.agent.IncidentCodec;
import io.evenkeel.agent.Instructions;
import io.evenkeel.agent.Instructions.Result;
import io.evenkeel.agent.KillSwitchFile;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Incident;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The console for programs, and what people say.
///
/// @param sights what is shown
/// @param people takes what people say
record Api(Sights sights, Instructions people) {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  Answer status() {
    ObjectNode json = MAPPER.createObjectNode();
    sights
        .serving()
        .ifPresentOrElse(
            fact ->
                json.putObject("serving")
                    .put("version", fact.version())
                    .put("since", fact.since().toString())
                    .put("why", fact.why()),
            () -> json.putNull("serving"));
    json.set("kill_switch", killSwitch());
    json.put("autonomy", sights.autonomy().code());
    Instant now = sights.now();
    var open = sights.open();
    json.put("open_incidents", open.size())
        .put(
            "asking_incidents",
            open.stream().filter(incident -> incident.marks().asks(now)).count());
    sights
        .latestReport()
        .ifPresentOrElse(
            report -> {
              ObjectNode latest =
                  json.putObject("report")
                      .put("id", report.id())
                      .put("time", report.timestamp().toString())
                      .put("version", report.version())
                      .put("recommendation", report.recommendation().decision().code());
              if (report.conclusive()) {
                latest.put("drift_score", report.drift().driftScore());
              } else {
                latest.putNull("drift_score");
              }
            },
            () -> json.putNull("report"));
    ObjectNode signs = json.putObject("signs_of_life");
    sights.signsOfLife().forEach((process, time) -> signs.put(process, time.toString()));
    return Answer.json(json);
  }

  Answer incidents() {
    ArrayNode all = MAPPER.createArrayNode();
    sights.incidents().forEach(incident -> all.add(json(incident)));
    return Answer.json(all);
  }

  Answer incident(String id) {
    Optional<Incident> incident = sights.incident(id);
    if (incident.isEmpty()) {
      return unknown(id);
    }
    ObjectNode json = json(incident.get());
    ArrayNode facts = json.putArray("facts");
    for (AgentFact fact : sights.facts(id)) {
      facts
          .addObject()
          .put("sequence", fact.sequence())
          .put("time", fact.time().toString())
          .put("kind", FactText.kind(fact))
          .put("what", FactText.what(fact));
    }
    return Answer.json(json);
  }

  Answer pause(Body body) {
    String who = body.text("who");
    String why = body.text("why");
    Optional<Duration> length = minutes(body);
    body.end();
    people.pause(length, who, why);
    return Answer.json(MAPPER.createObjectNode().set("kill_switch", killSwitch()));
  }

  Answer resume(Body body) {
    String who = body.text("who");
    String why = body.text("why");
    body.end();
    boolean stopped = people.resume(who, why);
    return Answer.json(
        MAPPER.createObjectNode().put("was_stopped", stopped).set("kill_switch", killSwitch()));
  }

  /// Tells the agent something about an incident.
  ///
  /// @param verb the last part of the path
  Answer instruct(String id, String verb, Body body) {
    String who = body.text("who");
    String why = body.text("why");
    return switch (verb) {
      case "acknowledge" -> {
        body.end();
        yield answer(people.acknowledge(id, who, why));
      }
      case "resolve" -> {
        body.end();
        yield answer(people.resolve(id, who, why));
      }
      case "override" -> {
        String next = body.text("next");
        body.end();
        yield answer(
            next.equals("policy")
                ? people.withdraw(id, who, why)
                : people.overrule(id, decision(next), who, why));
      }
      case "suppress" -> {
        Optional<Instant> until = minutes(body).map(sights.now()::plus);
        body.end();
        yield answer(people.suppress(id, until, who, why));
      }
      case "merge" -> {
        String into = body.text("into");
        body.end();
        yield answer(people.merge(id, into, who, why));
      }
      default ->
          Answer.error(
              404,
              "not_found",
              "an incident takes acknowledge, resolve, override, suppress and merge");
    };
  }

  private static Decision decision(String next) {
    return switch (next) {
      case "none" -> Decision.OK;
      case "alert", "rollback", "retrain" -> Decision.ofCode(next);
      default ->
          throw new IllegalArgumentException(
              "next must be one of none, alert, rollback, retrain, policy");
    };
  }

  private static Optional<Duration> minutes(Body body) {
    return body.optionalCount("minutes").map(Duration::ofMinutes);
  }

  private static Answer answer(Result result) {
    return switch (result) {
      case Result.Done(Incident incident) ->
          Answer.json(MAPPER.createObjectNode().set("incident", json(incident)));
      case Result.Refused(String reason) -> Answer.error(409, "refused", reason);
      case Result.Unknown(String id) -> unknown(id);
    };
  }

  private static Answer unknown(String id) {
    return Answer.error(404, "not_found", "there is no incident " + id);
  }

  private ObjectNode killSwitch() {
    ObjectNode json = MAPPER.createObjectNode();
    Optional<KillSwitchFile.Standing> stopped = sights.stopped();
    json.put("on", stopped.isPresent());
    stopped.ifPresent(standing -> {
      json.put("by", standing.by()).put("why", standing.why());
      standing.since().ifPresent(since -> json.put("since", since.toString()));
      standing.until().ifPresent(until -> json.put("until", until.toString()));
    });
    return json;
  }

  private static ObjectNode json(Incident incident) {
    return (ObjectNode) MAPPER.readTree(IncidentCodec.write(incident));
  }
}
