package io.evenkeel.incident;

import java.time.Instant;

/// A rollback or a retrain of the past, and what is known of it by now.
///
/// @param key its idempotency key, not blank
/// @param action ROLLBACK or RETRAIN
/// @param revert whether it undid a change after which the champion was measured worse
/// @param begun when it was announced
/// @param known when its result became known; `begun` while it runs
/// @param result what came of it
public record PastAction(
    String key, Decision action, boolean revert, Instant begun, Instant known, Result result) {
  /// What came of an action. A promotion is no success yet: only a measurement is.
  public enum Result {
    /// It has not ended.
    RUNNING,
    /// The process ended before it had an effect.
    INTERRUPTED,
    /// It could not be carried out.
    FAILED,
    /// The evidence forbade it: the gate kept the champion, or no version fits.
    REFUSED,
    /// The champion was changed, and nothing is measured yet.
    UNPROVEN,
    /// The champion was changed, and the detector that raised the alarm is quiet since.
    QUIET,
    /// The champion was changed, and live performance proved it right.
    PROVEN,
    /// The champion was changed, and live performance is worse than at the gate.
    WORSE,
    /// The champion was changed, and nothing was proven by the deadline.
    INCONCLUSIVE;

    /// Whether it counts as failed: all but what is under way, quiet or proven.
    public boolean failed() {
      return switch (this) {
        case INTERRUPTED, FAILED, REFUSED, WORSE, INCONCLUSIVE -> true;
        case RUNNING, UNPROVEN, QUIET, PROVEN -> false;
      };
    }

    /// Whether the champion was changed.
    public boolean changed() {
      return switch (this) {
        case UNPROVEN, QUIET, PROVEN, WORSE, INCONCLUSIVE -> true;
        case RUNNING, INTERRUPTED, FAILED, REFUSED -> false;
      };
    }
  }

  /// Rejects an action without a key, and one that is neither a rollback nor a retrain.
  public PastAction {
    if (key.isBlank()) {
      throw new IllegalArgumentException("an action of the past needs its key");
    }
    if (action.compareTo(Decision.ROLLBACK) < 0) {
      throw new IllegalArgumentException(action.code() + " does not change the champion");
    }
  }

  /// Whether something was tried: a rollback for which no version fits looked, and left it at that.
  public boolean tried() {
    return !(action == Decision.ROLLBACK && result == Result.REFUSED);
  }

  /// With a result.
  public PastAction with(Result next, Instant at) {
    return new PastAction(key, action, revert, begun, at, next);
  }
}
