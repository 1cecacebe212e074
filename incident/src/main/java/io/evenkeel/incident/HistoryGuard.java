package io.evenkeel.incident;

/// A guard that counts what was done before. What was done must be known: who cannot count does not
/// allow.
interface HistoryGuard extends Guard {
  /// Judges by the past.
  Verdict judge(Proposal proposal, History history);

  @Override
  default Verdict judge(Proposal proposal) {
    return proposal
        .history()
        .map(history -> judge(proposal, history))
        .orElseGet(() ->
            new Verdict.Refused(
                "history",
                "what was done before cannot be read; resume lets the agent count anew"));
  }
}
