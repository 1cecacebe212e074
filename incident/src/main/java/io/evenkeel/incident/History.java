package io.evenkeel.incident;

import io.evenkeel.incident.PastAction.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What was done and what happened before, as far as guards ask: of one model, since a person last
/// gave the agent a fresh start.
///
/// @param actions rollbacks and retrains, in the order of their beginning
/// @param openings when an incident was opened or reopened. What is over counts on: success does
///   not make a recurrence forgotten
public record History(List<PastAction> actions, List<Instant> openings) {
  /// Copies and sorts the lists.
  public History {
    actions = actions.stream().sorted(Comparator.comparing(PastAction::begun)).toList();
    openings = openings.stream().sorted().toList();
  }

  /// Nothing was ever done.
  public static History empty() {
    return new History(List.of(), List.of());
  }

  /// With an incident that is about to be opened.
  public History opening(Instant at) {
    List<Instant> all = new ArrayList<>(openings);
    all.add(at);
    return new History(actions, all);
  }

  /// The attempts at an action that a guard may count, oldest first: reverts are not attempts.
  List<PastAction> attempts(Decision action) {
    return actions.stream()
        .filter(past -> past.action() == action && past.tried() && !past.revert())
        .toList();
  }

  /// The failed attempts at an action since it was last proven right, oldest first. What proves
  /// nothing, as a change that nobody could measure yet, ends no row of failures.
  List<PastAction> failures(Decision action) {
    List<PastAction> failures = new ArrayList<>();
    for (PastAction past : attempts(action)) {
      if (past.result() == Result.PROVEN) {
        failures.clear();
      } else if (past.result().failed()) {
        failures.add(past);
      }
    }
    return failures;
  }

  /// The same without the first one that only the end of the process cut short.
  List<PastAction> failuresButOneInterruption(Decision action) {
    List<PastAction> failures = failures(action);
    failures.stream()
        .filter(past -> past.result() == Result.INTERRUPTED)
        .findFirst()
        .ifPresent(failures::remove);
    return failures;
  }

  /// The changes of the champion without effect since one last had one, oldest first: after them
  /// the detector was not quiet, or the change was measured worse or never proven. Asked when the
  /// next change is about to be made, what is not proven yet has had no effect.
  List<PastAction> ineffective() {
    List<PastAction> chain = new ArrayList<>();
    for (PastAction past : actions) {
      if (past.result().changed() && !past.revert()) {
        switch (past.result()) {
          case QUIET, PROVEN -> chain.clear();
          case UNPROVEN, WORSE, INCONCLUSIVE -> chain.add(past);
          case RUNNING, INTERRUPTED, FAILED, REFUSED -> {}
        }
      }
    }
    return chain;
  }

  /// When what is `span` after a moment is still to come, how long it is until then. A moment that
  /// lies ahead, because the clock was set back, counts as the present.
  static Optional<Duration> left(Instant moment, Duration span, Instant now) {
    Instant from = moment.isAfter(now) ? now : moment;
    Duration left = Duration.between(now, from.plus(span));
    return left.isPositive() ? Optional.of(left) : Optional.empty();
  }
}
