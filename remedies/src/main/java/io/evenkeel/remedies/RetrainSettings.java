package io.evenkeel.remedies;

import java.time.Duration;

/// How a challenger is made and what it must show.
///
/// @param gate the evidence that it must bring; its `frauds` are also the floor of the recent
///   hold-out
/// @param trainingFrauds the least number of recent frauds to train on, at least 2
/// @param wantedTrainingFrauds the number of recent frauds that is waited for, not below
///   `trainingFrauds`
/// @param patience how long to wait for the wanted number once there is the least one
/// @param labelDeadline how long to wait for the least number
/// @param pollInterval how often to look for new labels
/// @param earlierShare the share of the whole weight that the rows from before the onset have
///   together, above 0 and below 1
/// @param earlierRows the most rows from before the onset
/// @param referenceRows the most rows of the new version's reference; of more, every n-th is kept
/// @param trainingDeadline how long the child process may train; what lies unrecorded among the
///   bundles for longer is a leftover
/// @param seed the seed of the training
public record RetrainSettings(
    PromotionGate gate,
    int trainingFrauds,
    int wantedTrainingFrauds,
    Duration patience,
    Duration labelDeadline,
    Duration pollInterval,
    double earlierShare,
    int earlierRows,
    int referenceRows,
    Duration trainingDeadline,
    long seed) {
  /// Rejects values out of range.
  public RetrainSettings {
    Limits.atLeast("training frauds", trainingFrauds, 2);
    Limits.atLeast("wanted training frauds", wantedTrainingFrauds, trainingFrauds);
    if (patience.isNegative()) {
      throw new IllegalArgumentException("patience must not be negative, was " + patience);
    }
    Limits.positive("label deadline", labelDeadline);
    Limits.positive("poll interval", pollInterval);
    if (!(earlierShare > 0 && earlierShare < 1)) {
      throw new IllegalArgumentException(
          "the share of earlier rows must be above 0 and below 1, was " + earlierShare);
    }
    Limits.atLeast("earlier rows", earlierRows, 0);
    Limits.atLeast("reference rows", referenceRows, 50);
    Limits.positive("training deadline", trainingDeadline);
  }

  /// The defaults, with a seed.
  public static RetrainSettings defaults(long seed) {
    return new RetrainSettings(
        PromotionGate.defaults(),
        100,
        200,
        Duration.ofMinutes(2),
        Duration.ofMinutes(10),
        Duration.ofSeconds(1),
        0.25,
        20_000,
        10_000,
        Duration.ofMinutes(5),
        seed);
  }
}
