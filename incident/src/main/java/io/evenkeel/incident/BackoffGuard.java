package io.evenkeel.incident;

import java.time.Duration;
import java.util.List;

/// After every failure the next attempt waits longer, whatever kind of failure it was. Only the
/// first interruption in a row does not count, so that a restart does not cost the repair.
record BackoffGuard(List<Duration> waits) implements HistoryGuard {
  BackoffGuard {
    waits = List.copyOf(waits);
  }

  @Override
  public Verdict judge(Proposal proposal, History history) {
    List<PastAction> failures = history.failuresButOneInterruption(proposal.action());
    if (failures.isEmpty()) {
      return Verdict.allowed();
    }
    Duration wait = waits.get(Math.min(failures.size(), waits.size()) - 1);
    return History.left(failures.getLast().known(), wait, proposal.now())
        .<Verdict>map(left ->
            new Verdict.Refused(
                "backoff",
                "the last attempt to %s failed (%d in a row), the next may be made in %s"
                    .formatted(Words.verb(proposal.action()), failures.size(), Words.span(left))))
        .orElseGet(Verdict::allowed);
  }
}
