package io.evenkeel.incident;

/// One reason for which an action may not be taken now. Pure: what it must know is in the proposal,
/// and what it does not know is a reason to refuse, never to allow.
///
/// Guards stand between a decision and the world, so they judge actions that may change the
/// champion. People may always be told: an alert is no proposal.
@FunctionalInterface
public interface Guard {
  /// Judges.
  Verdict judge(Proposal proposal);

  /// What a guard says.
  sealed interface Verdict {
    /// It has nothing against the action.
    record Allowed() implements Verdict {}

    /// The action may not be taken now.
    ///
    /// @param guard the code of the guard: a word that can be counted
    /// @param reason why, and until when where that is known; a sentence without its end
    record Refused(String guard, String reason) implements Verdict {
      /// Rejects a refusal without a name or a reason.
      public Refused {
        if (guard.isBlank() || reason.isBlank()) {
          throw new IllegalArgumentException("a refusal names its guard and its reason");
        }
      }
    }

    /// Allowed.
    static Verdict allowed() {
      return new Allowed();
    }
  }
}
