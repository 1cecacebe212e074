package io.evenkeel.drift;

import java.util.List;

/// The watch says that the rows no longer keep the law of the reference.
///
/// @param slice the slice at which the evidence reached the threshold
/// @param onsetSlice the estimated onset: the first slice of the run in which the strongest process
///   gathered its evidence; at most `slice`
/// @param evidence the mean evidence over all processes, at least `threshold`
/// @param threshold the budget in slices
/// @param features the features that were judged together, the strongest evidence first; at least
///   one
public record WatchAlarm(
    long slice,
    long onsetSlice,
    double evidence,
    double threshold,
    List<FeatureEvidence> features) {
  /// Copies the list.
  public WatchAlarm {
    features = List.copyOf(features);
  }
}
