package io.evenkeel.model;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Trains a model in a child process at low priority, so that serving keeps its processor time and
/// a crash of the native library ends the child only.
///
/// Stateless and safe for use by many threads.
public final class TrainingProcess {
  private static final int QUOTED_LINES = 15;

  private final Duration deadline;
  private final Hyperparameters hyperparameters;
  private final InstantSource clock;

  /// Trains with [Hyperparameters#defaults] by the clock of the system.
  ///
  /// @param deadline after which the child is ended and the training has failed
  public TrainingProcess(Duration deadline) {
    this(deadline, Hyperparameters.defaults(), InstantSource.system());
  }

  /// @param deadline after which the child is ended and the training has failed
  /// @param hyperparameters how the trees are grown
  /// @param clock gives the time that the metadata names
  public TrainingProcess(Duration deadline, Hyperparameters hyperparameters, InstantSource clock) {
    if (deadline.isNegative() || deadline.isZero()) {
      throw new IllegalArgumentException("the deadline must be positive, was " + deadline);
    }
    this.deadline = deadline;
    this.hyperparameters = hyperparameters;
    this.clock = clock;
  }

  /// Trains and writes a complete bundle.
  ///
  /// @param plan what to train
  /// @param destination a directory that does not exist yet; it appears whole or not at all
  /// @return the bundle, opened and checked
  /// @throws TrainingException when the plan cannot be trained, or the child fails or runs over the
  ///   deadline; the message quotes the child's last lines
  /// @throws InterruptedException when the caller is interrupted; the child is ended
  public ModelBundle train(TrainingPlan plan, Path destination) throws InterruptedException {
    TrainingRules.check(plan);
    if (Files.exists(destination, LinkOption.NOFOLLOW_LINKS)) {
      throw new TrainingException(destination + " exists already");
    }
    try {
      Path scratch = TrainingScratch.create(destination);
      try {
        return train(plan, destination, scratch);
      } finally {
        DurableFiles.deleteTree(scratch);
      }
    } catch (ClosedByInterruptException e) {
      // The interrupt met a write. The flag that it left is what this exception stands for.
      Thread.interrupted();
      InterruptedException interrupted =
          new InterruptedException("interrupted while training " + plan.version());
      interrupted.initCause(e);
      throw interrupted;
    } catch (IOException e) {
      throw new TrainingException("training of " + plan.version() + " failed: " + e, e);
    }
  }

  private ModelBundle train(TrainingPlan plan, Path destination, Path scratch)
      throws IOException, InterruptedException {
    long started = System.nanoTime();
    TrainingOrder order = TrainingOrder.of(plan, hyperparameters);
    order.write(scratch, plan.training(), plan.weights());
    runChild(plan.version(), order, scratch);
    byte[] model = Files.readAllBytes(scratch.resolve(TrainingOrder.MODEL));
    byte[] gains = Files.readAllBytes(scratch.resolve(TrainingOrder.GAINS));
    FeatureSchema schema = plan.training().features().schema();
    LabelledTable holdout = plan.holdout();
    double[] scores = Scorer.of(model, "trained model", schema).probabilities(holdout.features());
    GoldenPredictions golden =
        GoldenPredictions.of(
            plan.training().features(),
            ModelJson.MAPPER.readValue(
                Files.readAllBytes(scratch.resolve(TrainingOrder.GOLDEN)), double[].class));
    double seconds = (System.nanoTime() - started) / 1e9;
    ModelMetadata metadata =
        TrainingRules.describe(
            plan, new ScoredLabels(scores, holdout.labels()), clock.instant(), seconds);
    return new BundleDraft(
            model,
            gains,
            schema,
            plan.reference(),
            new ScoredLabels(scores, holdout.labels()),
            metadata,
            golden,
            Optional.of(hyperparameters))
        .publish(scratch, destination);
  }

  private void runChild(String version, TrainingOrder order, Path scratch)
      throws IOException, InterruptedException {
    Path log = scratch.resolve("child.log");
    Process child = TrainingCommand.of(order, scratch, log).start();
    try {
      if (!child.waitFor(deadline)) {
        throw new TrainingException(
            "training of " + version + " ran over its deadline of " + deadline + tail(log));
      }
      if (child.exitValue() != 0) {
        throw new TrainingException(
            "training of " + version + " ended with status " + child.exitValue() + tail(log));
      }
    } finally {
      child.destroyForcibly();
      // Until it is gone it may still write into the scratch directory.
      child.onExit().join();
    }
  }

  private static String tail(Path log) throws IOException {
    List<String> lines =
        new String(Files.readAllBytes(log), StandardCharsets.UTF_8).strip().lines().toList();
    String quoted =
        String.join("\n", lines.subList(Math.max(0, lines.size() - QUOTED_LINES), lines.size()));
    return quoted.isEmpty() ? "; it said nothing" : "; its last lines:\n" + quoted;
  }
}
