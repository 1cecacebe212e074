package io.evenkeel.chronicle;

import io.evenkeel.agent.AgentFact.Consulted;
import io.evenkeel.agent.AgentFact.Decided;
import io.evenkeel.agent.Reasoner.Consultation;
import java.util.SequencedMap;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The JSON documents that go with runs.
final class Documents {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Documents() {}

  static String decision(Decided decided) {
    ObjectNode node =
        JSON.createObjectNode()
            .put("decision", decided.decision().code())
            .put("time", decided.time().toString())
            .put("incident", decided.incident())
            .put("report", decided.report())
            .put("version", decided.version())
            .put("source", decided.source())
            .put("confidence", decided.confidence())
            .put("reasoning", decided.reasoning());
    decided
        .driftScore()
        .ifPresentOrElse(
            score -> node.put("drift_score", score), () -> node.putNull("drift_score"));
    decided.drifted().forEach(node.putArray("drifted")::add);
    return JSON.writeValueAsString(node);
  }

  static String consultation(Consulted consulted) {
    Consultation asked = consulted.consultation();
    return JSON.writeValueAsString(
        JSON.createObjectNode()
            .put("time", consulted.time().toString())
            .put("model", asked.model())
            .put("result", asked.result())
            .put("remark", asked.remark())
            .put("took_seconds", asked.took().toNanos() / 1e9)
            .put("prompt", asked.prompt())
            .put("response", asked.response()));
  }

  static String importance(SequencedMap<String, Double> gains) {
    ObjectNode node = JSON.createObjectNode();
    gains.forEach(node::put);
    return JSON.writeValueAsString(node);
  }
}
