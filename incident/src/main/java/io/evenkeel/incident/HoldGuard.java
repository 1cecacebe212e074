package io.evenkeel.incident;

/// People have said beforehand that the champion is to stay as it is for a time.
record HoldGuard() implements Guard {
  @Override
  public Verdict judge(Proposal proposal) {
    return proposal.planned().stream()
        .filter(event -> event.effect() == PlannedEvent.Effect.HOLD)
        .filter(event -> event.covers(proposal.now()))
        .findFirst()
        .<Verdict>map(event ->
            new Verdict.Refused(
                "planned_hold",
                "the planned event %s holds the champion as it is until %s"
                    .formatted(event.name(), event.to())))
        .orElseGet(Verdict::allowed);
  }
}
