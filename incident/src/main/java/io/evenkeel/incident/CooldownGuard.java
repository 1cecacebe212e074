package io.evenkeel.incident;

import io.evenkeel.incident.PastAction.Result;
import java.time.Duration;
import java.util.List;

/// The same was done a short while ago. What the end of the process cut short does not count.
record CooldownGuard(Duration cooldown) implements HistoryGuard {
  @Override
  public Verdict judge(Proposal proposal, History history) {
    List<PastAction> done =
        history.attempts(proposal.action()).stream()
            .filter(past -> past.result() != Result.INTERRUPTED)
            .toList();
    return done.isEmpty()
        ? Verdict.allowed()
        : History.left(done.getLast().begun(), cooldown, proposal.now())
            .<Verdict>map(left ->
                new Verdict.Refused(
                    "cooldown",
                    "the last attempt to %s began at %s, the next may in %s"
                        .formatted(
                            Words.verb(proposal.action()),
                            done.getLast().begun(),
                            Words.span(left))))
            .orElseGet(Verdict::allowed);
  }
}
