package io.evenkeel.incident;

/// One client explains the finding: the world has not changed, so no model needs to.
record OneClientGuard() implements Guard {
  @Override
  public Verdict judge(Proposal proposal) {
    return proposal
        .culprit()
        .<Verdict>map(culprit -> new Verdict.Refused("one_client", culprit.describe()))
        .orElseGet(Verdict::allowed);
  }
}
