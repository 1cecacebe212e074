package io.evenkeel.incident;

import java.time.Duration;
import java.util.List;

/// An action failed several times in a row. What was never proven counts as failed.
record FailuresGuard(int limit, Duration hold) implements HistoryGuard {
  @Override
  public Verdict judge(Proposal proposal, History history) {
    List<PastAction> failures = history.failures(proposal.action());
    if (failures.size() < limit) {
      return Verdict.allowed();
    }
    return History.left(failures.getLast().known(), hold, proposal.now())
        .<Verdict>map(left ->
            new Verdict.Refused(
                "failures",
                "%d attempts to %s failed in a row: it is left to people for another %s"
                    .formatted(failures.size(), Words.verb(proposal.action()), Words.span(left))))
        .orElseGet(Verdict::allowed);
  }
}
