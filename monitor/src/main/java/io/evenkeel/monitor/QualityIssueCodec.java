package io.evenkeel.monitor;

import io.evenkeel.drift.QualityIssue;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Quality issues as JSON: a kind, the numbers, and a description for people.
final class QualityIssueCodec {
  private QualityIssueCodec() {}

  static ObjectNode encode(QualityIssue issue) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("kind", issue.kind());
    switch (issue) {
      case QualityIssue.Missing(String feature, double share) ->
          node.put("feature", feature).put("share", share);
      case QualityIssue.EntirelyMissing(String feature) -> node.put("feature", feature);
      case QualityIssue.Constant(String feature, double value) ->
          node.put("feature", feature).put("value", value);
      case QualityIssue.AlmostConstant(String feature, double value, double share) ->
          node.put("feature", feature).put("value", value).put("share", share);
      case QualityIssue.OutOfRange(String feature, long count) ->
          node.put("feature", feature).put("count", count);
      case QualityIssue.Undeclared(String feature, long count) ->
          node.put("feature", feature).put("count", count);
      case QualityIssue.Repeats(long count, double share) ->
          node.put("count", count).put("share", share);
      case QualityIssue.Rejections(long rejected, double share) ->
          node.put("rejected", rejected).put("share", share);
    }
    return node.put("description", issue.describe());
  }

  static QualityIssue decode(Fields fields) {
    String kind = fields.text("kind");
    return switch (kind) {
      case "missing" -> new QualityIssue.Missing(fields.text("feature"), fields.number("share"));
      case "entirely_missing" -> new QualityIssue.EntirelyMissing(fields.text("feature"));
      case "constant" -> new QualityIssue.Constant(fields.text("feature"), fields.number("value"));
      case "almost_constant" ->
          new QualityIssue.AlmostConstant(
              fields.text("feature"), fields.number("value"), fields.number("share"));
      case "out_of_range" ->
          new QualityIssue.OutOfRange(fields.text("feature"), fields.count("count"));
      case "undeclared" ->
          new QualityIssue.Undeclared(fields.text("feature"), fields.count("count"));
      case "repeats" -> new QualityIssue.Repeats(fields.count("count"), fields.number("share"));
      case "rejections" ->
          new QualityIssue.Rejections(fields.count("rejected"), fields.number("share"));
      default -> throw new MalformedReport(fields.where() + ".kind is unknown: " + kind);
    };
  }
}
