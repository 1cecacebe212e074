package io.evenkeel.incident;

import java.util.List;

/// All guards, in the order in which they are asked: what people said, what is wrong with the
/// evidence, how often something was tried, whether there are labels. The first refusal counts. How
/// much the agent may do by itself is asked last, so that it says what would have been done.
///
/// Immutable and safe for use by many threads.
public final class Guards implements Guard {
  private final List<Guard> forReverts;
  private final List<Guard> forOrders;
  private final List<Guard> all;

  /// Guards with limits.
  public Guards(GuardLimits limits) {
    forReverts = List.of(new KillSwitchGuard(), new HoldGuard(), new AutonomyGuard());
    forOrders =
        List.of(
            new KillSwitchGuard(),
            new HoldGuard(),
            new DataFaultGuard(),
            new OneClientGuard(),
            new LabelGuard(),
            new AutonomyGuard());
    all =
        List.of(
            new KillSwitchGuard(),
            new HoldGuard(),
            new DataFaultGuard(),
            new OneClientGuard(),
            new RecurrenceGuard(limits.recurrence(), limits.recurrenceWithin()),
            new FailuresGuard(limits.failures(), limits.hold()),
            new IneffectiveGuard(limits.ineffective(), limits.hold()),
            new BudgetGuard(limits.dailyBudget()),
            new CooldownGuard(limits.cooldown()),
            new BackoffGuard(limits.backoff()),
            new LabelGuard(),
            new AutonomyGuard());
  }

  /// The first refusal, or else that the action may be taken. A revert is held back only by what
  /// people said.
  @Override
  public Verdict judge(Proposal proposal) {
    return first(proposal.revert() ? forReverts : all, proposal);
  }

  /// As [#judge], of an action that a person ordered: what was tried before does not stand in the
  /// way of it, what is wrong with the evidence does.
  public Verdict judgeOrder(Proposal proposal) {
    return first(forOrders, proposal);
  }

  private static Verdict first(List<Guard> guards, Proposal proposal) {
    return guards.stream()
        .map(guard -> guard.judge(proposal))
        .filter(Verdict.Refused.class::isInstance)
        .findFirst()
        .orElseGet(Verdict::allowed);
  }
}
