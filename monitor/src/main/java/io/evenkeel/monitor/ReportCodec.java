package io.evenkeel.monitor;

import io.evenkeel.drift.DataFault;
import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.DriftTest;
import io.evenkeel.drift.FeatureDrift;
import io.evenkeel.drift.PerformanceFall;
import io.evenkeel.drift.QualityIssue;
import io.evenkeel.drift.Verdict;
import io.evenkeel.incident.Culprit;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Recommendation;
import io.evenkeel.model.RocAuc;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Reports as JSON and back. Reading what was written gives an equal report; anything else, be it
/// torn, altered, of the wrong type, with a field too many or too few, is [MalformedReport].
///
/// Stateless and safe for use by many threads.
final class ReportCodec {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private static final double NANOS = 1e9;
  private static final String FALL = "performance_fall";

  private ReportCodec() {}

  /// @throws IllegalArgumentException when the report contradicts itself
  static byte[] write(CheckReport report) {
    Optional<String> wrong = ReportRules.broken(report);
    if (wrong.isPresent()) {
      throw new IllegalArgumentException(
          "report %s contradicts itself: %s".formatted(report.id(), wrong.get()));
    }
    return JSON.writeValueAsBytes(encode(report));
  }

  static CheckReport read(byte[] json) {
    JsonNode tree;
    try {
      tree = JSON.readTree(json);
    } catch (JacksonException e) {
      throw new MalformedReport("not whole JSON: " + e.getOriginalMessage());
    }
    CheckReport report;
    try {
      report = decode(new Fields("", tree));
    } catch (IllegalArgumentException e) {
      throw new MalformedReport(String.valueOf(e.getMessage()));
    }
    // What follows from other fields is written for readers; here it shows whether all is whole.
    Optional<String> wrong =
        ReportRules.broken(report).or(() -> JsonDifference.first(encode(report), tree));
    if (wrong.isPresent()) {
      throw new MalformedReport(wrong.get());
    }
    return report;
  }

  private static ObjectNode encode(CheckReport report) {
    DriftReport drift = report.drift();
    ObjectNode node = object();
    node.put("id", report.id());
    node.put("timestamp", report.timestamp().toString());
    node.put("model_version", report.version());
    node.put("drift_detected", drift.verdict() instanceof Verdict.Drifted);
    node.setAll(verdict(drift.verdict()));
    ArrayNode drifted = node.putArray("drifted_columns");
    drift.driftedFeatures().forEach(drifted::add);
    node.put("recommendation", report.recommendation().decision().code());
    node.put("confidence", report.recommendation().confidence());
    node.put("reasoning", report.recommendation().reasoning());
    node.put("confirmed", report.confirmed());
    node.put("onset", report.onset().map(Object::toString).orElse(null));
    node.set(
        "watch",
        report
            .watch()
            .map(finding -> WatchCodec.encode(finding, report.answers()))
            .orElse(nothing()));
    node.put("rows", drift.rows());
    node.set("window", report.window().<JsonNode>map(ReportCodec::window).orElse(nothing()));
    ArrayNode issues = node.putArray("quality_issues");
    drift.qualityIssues().forEach(issue -> issues.add(QualityIssueCodec.encode(issue)));
    ArrayNode faults = node.putArray("faults");
    report.faults().forEach(fault -> faults.add(DataFaultCodec.encode(fault)));
    // Left out where there is none, as in reports of older programs.
    report
        .culprit()
        .ifPresent(culprit ->
            node.putObject("culprit")
                .put("client", culprit.client())
                .put("share", culprit.share()));
    ObjectNode details = node.putObject("feature_details");
    drift.features().forEach(feature -> details.set(feature.feature(), feature(feature)));
    node.set("performance", performance(report.performance()));
    node.set(
        "estimated_performance",
        report.estimated().map(PerformanceCodec::encode).orElse(nothing()));
    node.set(
        "realised_performance", report.realised().map(PerformanceCodec::encode).orElse(nothing()));
    // Only where there is one, so that reports of older programs read as they were written.
    drift.fall().ifPresent(fall -> node.set(FALL, fall(fall)));
    node.put("check_seconds", report.took().toNanos() / NANOS);
    node.put("report_html_path", report.page());
    return node;
  }

  private static CheckReport decode(Fields fields) {
    Fields details = fields.object("feature_details");
    List<FeatureDrift> features = new ArrayList<>();
    for (String name : details.names()) {
      features.add(feature(name, details.object(name)));
    }
    List<QualityIssue> issues =
        fields.objects("quality_issues").stream().map(QualityIssueCodec::decode).toList();
    List<DataFault> faults = fields.objects("faults").stream().map(DataFaultCodec::decode).toList();
    return new CheckReport(
        fields.text("id"),
        fields.time("timestamp"),
        fields.text("model_version"),
        fields
            .optionalObject("window")
            .map(w -> new Window(w.time("from"), w.time("to"), w.smallCount("rows"))),
        new DriftReport(
            fields.count("rows"),
            features,
            issues,
            verdict(fields),
            fields.names().contains(FALL)
                ? Optional.of(fall(fields.object(FALL)))
                : Optional.empty()),
        faults,
        fields.has("culprit") ? Optional.of(culprit(fields.object("culprit"))) : Optional.empty(),
        fields.flag("confirmed"),
        fields.optionalTime("onset"),
        fields.optionalObject("watch").map(WatchCodec::decode),
        fields.optionalObject("watch").filter(WatchCodec::answered).isPresent(),
        performance(fields.object("performance")),
        fields.optionalObject("estimated_performance").map(PerformanceCodec::estimated),
        fields.optionalObject("realised_performance").map(PerformanceCodec::realised),
        new Recommendation(
            named(
                fields,
                "recommendation",
                Arrays.stream(Decision.values())
                    .filter(decision -> decision.code().equals(fields.text("recommendation")))
                    .findFirst()),
            fields.number("confidence"),
            fields.text("reasoning")),
        Duration.ofNanos(Math.round(fields.number("check_seconds") * NANOS)));
  }

  private static Culprit culprit(Fields fields) {
    return new Culprit(fields.text("client"), fields.number("share"));
  }

  private static ObjectNode verdict(Verdict verdict) {
    ObjectNode node = object();
    switch (verdict) {
      case Verdict.Stable(double score) -> node.put("verdict", "stable").put("drift_score", score);
      case Verdict.Drifted(double score) ->
          node.put("verdict", "drifted").put("drift_score", score);
      case Verdict.NotEnoughData(long seen, long needed) -> {
        node.put("verdict", "not_enough_data");
        node.putNull("drift_score");
        node.put("seen", seen).put("needed", needed);
      }
    }
    return node;
  }

  private static Verdict verdict(Fields fields) {
    String verdict = fields.text("verdict");
    return switch (verdict) {
      case "stable" -> new Verdict.Stable(fields.number("drift_score"));
      case "drifted" -> new Verdict.Drifted(fields.number("drift_score"));
      case "not_enough_data" ->
          new Verdict.NotEnoughData(fields.count("seen"), fields.count("needed"));
      default -> throw new MalformedReport("verdict is unknown: " + verdict);
    };
  }

  private static ObjectNode feature(FeatureDrift feature) {
    ObjectNode node = object().put("drift_detected", feature.drifted());
    node.setAll(verdict(feature.verdict()));
    return node.put("stat_test", feature.test().code())
        .put("threshold", feature.threshold())
        .put("reference_rows", feature.referenceRows())
        .put("current_rows", feature.currentRows());
  }

  private static FeatureDrift feature(String name, Fields fields) {
    return new FeatureDrift(
        name,
        named(
            fields,
            "stat_test",
            Arrays.stream(DriftTest.values())
                .filter(test -> test.code().equals(fields.text("stat_test")))
                .findFirst()),
        fields.number("threshold"),
        verdict(fields),
        fields.count("reference_rows"),
        fields.count("current_rows"));
  }

  private static ObjectNode window(Window window) {
    return object()
        .put("from", window.from().toString())
        .put("to", window.to().toString())
        .put("rows", window.rows());
  }

  private static ObjectNode fall(PerformanceFall fall) {
    return object()
        .put("live", fall.live())
        .put("live_error", fall.liveError())
        .put("expected", fall.expected())
        .put("expected_error", fall.expectedError())
        .put("frauds", fall.positives());
  }

  private static PerformanceFall fall(Fields fields) {
    return new PerformanceFall(
        fields.number("live"),
        fields.number("live_error"),
        fields.number("expected"),
        fields.number("expected_error"),
        fields.count("frauds"));
  }

  private static ObjectNode performance(RocAuc performance) {
    return switch (performance) {
      case RocAuc.Measured(double value, double error, int positives, int negatives) ->
          object()
              .put("verdict", "measured")
              .put("roc_auc", value)
              .put("standard_error", error)
              .put("frauds", positives)
              .put("honest", negatives);
      case RocAuc.NotEnoughData(int positives, int needed) ->
          object().put("verdict", "not_enough_data").put("seen", positives).put("needed", needed);
    };
  }

  private static RocAuc performance(Fields fields) {
    String verdict = fields.text("verdict");
    return switch (verdict) {
      case "measured" ->
          new RocAuc.Measured(
              fields.number("roc_auc"),
              fields.number("standard_error"),
              fields.smallCount("frauds"),
              fields.smallCount("honest"));
      case "not_enough_data" ->
          new RocAuc.NotEnoughData(fields.smallCount("seen"), fields.smallCount("needed"));
      default -> throw new MalformedReport("performance.verdict is unknown: " + verdict);
    };
  }

  private static <T> T named(Fields fields, String name, Optional<T> found) {
    return found.orElseThrow(() -> new MalformedReport(name + " is unknown: " + fields.text(name)));
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static JsonNode nothing() {
    return JsonNodeFactory.instance.nullNode();
  }
}
