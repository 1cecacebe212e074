package io.evenkeel.report;

import static io.evenkeel.report.ReportJson.number;

import io.evenkeel.drift.Estimate;
import io.evenkeel.drift.EstimatedPerformance;
import io.evenkeel.drift.PerformanceMetric;
import io.evenkeel.drift.Realised;
import io.evenkeel.drift.RealisedPerformance;
import tools.jackson.databind.node.ObjectNode;

/// How well the model does, as JSON.
final class PerformanceJson {
  private PerformanceJson() {}

  static void write(ObjectNode root, Performance performance) {
    performance.estimated().ifPresent(found -> estimated(root, found));
    performance
        .realised()
        .ifPresent(found -> realised(root.putObject("realised_performance"), found));
    performance
        .reference()
        .ifPresent(found -> realised(root.putObject("reference_performance"), found));
  }

  private static void estimated(ObjectNode root, EstimatedPerformance found) {
    ObjectNode metrics = root.putObject("estimated_performance");
    for (PerformanceMetric metric : PerformanceMetric.values()) {
      ObjectNode node = metrics.putObject(metric.code());
      switch (found.of(metric)) {
        case Estimate.Estimated estimate -> {
          number(node, "value", estimate.value());
          number(node, "sampling_error", estimate.samplingError());
          number(node, "lower_confidence_boundary", estimate.lower());
          number(node, "upper_confidence_boundary", estimate.upper());
          number(node, "lower_threshold", estimate.lowerThreshold());
          number(node, "upper_threshold", estimate.upperThreshold());
          node.put("alert", estimate.alert());
        }
        case Estimate.NotEnoughData(long seen, long needed) ->
            tooFew(node.putNull("value").putNull("sampling_error"), seen, needed);
      }
    }
    root.putObject("estimation")
        .put("rows", found.rows())
        .put("missing", found.missing())
        .put("outside", found.outside())
        .put("calibrated", found.calibrated())
        .put("threshold", found.threshold());
  }

  private static void realised(ObjectNode metrics, RealisedPerformance found) {
    for (PerformanceMetric metric : PerformanceMetric.values()) {
      ObjectNode node = metrics.putObject(metric.code());
      switch (found.of(metric)) {
        case Realised.Measured(double value, double error) -> {
          number(node, "value", value);
          number(node, "standard_error", error);
        }
        case Realised.NotEnoughData(long seen, long needed) ->
            tooFew(node.putNull("value").putNull("standard_error"), seen, needed);
      }
    }
  }

  private static void tooFew(ObjectNode node, long seen, long needed) {
    node.put("seen", seen).put("needed", needed);
  }
}
