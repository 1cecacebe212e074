package io.evenkeel.monitor;

import io.evenkeel.drift.FeatureEvidence;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What the watch said when it alarmed: the rows of a version no longer follow its reference.
///
/// @param alarm when it alarmed
/// @param onset since when, as it estimates; not after `alarm`
/// @param evidence the evidence that it had, at least `threshold`
/// @param threshold the evidence from which it alarms: its budget in slices
/// @param features the features that were judged together, the strongest evidence first; at least
///   one. Those of which an alarm stands already are judged apart
public record WatchFinding(
    Instant alarm,
    Instant onset,
    double evidence,
    double threshold,
    List<FeatureEvidence> features) {
  /// Copies the list.
  ///
  /// @throws IllegalArgumentException when there is no feature, the onset lies after the alarm, or
  ///   the evidence is below the threshold
  public WatchFinding {
    features = List.copyOf(features);
    if (features.isEmpty()) {
      throw new IllegalArgumentException("an alarm of the watch names at least one feature");
    }
    if (onset.isAfter(alarm)) {
      throw new IllegalArgumentException(
          "the watch cannot alarm at %s of a drift since %s".formatted(alarm, onset));
    }
    if (!(evidence >= threshold)) {
      throw new IllegalArgumentException(
          "the watch cannot alarm on an evidence of %s below %s".formatted(evidence, threshold));
    }
  }

  /// The features that the alarm is about: those with at least half of the strongest evidence, in
  /// logarithms.
  public List<String> suspects() {
    double strongest = features.getFirst().logEvidence();
    return features.stream()
        .filter(feature -> feature.logEvidence() >= strongest / 2)
        .map(FeatureEvidence::feature)
        .toList();
  }

  /// The finding in one line, for instance `drift since 2026-11-01T12:00:00Z, evidence 4.1e+07 (of
  /// 1.3e+07), features hour, amount`.
  public String line() {
    return String.format(
        Locale.ROOT,
        "drift since %s, evidence %.1e (of %.1e), features %s",
        onset,
        evidence,
        threshold,
        suspects().stream().collect(Collectors.joining(", ")));
  }
}
