package io.evenkeel.monitor;

import java.time.Instant;
import java.util.Optional;

/// How the watch stands.
///
/// @param version the version that is watched
/// @param logEvidence natural logarithm of its evidence now, the mean over all processes
/// @param logThreshold natural logarithm of the evidence from which it alarms
/// @param raised the alarm that stands, if one does
/// @param alarms alarms that were raised since the home was made
/// @param rows rows that were judged since then
/// @param repeated rows that were not counted since then, as they repeat others
/// @param left rows since then that were counted for no use: into bins of another reference, or in
///   slices of another length
/// @param early rows since then that a version served before it was promoted again, not judged
/// @param last when it last judged a slice; 1970 when never
public record WatchStatus(
    String version,
    double logEvidence,
    double logThreshold,
    Optional<WatchFinding> raised,
    long alarms,
    long rows,
    long repeated,
    long left,
    long early,
    Instant last) {
  static WatchStatus of(WatchState state) {
    WatchState.Tally tally = state.tally();
    return new WatchStatus(
        state.version(),
        state.evidence(),
        state.threshold(),
        state.raised().map(Lookout.Raised::finding),
        tally.alarms(),
        tally.rows(),
        tally.repeated(),
        tally.left(),
        tally.early(),
        tally.last());
  }
}
