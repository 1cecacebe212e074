package io.evenkeel.remedies;

import io.evenkeel.agent.Remedies.Order;
import io.evenkeel.registry.ServingVersion;

/// What the history of the champion says of a rollback. It is written in the same moment as the
/// change, so it outlasts any crash and tells for good which version was undone.
final class RollBackReason {
  private static final String UNDONE = "undone for ";
  private static final String ROLLED_BACK = "rolled back for ";

  private RollBackReason() {}

  static String of(Order order) {
    return (order.byVerification() ? UNDONE : ROLLED_BACK)
        + order.incident()
        + ": "
        + order.recommendation().reasoning();
  }

  /// Whether a version came to serve because the one before it was measured worse.
  static boolean undoesTheOneBefore(ServingVersion serving) {
    return serving.why().startsWith(UNDONE);
  }
}
