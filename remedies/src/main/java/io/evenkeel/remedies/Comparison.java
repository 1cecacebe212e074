package io.evenkeel.remedies;

import io.evenkeel.drift.Estimate;
import io.evenkeel.drift.PerformanceEstimator;
import io.evenkeel.drift.PerformanceMetric;
import io.evenkeel.model.FeatureTable;
import io.evenkeel.model.LabelledTable;
import io.evenkeel.model.ModelBundle;
import io.evenkeel.model.PairedComparison;
import java.util.Optional;

/// Holds versions against the champion on the same rows: by labels where enough are mature, else by
/// what the scores let expect (CBPE).
///
/// For one thread: the champion is estimated once, when it is first needed.
final class Comparison {
  private final ModelBundle champion;
  private final LabelledTable mature;
  private final FeatureTable window;
  private final int frauds;
  private Optional<Estimate> ofChampion = Optional.empty();

  /// @param champion the version that serves
  /// @param mature the mature labelled rows of today
  /// @param window the rows of the window, whether labelled or not
  /// @param frauds how many mature frauds it takes to measure
  Comparison(ModelBundle champion, LabelledTable mature, FeatureTable window, int frauds) {
    this.champion = champion;
    this.mature = mature;
    this.window = window;
    this.frauds = frauds;
  }

  Standing of(ModelBundle candidate) {
    return switch (Scores.compare(champion, candidate, mature, frauds)) {
      case PairedComparison.Measured measured ->
          new Standing.Measured(
              measured.challenger(),
              measured.delta(),
              measured.lower(),
              measured.upper(),
              measured.positives());
      case PairedComparison.NotEnoughData(int seen, int needed) ->
          estimated(candidate, "%d of %d mature frauds".formatted(seen, needed));
    };
  }

  private Standing estimated(ModelBundle candidate, String labels) {
    if (ofChampion.isEmpty()) {
      ofChampion = Optional.of(estimate(champion));
    }
    return switch (ofChampion.get()) {
      case Estimate.NotEnoughData _ ->
          new Standing.Unknown(labels + ", and the champion cannot be estimated without");
      case Estimate.Estimated against ->
          switch (estimate(candidate)) {
            case Estimate.NotEnoughData _ ->
                new Standing.Unknown(labels + ", and it cannot be estimated without");
            case Estimate.Estimated of ->
                new Standing.Estimated(
                    of.value(), of.lower(), of.upper(), against.value(), against.lower());
          };
    };
  }

  private Estimate estimate(ModelBundle version) {
    return PerformanceEstimator.of(
            version.holdout().scores(),
            version.holdout().labels(),
            version.schema().threshold(),
            version.metadata().seed())
        .estimate(version.scorer().probabilities(window))
        .of(PerformanceMetric.ROC_AUC);
  }
}
