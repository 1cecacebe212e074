package io.evenkeel.simulator;

import io.evenkeel.model.FeatureSchema;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The server's JSON: transactions and labels out, scores in. Stateless.
final class Wire {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final FeatureSchema SCHEMA = UpiWorld.schema();

  private Wire() {}

  /// A transaction with its id, and whether it passes whatever its score.
  record Row(String id, Transaction transaction, boolean passThrough) {}

  /// A label with the id of its transaction.
  record Label(String id, boolean fraud) {}

  /// What the server says of one row.
  record Score(String id, double probability, boolean flagged, String version) {}

  /// An answer that is not what was agreed.
  static final class BadAnswerException extends Exception {
    private static final long serialVersionUID = 1L;

    BadAnswerException(String message) {
      super(message);
    }
  }

  /// The body of `POST /predict`.
  static byte[] one(Row row) {
    return JSON.writeValueAsBytes(node(row));
  }

  /// The body of `POST /predict/batch`: a list of the bodies of single requests.
  static byte[] many(List<Row> rows) {
    ArrayNode list = JSON.createArrayNode();
    rows.forEach(row -> list.add(node(row)));
    return JSON.writeValueAsBytes(list);
  }

  /// The body of `POST /labels`.
  static byte[] labels(List<Label> labels) {
    ArrayNode list = JSON.createArrayNode();
    for (Label label : labels) {
      list.addObject().put("transaction_id", label.id()).put(SCHEMA.label(), label.fraud());
    }
    return JSON.writeValueAsBytes(list);
  }

  /// Reads the answer to a single request.
  static Score score(String body) throws BadAnswerException {
    return score(tree(body));
  }

  /// Reads the answer to a batch: `predictions` holds what single requests would have got.
  static List<Score> scores(String body) throws BadAnswerException {
    List<Score> scores = new ArrayList<>();
    for (JsonNode prediction : tree(body).path("predictions")) {
      scores.add(score(prediction));
    }
    return scores;
  }

  private static ObjectNode node(Row row) {
    ObjectNode node = JSON.createObjectNode().put("transaction_id", row.id());
    double[] values = row.transaction().row();
    for (int i = 0; i < values.length; i++) {
      String name = SCHEMA.features().get(i).name();
      if (values[i] == Math.rint(values[i])) {
        node.put(name, (long) values[i]);
      } else {
        node.put(name, values[i]);
      }
    }
    if (row.passThrough()) {
      node.put("pass_through", true);
    }
    return node;
  }

  private static JsonNode tree(String body) throws BadAnswerException {
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      throw new BadAnswerException("not JSON: " + e.getOriginalMessage());
    }
  }

  private static Score score(JsonNode node) throws BadAnswerException {
    JsonNode id = node.path("transaction_id");
    JsonNode probability = node.path("fraud_probability");
    JsonNode flagged = node.path("is_fraud");
    JsonNode version = node.path("model_version");
    if (!id.isString() || !probability.isNumber() || !flagged.isBoolean() || !version.isString()) {
      throw new BadAnswerException("not a prediction: " + node);
    }
    return new Score(
        id.stringValue(), probability.doubleValue(), flagged.booleanValue(), version.stringValue());
  }
}
