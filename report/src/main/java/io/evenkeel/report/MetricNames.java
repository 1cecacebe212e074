package io.evenkeel.report;

import io.evenkeel.drift.PerformanceMetric;

/// The metrics as people call them.
final class MetricNames {
  private MetricNames() {}

  static String of(PerformanceMetric metric) {
    return switch (metric) {
      case ROC_AUC -> "ROC-AUC";
      case PR_AUC -> "PR-AUC";
      case F1 -> "F1";
      case PRECISION -> "precision";
      case RECALL -> "recall";
      case SPECIFICITY -> "specificity";
      case ACCURACY -> "accuracy";
    };
  }
}
