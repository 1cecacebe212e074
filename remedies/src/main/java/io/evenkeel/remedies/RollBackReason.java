package io.evenkeel.remedies;

import io.evenkeel.agent.Remedies.Order;
import io.evenkeel.registry.ServingVersion;

/// What the history of the champion says of a rollback. It is written in the same moment as the
/// change, so it outlasts any crash and tells for good which version was undone.
final class RollBackReason {
  private static final String UNDONE = "undone for ";
  private static final String ROLLED_BACK = "rolled back for ";

  private RollBackReason() {}

  /// @param choice what speaks for the version that was chosen, and against the others
  static String of(Order order, String choice) {
    return (order.byVerification() ? UNDONE : ROLLED_BACK)
        + order.incident()
        + ": "
        + order.recommendation().reasoning()
        + " Chosen: "
        + choice
        + ".";
  }

  /// Why the version before serves again, after one that a server refused.
  static String swappedBack(String key, String reason) {
    return UNDONE + key + ": " + reason;
  }

  /// Why the version before serves again, after one that a server did not load in time. That says
  /// something of the server and nothing against the version, which may be gone back to.
  static String tooSlow(String key, String reason) {
    return "swapped back for " + key + ": " + reason;
  }

  /// Whether a version came to serve because the one before it was measured worse or could not be
  /// served.
  static boolean undoesTheOneBefore(ServingVersion serving) {
    return serving.why().startsWith(UNDONE);
  }
}
