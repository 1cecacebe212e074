package io.evenkeel.remedies;

import io.evenkeel.model.HoldoutComparison;
import io.evenkeel.model.LabelledTable;
import io.evenkeel.model.ModelBundle;
import io.evenkeel.model.PairedComparison;
import io.evenkeel.model.RocAuc;

/// Versions measured on labelled rows.
final class Scores {
  private Scores() {}

  /// ROC-AUC with its standard error.
  record Expected(double rocAuc, double standardError) {}

  /// A promise that nothing can be held against: an error as wide as the scale.
  static final Expected UNKNOWN = new Expected(0.5, 0.5);

  /// Two versions on the same rows.
  static PairedComparison compare(
      ModelBundle champion, ModelBundle challenger, LabelledTable rows, int frauds) {
    return PairedComparison.of(champion.score(rows), challenger.score(rows), frauds);
  }

  /// Two versions on the same rows, in every figure of the gate.
  static HoldoutComparison compare(
      ModelBundle champion,
      ModelBundle challenger,
      LabelledTable rows,
      HoldoutComparison.Plan plan) {
    return HoldoutComparison.of(
        rows, contestant(champion, rows), contestant(challenger, rows), plan);
  }

  private static HoldoutComparison.Contestant contestant(ModelBundle bundle, LabelledTable rows) {
    return new HoldoutComparison.Contestant(
        bundle.scorer().probabilities(rows.features()), bundle.metadata().threshold());
  }

  /// What a version promised on its own hold-out. For a retrained one that is the recent hold-out
  /// of its gate.
  static Expected expected(ModelBundle bundle) {
    return switch (RocAuc.of(bundle.holdout(), 2)) {
      case RocAuc.Measured(double value, double standardError, _, _) ->
          new Expected(value, standardError);
      case RocAuc.NotEnoughData _ -> UNKNOWN;
    };
  }
}
