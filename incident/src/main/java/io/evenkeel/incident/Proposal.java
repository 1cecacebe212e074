package io.evenkeel.incident;

import io.evenkeel.drift.DataFault;
import io.evenkeel.drift.QualityIssue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// An action that is about to be taken, and what the guards know when it is.
///
/// @param action ROLLBACK or RETRAIN
/// @param revert whether it undoes a change after which the champion was measured worse. What
///   limits how often the agent tries something does not hold it back: it ends a trial
/// @param now the present
/// @param stopped why the kill switch stops it; empty while the switch is off
/// @param autonomy how much the agent may do by itself
/// @param planned the events that people have announced
/// @param history what was done before; empty where that cannot be read
/// @param faults what is broken in the rows that the decision rests on
/// @param issues what else is wrong with their data
/// @param culprit the one client whose rows explain the finding, if one does
/// @param labels the labels that a retrain could learn from; empty where they cannot be counted.
///   Asked only when nothing else refuses, as counting takes time
public record Proposal(
    Decision action,
    boolean revert,
    Instant now,
    Optional<String> stopped,
    Autonomy autonomy,
    List<PlannedEvent> planned,
    Optional<History> history,
    List<DataFault> faults,
    List<QualityIssue> issues,
    Optional<Culprit> culprit,
    Supplier<Optional<LabelSupply>> labels) {
  /// Copies the lists; rejects an action that changes nothing.
  public Proposal {
    planned = List.copyOf(planned);
    faults = List.copyOf(faults);
    issues = List.copyOf(issues);
    if (action.compareTo(Decision.ROLLBACK) < 0) {
      throw new IllegalArgumentException(
          "guards judge what may change the champion, not " + action.code());
    }
  }
}
