package io.evenkeel.incident;

import io.evenkeel.drift.DataFault;
import io.evenkeel.drift.QualityIssue;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The data is broken. A challenger would learn the fault, and whoever can break the data could
/// steer what is learned; of rows with a fault no model is known to fit either.
record DataFaultGuard() implements Guard {
  @Override
  public Verdict judge(Proposal proposal) {
    boolean refused =
        switch (proposal.action()) {
          case RETRAIN -> FaultRule.spoils(proposal.faults()) || !proposal.issues().isEmpty();
          case OK, ALERT, ROLLBACK -> FaultRule.spoils(proposal.faults());
        };
    return refused
        ? new Verdict.Refused("data_fault", "the data is at fault: " + named(proposal))
        : Verdict.allowed();
  }

  private static String named(Proposal proposal) {
    return Stream.concat(
            proposal.faults().stream().map(DataFault::describe),
            proposal.issues().stream().map(QualityIssue::describe))
        .collect(Collectors.joining("; "));
  }
}
