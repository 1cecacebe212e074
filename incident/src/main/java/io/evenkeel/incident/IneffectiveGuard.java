package io.evenkeel.incident;

import java.time.Duration;
import java.util.List;

/// The champion was changed several times in a row, and nothing got better.
record IneffectiveGuard(int limit, Duration hold) implements HistoryGuard {
  @Override
  public Verdict judge(Proposal proposal, History history) {
    List<PastAction> chain = history.ineffective();
    if (chain.size() < limit) {
      return Verdict.allowed();
    }
    return History.left(chain.getLast().known(), hold, proposal.now())
        .<Verdict>map(left ->
            new Verdict.Refused(
                "ineffective",
                "%d changes of the champion in a row had no effect: it is left to people for another %s"
                    .formatted(chain.size(), Words.span(left))))
        .orElseGet(Verdict::allowed);
  }
}
