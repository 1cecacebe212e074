package io.evenkeel.incident;

import java.time.Duration;
import java.time.Instant;

/// The trouble comes back again and again, however often it was repaired: a repair that does not
/// last is none.
record RecurrenceGuard(int limit, Duration within) implements HistoryGuard {
  @Override
  public Verdict judge(Proposal proposal, History history) {
    Instant begin = proposal.now().minus(within);
    long count = history.openings().stream().filter(opened -> opened.isAfter(begin)).count();
    return count < limit
        ? Verdict.allowed()
        : new Verdict.Refused(
            "recurrence",
            "%d incidents were opened or reopened within %s, %d are left to people"
                .formatted(count, Words.span(within), limit));
  }
}
