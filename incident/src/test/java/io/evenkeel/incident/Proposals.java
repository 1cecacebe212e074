package io.evenkeel.incident;

import io.evenkeel.drift.DataFault;
import io.evenkeel.drift.QualityIssue;
import io.evenkeel.incident.PastAction.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Proposals as tests need them: nothing speaks against them unless the test says so.
record Proposals(
    Decision action,
    boolean revert,
    Optional<String> stopped,
    Autonomy autonomy,
    List<PlannedEvent> planned,
    Optional<History> history,
    List<DataFault> faults,
    List<QualityIssue> issues,
    Optional<Culprit> culprit,
    Optional<LabelSupply> labels) {
  static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  static Proposals of(Decision action) {
    return new Proposals(
        action,
        false,
        Optional.empty(),
        Autonomy.FULL,
        List.of(),
        Optional.of(History.empty()),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.of(new LabelSupply(200, 200, 0, Duration.ZERO)));
  }

  static Proposals retrain() {
    return of(Decision.RETRAIN);
  }

  static Proposals rollback() {
    return of(Decision.ROLLBACK);
  }

  Proposals revert(boolean next) {
    return new Proposals(
        action, next, stopped, autonomy, planned, history, faults, issues, culprit, labels);
  }

  Proposals stopped(String reason) {
    return new Proposals(
        action,
        revert,
        Optional.of(reason),
        autonomy,
        planned,
        history,
        faults,
        issues,
        culprit,
        labels);
  }

  Proposals autonomy(Autonomy next) {
    return new Proposals(
        action, revert, stopped, next, planned, history, faults, issues, culprit, labels);
  }

  /// With an event that goes on since an hour and ends in an hour.
  Proposals planned(PlannedEvent.Effect effect) {
    return planned(
        new PlannedEvent(
            "Diwali", NOW.minus(Duration.ofHours(1)), NOW.plus(Duration.ofHours(1)), effect));
  }

  Proposals planned(PlannedEvent event) {
    return new Proposals(
        action,
        revert,
        stopped,
        autonomy,
        List.of(event),
        history,
        faults,
        issues,
        culprit,
        labels);
  }

  Proposals history(Optional<History> next) {
    return new Proposals(
        action, revert, stopped, autonomy, planned, next, faults, issues, culprit, labels);
  }

  /// With actions of the past.
  Proposals after(PastAction... past) {
    return history(Optional.of(new History(List.of(past), List.of())));
  }

  /// With incidents that were opened so long ago.
  Proposals openings(Duration... ago) {
    return history(
        Optional.of(new History(List.of(), Arrays.stream(ago).map(NOW::minus).toList())));
  }

  Proposals faulty(DataFault... next) {
    return new Proposals(
        action,
        revert,
        stopped,
        autonomy,
        planned,
        history,
        List.of(next),
        issues,
        culprit,
        labels);
  }

  Proposals troubled(QualityIssue... next) {
    return new Proposals(
        action,
        revert,
        stopped,
        autonomy,
        planned,
        history,
        faults,
        List.of(next),
        culprit,
        labels);
  }

  Proposals by(Culprit next) {
    return new Proposals(
        action,
        revert,
        stopped,
        autonomy,
        planned,
        history,
        faults,
        issues,
        Optional.of(next),
        labels);
  }

  Proposals labels(Optional<LabelSupply> next) {
    return new Proposals(
        action, revert, stopped, autonomy, planned, history, faults, issues, culprit, next);
  }

  Proposal made() {
    return new Proposal(
        action,
        revert,
        NOW,
        stopped,
        autonomy,
        planned,
        history,
        faults,
        issues,
        culprit,
        () -> labels);
  }

  /// What all guards with these limits say: the code of the refusal, or `allowed`.
  String judgedWith(GuardLimits limits) {
    return code(new Guards(limits).judge(made()));
  }

  /// As an action that a person ordered.
  String judgedAsOrder() {
    return code(new Guards(GuardLimits.defaults()).judgeOrder(made()));
  }

  private static String code(Guard.Verdict verdict) {
    return switch (verdict) {
      case Guard.Verdict.Allowed _ -> "allowed";
      case Guard.Verdict.Refused(String guard, _) -> guard;
    };
  }

  String judged() {
    return judgedWith(GuardLimits.defaults());
  }

  static PastAction past(Decision action, Result result, Duration ago) {
    Instant at = NOW.minus(ago);
    return new PastAction("inc/" + ago + "/" + action.code(), action, false, at, at, result);
  }

  /// The same thing again and again, an hour apart, the last so long ago.
  static PastAction[] row(int count, Decision action, Result result, Duration lastAgo) {
    List<PastAction> row = new ArrayList<>();
    for (int i = count - 1; i >= 0; i--) {
      row.add(past(action, result, lastAgo.plus(Duration.ofHours(i))));
    }
    return row.toArray(PastAction[]::new);
  }
}
