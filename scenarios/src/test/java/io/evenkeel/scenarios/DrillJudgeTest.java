package io.evenkeel.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.agent.AgentFact;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.IncidentState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What counts as right, and what as a false action.
class DrillJudgeTest {
  private static final Instant CHANGED = Instant.parse("2026-01-05T12:00:00Z");
  private static final RightAction NOTHING = new RightAction.Nothing();
  private static final RightAction TELL = new RightAction.Tell(Duration.ofDays(1));
  private static final RightAction RETRAIN = new RightAction.Retrain(Duration.ofHours(56));
  private static final RightAction ROLL_BACK = new RightAction.RollBack("v1", Duration.ofDays(1));

  @Test
  void nothingIsRightOnlyWhereNothingWasDone() {
    assertThat(judge(NOTHING).right()).isTrue();
    DrillVerdict alerted = judge(NOTHING, alert(5));
    assertThat(alerted.right()).isFalse();
    assertThat(alerted.falseActions()).isOne();
    assertThat(alerted.reasons()).singleElement().asString().startsWith("unasked: alert");
  }

  @Test
  void theRightActionMustComeInTime() {
    assertThat(judge(TELL, alert(23)).right()).isTrue();
    assertThat(judge(TELL, alert(25)).right()).isFalse();
    assertThat(judge(TELL).reasons()).containsExactly("not done; nothing was done");
    assertThat(judge(RETRAIN, promoted(50, "v2")).toAct()).contains(Duration.ofHours(50));
    assertThat(judge(RETRAIN, alert(5)).right()).isFalse();
  }

  @Test
  void alertsThatGoWithARepairAreNoFalseActions() {
    DrillVerdict verdict = judge(RETRAIN, alert(4), promoted(30, "v2"), alert(40));
    assertThat(verdict.right()).isTrue();
    assertThat(verdict.falseActions()).isZero();
  }

  @Test
  void anotherChangeOfTheChampionIsFalse() {
    assertThat(judge(TELL, alert(4), promoted(30, "v2")).right()).isFalse();
    assertThat(judge(ROLL_BACK, rolledBack(5, "v3")).right()).isFalse();
    assertThat(judge(ROLL_BACK, rolledBack(5, "v1")).right()).isTrue();
    DrillVerdict twice = judge(RETRAIN, promoted(30, "v2"), promoted(50, "v3"));
    assertThat(twice.right()).isFalse();
    assertThat(twice.falseActions()).isOne();
  }

  @Test
  void aFurtherRetrainIsRightWhileTheWorldMovesOn() {
    DrillRecord moving =
        record(
            Optional.empty(),
            Optional.of(CHANGED.plus(Duration.ofDays(2))),
            promoted(30, "v2"),
            promoted(50, "v3"));
    assertThat(DrillJudge.judge(RETRAIN, moving).right()).isTrue();
  }

  @Test
  void whatIsDoneBeforeTheWorldChangedOrLongAfterIsFalse() {
    assertThat(judge(TELL, alert(-3), alert(3)).falseActions()).isOne();
    DrillRecord passed =
        record(
            Optional.of(CHANGED.plus(Duration.ofHours(18))), Optional.empty(), alert(4), alert(43));
    assertThat(DrillJudge.judge(TELL, passed).falseActions()).isOne();
    assertThat(DrillJudge.judge(TELL, passed).right()).isTrue();
  }

  @Test
  void oneReportActedOnTwiceIsADuplicate() {
    AgentFact.Ended first = alert(4);
    AgentFact.Ended second =
        new AgentFact.Ended(
            99,
            first.time(),
            "inc-2",
            "inc-2/1/alert",
            Decision.ALERT,
            "delivered",
            "delivered",
            first.report(),
            Duration.ZERO,
            Optional.empty());
    assertThat(judge(TELL, first, second).duplicates()).isOne();
    assertThat(judge(TELL, first, alert(9)).duplicates()).isZero();
  }

  @Test
  void recoveryIsTheEndOfTheIncidentThatWasActedOn() {
    AgentFact.Moved resolved =
        new AgentFact.Moved(
            7,
            CHANGED.plus(Duration.ofHours(44)),
            "inc-1",
            IncidentState.RESOLVED,
            "v1",
            List.of("hour"),
            Optional.empty());
    DrillRecord record =
        new DrillRecord(
            CHANGED,
            Optional.empty(),
            Optional.empty(),
            Optional.of(CHANGED.plus(Duration.ofHours(1))),
            List.of(promoted(30, "v2")),
            List.of(resolved),
            "v2",
            0);
    DrillVerdict verdict = DrillJudge.judge(RETRAIN, record);
    assertThat(verdict.toDetect()).contains(Duration.ofHours(1));
    assertThat(verdict.toRecover()).contains(Duration.ofHours(44));
  }

  private static DrillVerdict judge(RightAction right, AgentFact.Ended... endings) {
    return DrillJudge.judge(right, record(Optional.empty(), Optional.empty(), endings));
  }

  private static DrillRecord record(
      Optional<Instant> calm, Optional<Instant> settled, AgentFact.Ended... endings) {
    return new DrillRecord(
        CHANGED, calm, settled, Optional.empty(), List.of(endings), List.of(), "v1", 0);
  }

  private static AgentFact.Ended alert(int hours) {
    return ended(hours, Decision.ALERT, "delivered", Optional.empty());
  }

  private static AgentFact.Ended promoted(int hours, String to) {
    return ended(
        hours, Decision.RETRAIN, "promoted", Optional.of(new AgentFact.Change("v1", to, .9)));
  }

  private static AgentFact.Ended rolledBack(int hours, String to) {
    return ended(
        hours, Decision.ROLLBACK, "rolled_back", Optional.of(new AgentFact.Change("v2", to, .9)));
  }

  private static AgentFact.Ended ended(
      int hours, Decision action, String code, Optional<AgentFact.Change> change) {
    return new AgentFact.Ended(
        hours,
        CHANGED.plus(Duration.ofHours(hours)),
        "inc-1",
        "inc-1/" + hours + "/" + action.code(),
        action,
        code,
        code,
        "report-" + hours,
        Duration.ZERO,
        change);
  }
}
