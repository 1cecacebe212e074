package io.evenkeel.report;

import io.evenkeel.drift.CauseRanking;
import io.evenkeel.drift.DataFault;
import io.evenkeel.drift.MultivariateDrift;
import io.evenkeel.drift.Segment;
import java.util.List;
import java.util.Optional;

/// What is known of why the rows differ.
///
/// @param faults changes that a broken pipeline explains better than a change of the world
/// @param segments where the change concentrates, strongest first
/// @param ranking the features by what their drift does to the scores, where a model was asked
/// @param multivariate drift that no single feature shows, where it was looked for
public record Cause(
    List<DataFault> faults,
    List<Segment> segments,
    Optional<CauseRanking> ranking,
    Optional<MultivariateDrift> multivariate) {
  /// Copies the lists.
  public Cause {
    faults = List.copyOf(faults);
    segments = List.copyOf(segments);
  }

  /// Nothing is known.
  public static Cause unknown() {
    return new Cause(List.of(), List.of(), Optional.empty(), Optional.empty());
  }
}
