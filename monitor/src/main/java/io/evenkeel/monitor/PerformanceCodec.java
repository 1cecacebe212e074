package io.evenkeel.monitor;

import io.evenkeel.drift.Estimate;
import io.evenkeel.drift.EstimatedPerformance;
import io.evenkeel.drift.PerformanceMetric;
import io.evenkeel.drift.Realised;
import io.evenkeel.drift.RealisedPerformance;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Estimated and realised performance as JSON: a head, and one object a metric.
final class PerformanceCodec {
  private static final String NOT_ENOUGH = "not_enough_data";

  private PerformanceCodec() {}

  static JsonNode encode(EstimatedPerformance performance) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("rows", performance.rows());
    node.put("missing", performance.missing());
    node.put("outside", performance.outside());
    node.put("calibrated", performance.calibrated());
    node.put("decision_threshold", performance.threshold());
    node.put("alert", performance.alert());
    ObjectNode metrics = node.putObject("metrics");
    for (PerformanceMetric metric : PerformanceMetric.values()) {
      ObjectNode one = metrics.putObject(metric.code());
      switch (performance.of(metric)) {
        case Estimate.Estimated e ->
            one.put("verdict", "estimated")
                .put("value", e.value())
                .put("sampling_error", e.samplingError())
                .put("lower", e.lower())
                .put("upper", e.upper())
                .put("lower_threshold", e.lowerThreshold())
                .put("upper_threshold", e.upperThreshold())
                .put("alert", e.alert());
        case Estimate.NotEnoughData(long seen, long needed) ->
            one.put("verdict", NOT_ENOUGH).put("seen", seen).put("needed", needed);
      }
    }
    return node;
  }

  static EstimatedPerformance estimated(Fields fields) {
    return new EstimatedPerformance(
        fields.count("rows"),
        fields.count("missing"),
        fields.count("outside"),
        fields.flag("calibrated"),
        fields.number("decision_threshold"),
        metrics(fields.object("metrics"), PerformanceCodec::estimate));
  }

  static JsonNode encode(RealisedPerformance performance) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("rows", performance.rows());
    node.put("missing", performance.missing());
    node.put("positives", performance.positives());
    node.put("decision_threshold", performance.threshold());
    ObjectNode metrics = node.putObject("metrics");
    for (PerformanceMetric metric : PerformanceMetric.values()) {
      ObjectNode one = metrics.putObject(metric.code());
      switch (performance.of(metric)) {
        case Realised.Measured(double value, double error) ->
            one.put("verdict", "measured").put("value", value).put("standard_error", error);
        case Realised.NotEnoughData(long seen, long needed) ->
            one.put("verdict", NOT_ENOUGH).put("seen", seen).put("needed", needed);
      }
    }
    return node;
  }

  static RealisedPerformance realised(Fields fields) {
    return new RealisedPerformance(
        fields.count("rows"),
        fields.count("missing"),
        fields.count("positives"),
        fields.number("decision_threshold"),
        metrics(fields.object("metrics"), PerformanceCodec::realisedMetric));
  }

  private static <T> Map<PerformanceMetric, T> metrics(Fields fields, Function<Fields, T> decoder) {
    Map<PerformanceMetric, T> metrics = new EnumMap<>(PerformanceMetric.class);
    for (String name : fields.names()) {
      Optional<PerformanceMetric> metric = PerformanceMetric.named(name);
      metrics.put(
          metric.orElseThrow(
              () -> new MalformedReport(fields.where() + " has an unknown metric: " + name)),
          decoder.apply(fields.object(name)));
    }
    return metrics;
  }

  private static Estimate estimate(Fields fields) {
    return switch (fields.text("verdict")) {
      case "estimated" ->
          new Estimate.Estimated(
              fields.number("value"),
              fields.number("sampling_error"),
              fields.number("lower"),
              fields.number("upper"),
              fields.number("lower_threshold"),
              fields.number("upper_threshold"),
              fields.flag("alert"));
      case NOT_ENOUGH -> new Estimate.NotEnoughData(fields.count("seen"), fields.count("needed"));
      default -> throw new MalformedReport(fields.where() + ".verdict is unknown");
    };
  }

  private static Realised realisedMetric(Fields fields) {
    return switch (fields.text("verdict")) {
      case "measured" ->
          new Realised.Measured(fields.number("value"), fields.number("standard_error"));
      case NOT_ENOUGH -> new Realised.NotEnoughData(fields.count("seen"), fields.count("needed"));
      default -> throw new MalformedReport(fields.where() + ".verdict is unknown");
    };
  }
}
