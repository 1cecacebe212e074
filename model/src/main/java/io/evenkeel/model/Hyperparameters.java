package io.evenkeel.model;

/// How trees are grown: XGBoost's histogram method for a binary label. What is not a choice stands
/// in [TrainingMain].
///
/// @param trees how many, at least 1
/// @param depth the deepest a tree may grow, from 1 to 16
/// @param eta how much of each tree counts, above 0 and at most 1
/// @param subsample the share of rows drawn for each tree, above 0 and at most 1
/// @param columnSample the share of features drawn for each tree, above 0 and at most 1
/// @param threads how many threads the training may use, at least 1
public record Hyperparameters(
    int trees, int depth, double eta, double subsample, double columnSample, int threads) {
  /// Rejects what is out of range.
  public Hyperparameters {
    require(trees >= 1, "trees must be at least 1, was ", trees);
    require(depth >= 1 && depth <= 16, "depth must be from 1 to 16, was ", depth);
    require(eta > 0 && eta <= 1, "eta must be above 0 and at most 1, was ", eta);
    require(
        subsample > 0 && subsample <= 1,
        "subsample must be above 0 and at most 1, was ",
        subsample);
    require(
        columnSample > 0 && columnSample <= 1,
        "columnSample must be above 0 and at most 1, was ",
        columnSample);
    require(threads >= 1, "threads must be at least 1, was ", threads);
  }

  /// 300 trees of depth 6, eta 0.05, 0.8 of rows and features, two threads.
  public static Hyperparameters defaults() {
    return new Hyperparameters(300, 6, 0.05, 0.8, 0.8, 2);
  }

  private static void require(boolean kept, String rule, Number value) {
    if (!kept) {
      throw new IllegalArgumentException(rule + value);
    }
  }
}
