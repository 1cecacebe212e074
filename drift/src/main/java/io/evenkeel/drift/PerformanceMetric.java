package io.evenkeel.drift;

import java.util.Optional;

/// A measure of a binary classifier, 0 to 1, higher is better. The codes are NannyML's names.
public enum PerformanceMetric {
  /// The chance that a positive row scores above a negative one; a tie counts half.
  ROC_AUC("roc_auc"),
  /// Average precision: the sum over the distinct scores, from the highest down, of the gain in
  /// recall times the precision there.
  PR_AUC("average_precision"),
  /// The harmonic mean of precision and recall at the decision threshold.
  F1("f1"),
  /// Of the rows called positive, the share that is.
  PRECISION("precision"),
  /// Of the positive rows, the share that is called so.
  RECALL("recall"),
  /// Of the negative rows, the share that is called so.
  SPECIFICITY("specificity"),
  /// The share of rows that are called what they are.
  ACCURACY("accuracy");

  private final String code;

  PerformanceMetric(String code) {
    this.code = code;
  }

  /// The name in reports and documents, for example `roc_auc`.
  public String code() {
    return code;
  }

  /// The metric with a given code, empty when there is none.
  public static Optional<PerformanceMetric> named(String code) {
    for (PerformanceMetric metric : values()) {
      if (metric.code.equals(code)) {
        return Optional.of(metric);
      }
    }
    return Optional.empty();
  }
}
