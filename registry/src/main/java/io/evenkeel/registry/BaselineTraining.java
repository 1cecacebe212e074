package io.evenkeel.registry;

import io.evenkeel.model.LabelledTable;
import io.evenkeel.model.ModelBundle;
import io.evenkeel.model.StratifiedSplit;
import io.evenkeel.model.TrainingPlan;
import io.evenkeel.model.TrainingProcess;
import java.util.Arrays;
import java.util.Optional;

/// Trains a version from a table, as a person asks for: 80 % to fit, 20 % to measure, both with the
/// same share of positives. The version answers for the whole table, and has no parent: it learned
/// from nothing else.
///
/// Safe for use by many threads; two trainings at once take different names or one of them fails.
public final class BaselineTraining {
  private static final double HOLDOUT_SHARE = 0.2;

  private final Registry registry;
  private final TrainingProcess process;
  private final long seed;

  /// @param registry takes the version
  /// @param process fits it
  /// @param seed of the split and of the training
  public BaselineTraining(Registry registry, TrainingProcess process, long seed) {
    this.registry = registry;
    this.process = process;
    this.seed = seed;
  }

  /// Trains and records a version. It does not serve yet.
  ///
  /// @param rows labelled rows
  /// @param why the reason, in words
  /// @throws io.evenkeel.model.TrainingException when the training fails
  /// @throws InterruptedException when the caller is interrupted
  public ModelBundle train(LabelledTable rows, String why) throws InterruptedException {
    StratifiedSplit split = StratifiedSplit.of(rows, HOLDOUT_SHARE, seed);
    float[] weights = new float[split.training().rows()];
    Arrays.fill(weights, 1);
    String version = registry.nextName();
    TrainingPlan plan =
        new TrainingPlan(
            version, Optional.empty(), why, split.training(), weights, split.holdout(), rows, seed);
    ModelBundle bundle = process.train(plan, registry.directory(version));
    registry.record(bundle, "");
    return bundle;
  }

  /// Makes a version the champion in place of whatever serves now.
  ///
  /// @param version a recorded version
  /// @param why the reason, in words
  public ChampionChange promote(String version, String why) {
    return registry.promote(registry.serving().map(ServingVersion::version), version, why, "");
  }
}
