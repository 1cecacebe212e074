package io.evenkeel.drift;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// The performance of a model on a window whose labels are not there yet.
///
/// @param rows rows of the window that have a score
/// @param missing rows left out because their score is NaN or infinite
/// @param outside rows, among `rows`, whose score is below the lowest or above the highest of the
///   reference; what they are worth is an extrapolation
/// @param calibrated whether the scores were turned into probabilities by isotonic regression, or
///   taken as the probabilities that they already are
/// @param threshold the score from which a row is called positive
/// @param estimates one for every metric, in the order of [PerformanceMetric]
public record EstimatedPerformance(
    long rows,
    long missing,
    long outside,
    boolean calibrated,
    double threshold,
    Map<PerformanceMetric, Estimate> estimates) {
  /// Copies the estimates.
  ///
  /// @throws IllegalArgumentException when a metric has none
  public EstimatedPerformance {
    if (estimates.size() != PerformanceMetric.values().length) {
      throw new IllegalArgumentException(
          "one estimate for every metric is needed, had those of " + estimates.keySet());
    }
    estimates = Collections.unmodifiableMap(new EnumMap<>(estimates));
  }

  /// The estimate of one metric.
  public Estimate of(PerformanceMetric metric) {
    return Objects.requireNonNull(estimates.get(metric));
  }

  /// Whether any metric lies outside its thresholds.
  public boolean alert() {
    return estimates.values().stream()
        .anyMatch(e -> e instanceof Estimate.Estimated s && s.alert());
  }
}
