package io.evenkeel.scenarios;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a drill came to.
///
/// @param right whether the right action was taken, in time, and no other change of the champion
/// @param reasons why not, and what each false action was
/// @param falseActions actions that nothing in the world asked for
/// @param duplicates effects that were had twice
/// @param toDetect from the change of the world until it was seen
/// @param toAct from the change of the world until the right action had its effect
/// @param toRecover from the change of the world until the incident was resolved
record DrillVerdict(
    boolean right,
    List<String> reasons,
    int falseActions,
    long duplicates,
    Optional<Duration> toDetect,
    Optional<Duration> toAct,
    Optional<Duration> toRecover) {
  DrillVerdict {
    reasons = List.copyOf(reasons);
  }
}
