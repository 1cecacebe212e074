package io.evenkeel.monitor;

import io.evenkeel.drift.FeatureEvidence;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What the watch said, as JSON.
final class WatchCodec {
  private static final String ANSWERED = "answered";

  private WatchCodec() {}

  /// @param answered whether the report that holds it answers it, as every one did that was written
  ///   before this was
  static JsonNode encode(WatchFinding finding, boolean answered) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("alarm", finding.alarm().toString());
    node.put("onset", finding.onset().toString());
    node.put("evidence", finding.evidence());
    node.put("threshold", finding.threshold());
    ArrayNode features = node.putArray("features");
    for (FeatureEvidence feature : finding.features()) {
      features
          .addObject()
          .put("feature", feature.feature())
          .put("log_evidence", feature.logEvidence());
    }
    if (!answered) {
      node.put(ANSWERED, false);
    }
    return node;
  }

  static boolean answered(Fields fields) {
    return !fields.names().contains(ANSWERED) || fields.flag(ANSWERED);
  }

  static WatchFinding decode(Fields fields) {
    List<FeatureEvidence> features =
        fields.objects("features").stream()
            .map(feature ->
                new FeatureEvidence(feature.text("feature"), feature.number("log_evidence")))
            .toList();
    return new WatchFinding(
        fields.time("alarm"),
        fields.time("onset"),
        fields.number("evidence"),
        fields.number("threshold"),
        features);
  }
}
