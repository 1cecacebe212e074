package io.evenkeel.incident;

/// The agent is on trial: it only says what it would do, or it trains and does not promote.
record AutonomyGuard() implements Guard {
  @Override
  public Verdict judge(Proposal proposal) {
    return switch (proposal.autonomy()) {
      case FULL -> Verdict.allowed();
      case OBSERVE -> refused("observe_only", proposal);
      case SHADOW ->
          switch (proposal.action()) {
            // What it trains is not promoted; that is held back where the change is made.
            case RETRAIN -> Verdict.allowed();
            case OK, ALERT, ROLLBACK -> refused("shadow", proposal);
          };
    };
  }

  private static Verdict refused(String code, Proposal proposal) {
    return new Verdict.Refused(
        code,
        "agent.autonomy is %s: with full it would %s now"
            .formatted(proposal.autonomy().code(), Words.verb(proposal.action())));
  }
}
