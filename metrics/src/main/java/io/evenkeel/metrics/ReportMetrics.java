package io.evenkeel.metrics;

import io.evenkeel.drift.Estimate;
import io.evenkeel.drift.FeatureDrift;
import io.evenkeel.drift.PerformanceMetric;
import io.evenkeel.drift.QualityIssue;
import io.evenkeel.drift.Verdict;
import io.evenkeel.model.FeatureSchema;
import io.evenkeel.model.RocAuc;
import io.evenkeel.monitor.CheckReport;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The latest report as metrics. A check with too little data has no score, not a score of 0.
final class ReportMetrics {
  private static final List<String> KINDS =
      List.of(
          "missing",
          "entirely_missing",
          "constant",
          "almost_constant",
          "out_of_range",
          "undeclared",
          "repeats",
          "rejections");
  private static final List<String> VERDICTS = List.of("stable", "drifted", "not_enough_data");

  private ReportMetrics() {}

  static void tell(Families families, CheckReport report, FeatureSchema schema) {
    families.gauge(
        "drift_check_last_success_timestamp_seconds",
        "When the last drift check was made, in Unix time.",
        FactMetrics.seconds(report.timestamp()));
    families.gauge(
        "drift_check_duration_seconds",
        "How long the latest drift check took, from the report: a gauge, not a distribution.",
        report.took().toNanos() / 1e9);
    score(report.drift().verdict())
        .ifPresent(score ->
            families.gauge(
                "model_drift_score",
                "Share of drifted features in the latest check, 0 to 1.",
                score));
    features(families, report, schema);
    families.gauge(quality(report.drift().qualityIssues()));
    if (report.estimated().map(all -> all.of(PerformanceMetric.ROC_AUC)).orElse(null)
        instanceof Estimate.Estimated estimated) {
      families.gauge(
          "estimated_roc_auc",
          "ROC-AUC on the window of the latest check, estimated from its scores alone.",
          estimated.value());
    }
    if (report.performance() instanceof RocAuc.Measured measured) {
      families.gauge(
          "realised_roc_auc",
          "ROC-AUC of the version that the latest check is about, on all its mature labelled rows.",
          "maturity",
          Map.of("mature", measured.value()));
    }
  }

  private static void features(Families families, CheckReport report, FeatureSchema schema) {
    // A report is a file that others could have written: it must not make up labels.
    List<FeatureDrift> known =
        report.drift().features().stream()
            .filter(feature -> schema.names().contains(feature.feature()))
            .toList();
    if (known.isEmpty()) {
      return;
    }
    GaugeSnapshot.Builder verdicts =
        Families.gauges(
            "drift_feature_verdict", "1 for the verdict of the latest check on a feature, else 0.");
    for (FeatureDrift feature : known) {
      for (String verdict : VERDICTS) {
        verdicts.dataPoint(
            Families.value(
                verdict(feature.verdict()).equals(verdict) ? 1 : 0,
                Labels.of("feature", feature.feature(), "verdict", verdict)));
      }
    }
    families.gauge(verdicts);
    List<FeatureDrift> judged =
        known.stream().filter(feature -> score(feature.verdict()).isPresent()).toList();
    if (!judged.isEmpty()) {
      families.gauge(
          perFeature(
              "drift_feature_score",
              "Distance of a feature from its reference in the latest check.",
              judged,
              feature -> score(feature.verdict()).orElseThrow()));
      families.gauge(
          perFeature(
              "drift_feature_limit",
              "Distance from which on a feature counts as drifted.",
              judged,
              FeatureDrift::threshold));
    }
  }

  private static GaugeSnapshot.Builder perFeature(
      String name, String help, List<FeatureDrift> features, Function<FeatureDrift, Double> value) {
    GaugeSnapshot.Builder gauge = Families.gauges(name, help);
    for (FeatureDrift feature : features) {
      gauge.dataPoint(
          Families.value(
              value.apply(feature),
              Labels.of("feature", feature.feature(), "test", feature.test().code())));
    }
    return gauge;
  }

  private static GaugeSnapshot.Builder quality(List<QualityIssue> issues) {
    Map<String, Long> counts =
        issues.stream().collect(Collectors.groupingBy(QualityIssue::kind, Collectors.counting()));
    GaugeSnapshot.Builder gauge =
        Families.gauges("data_quality_issues", "Data quality issues of the latest check, by kind.");
    for (String kind : KINDS) {
      gauge.dataPoint(Families.value(counts.getOrDefault(kind, 0L), Labels.of("kind", kind)));
    }
    return gauge;
  }

  private static String verdict(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Stable _ -> "stable";
      case Verdict.Drifted _ -> "drifted";
      case Verdict.NotEnoughData _ -> "not_enough_data";
    };
  }

  private static OptionalDouble score(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Stable(double score) -> OptionalDouble.of(score);
      case Verdict.Drifted(double score) -> OptionalDouble.of(score);
      case Verdict.NotEnoughData _ -> OptionalDouble.empty();
    };
  }
}
