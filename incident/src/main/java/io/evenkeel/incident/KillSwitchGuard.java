package io.evenkeel.incident;

/// A person has stopped the agent.
record KillSwitchGuard() implements Guard {
  @Override
  public Verdict judge(Proposal proposal) {
    return proposal
        .stopped()
        .<Verdict>map(reason -> new Verdict.Refused("kill_switch", reason))
        .orElseGet(Verdict::allowed);
  }
}
