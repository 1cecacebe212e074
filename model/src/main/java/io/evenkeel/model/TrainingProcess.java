package io.evenkeel.model;

import java.nio.file.Path;
import java.time.Duration;

/// Trains a model in a child process at low priority, so that serving keeps its processor time and
/// a crash of the native library ends the child only.
///
/// Stateless and safe for use by many threads.
public final class TrainingProcess {
  /// @param deadline after which the child is ended and the training has failed
  public TrainingProcess(Duration deadline) {
    if (deadline.isNegative() || deadline.isZero()) {
      throw new IllegalArgumentException("the deadline must be positive, was " + deadline);
    }
  }

  /// Trains and writes a complete bundle.
  ///
  /// @param plan what to train
  /// @param destination a directory that does not exist yet; it appears whole or not at all
  /// @return the bundle, opened and checked
  /// @throws TrainingException when the child fails or runs over the deadline
  /// @throws InterruptedException when the caller is interrupted; the child is ended
  public ModelBundle train(TrainingPlan plan, Path destination) throws InterruptedException {
    throw new UnsupportedOperationException();
  }
}
