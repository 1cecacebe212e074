package io.evenkeel.model;

import java.time.Instant;

/// What a plan must have to be trained, and what its bundle says of the result.
final class TrainingRules {
  private static final int FEWEST = 2;

  private TrainingRules() {}

  /// @throws TrainingException when the plan cannot be trained
  static void check(TrainingPlan plan) {
    requireClasses(plan.version(), "training rows", plan.training());
    requireClasses(plan.version(), "hold-out", plan.holdout());
    FeatureSchema schema = plan.training().features().schema();
    if (!schema.equals(plan.holdout().features().schema())
        || !schema.equals(plan.reference().features().schema())) {
      throw new TrainingException(
          "training of " + plan.version() + ": the tables of the plan have different schemas");
    }
    for (int row = 0; row < plan.weights().length; row++) {
      float weight = plan.weights()[row];
      if (!(weight > 0) || Float.isInfinite(weight)) {
        throw new TrainingException(
            "training of %s: the weight of row %d must be above 0, was %s"
                .formatted(plan.version(), row, weight));
      }
    }
  }

  static ModelMetadata describe(
      TrainingPlan plan, ScoredLabels holdout, Instant trainedAt, double seconds) {
    return new ModelMetadata(
        plan.version(),
        plan.parent(),
        plan.why(),
        trainedAt,
        plan.training().rows(),
        holdout.rows(),
        holdout.positives(),
        plan.reference().rows(),
        rocAuc(plan, holdout),
        prAuc(plan, holdout),
        plan.training().features().schema().threshold(),
        plan.seed(),
        seconds);
  }

  private static double rocAuc(TrainingPlan plan, ScoredLabels holdout) {
    return switch (RocAuc.of(holdout, FEWEST)) {
      case RocAuc.Measured measured -> measured.value();
      case RocAuc.NotEnoughData _ -> throw tooFew(plan.version(), "hold-out", holdout.positives());
    };
  }

  private static double prAuc(TrainingPlan plan, ScoredLabels holdout) {
    return switch (PrAuc.of(holdout, FEWEST)) {
      case PrAuc.Measured measured -> measured.value();
      case PrAuc.NotEnoughData _ -> throw tooFew(plan.version(), "hold-out", holdout.positives());
    };
  }

  private static void requireClasses(String version, String what, LabelledTable rows) {
    if (rows.positives() < FEWEST || rows.rows() - rows.positives() < FEWEST) {
      throw tooFew(version, what + " (" + rows.rows() + " rows)", rows.positives());
    }
  }

  private static TrainingException tooFew(String version, String what, int positives) {
    return new TrainingException(
        "training of %s: at least %d rows of each class are needed; positives in the %s: %d"
            .formatted(version, FEWEST, what, positives));
  }
}
