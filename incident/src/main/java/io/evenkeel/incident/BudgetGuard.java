package io.evenkeel.incident;

import java.time.Duration;
import java.time.Instant;

/// So many actions in a day and no more, whatever they came to. A planned event may double it.
record BudgetGuard(int daily) implements HistoryGuard {
  private static final Duration DAY = Duration.ofDays(1);

  @Override
  public Verdict judge(Proposal proposal, History history) {
    Instant begin = proposal.now().minus(DAY);
    long spent =
        history.actions().stream()
            .filter(PastAction::tried)
            .filter(past -> past.begun().isAfter(begin))
            .count();
    boolean more =
        proposal.planned().stream()
            .anyMatch(event ->
                event.effect() == PlannedEvent.Effect.MORE_BUDGET && event.covers(proposal.now()));
    int budget = more ? 2 * daily : daily;
    return spent < budget
        ? Verdict.allowed()
        : new Verdict.Refused(
            "daily_budget", "%d of %d actions of 24 h are spent".formatted(spent, budget));
  }
}
