package io.evenkeel.serving;

import io.evenkeel.drift.WatchBins;
import io.evenkeel.reference.VersionReference;

/// What the rows of a version are counted by. Made when the version is loaded.
///
/// @param bins the bins of its reference
/// @param repeatsAreRare whether a row that equals another is a burst and counts once
record Measure(WatchBins bins, boolean repeatsAreRare) {
  static Measure of(VersionReference reference) {
    return new Measure(reference.bins(), reference.repeatsAreRare());
  }
}
