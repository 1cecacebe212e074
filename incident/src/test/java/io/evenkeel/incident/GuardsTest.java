package io.evenkeel.incident;

import static io.evenkeel.incident.Decision.RETRAIN;
import static io.evenkeel.incident.Decision.ROLLBACK;
import static io.evenkeel.incident.PastAction.Result.FAILED;
import static io.evenkeel.incident.PastAction.Result.INTERRUPTED;
import static io.evenkeel.incident.PastAction.Result.PROVEN;
import static io.evenkeel.incident.PastAction.Result.QUIET;
import static io.evenkeel.incident.PastAction.Result.REFUSED;
import static io.evenkeel.incident.PastAction.Result.RUNNING;
import static io.evenkeel.incident.PastAction.Result.UNPROVEN;
import static io.evenkeel.incident.PastAction.Result.WORSE;
import static io.evenkeel.incident.Proposals.NOW;
import static io.evenkeel.incident.Proposals.past;
import static io.evenkeel.incident.Proposals.retrain;
import static io.evenkeel.incident.Proposals.rollback;
import static io.evenkeel.incident.Proposals.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.evenkeel.drift.DataFault;
import io.evenkeel.drift.QualityIssue;
import io.evenkeel.incident.PlannedEvent.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GuardsTest {
  private static final DataFault PAISE = new DataFault.UnitChange("amount", 100, 1);
  private static final DataFault NEW_CODE = new DataFault.NewCategory("merchant_cat", 10, 0.2);
  private static final QualityIssue NULLS = new QualityIssue.Missing("amount", 0.4);
  private static final Culprit ACME = new Culprit("acme", 0.3);

  @ParameterizedTest
  @MethodSource("proposals")
  void eachGuardRefusesWhatIsItsOwn(Proposals proposal, String verdict) {
    assertThat(proposal.judged()).isEqualTo(verdict);
  }

  static Stream<Arguments> proposals() {
    return Stream.of(
        arguments(retrain(), "allowed"),
        arguments(rollback(), "allowed"),
        // What people said.
        arguments(retrain().stopped("audit"), "kill_switch"),
        arguments(rollback().stopped("audit"), "kill_switch"),
        arguments(retrain().autonomy(Autonomy.OBSERVE), "observe_only"),
        arguments(rollback().autonomy(Autonomy.OBSERVE), "observe_only"),
        arguments(retrain().autonomy(Autonomy.SHADOW), "allowed"),
        arguments(rollback().autonomy(Autonomy.SHADOW), "shadow"),
        arguments(retrain().planned(Effect.HOLD), "planned_hold"),
        arguments(rollback().planned(Effect.HOLD), "planned_hold"),
        arguments(rollback().planned(Effect.MORE_BUDGET), "allowed"),
        arguments(rollback().planned(hold(-2, -1)), "allowed"),
        arguments(rollback().planned(hold(-2, 0)), "allowed"),
        arguments(rollback().planned(hold(0, 1)), "planned_hold"),
        arguments(rollback().planned(hold(1, 2)), "allowed"),
        // What is wrong with the evidence.
        arguments(retrain().faulty(PAISE), "data_fault"),
        arguments(rollback().faulty(PAISE), "data_fault"),
        arguments(retrain().faulty(NEW_CODE), "allowed"),
        arguments(retrain().troubled(NULLS), "data_fault"),
        arguments(rollback().troubled(NULLS), "allowed"),
        arguments(retrain().by(ACME), "one_client"),
        arguments(rollback().by(ACME), "one_client"),
        // How often something was tried.
        arguments(retrain().after(past(RETRAIN, PROVEN, minutes(9))), "cooldown"),
        arguments(retrain().after(past(RETRAIN, PROVEN, minutes(10))), "allowed"),
        arguments(retrain().after(past(ROLLBACK, PROVEN, minutes(9))), "allowed"),
        arguments(retrain().after(past(RETRAIN, RUNNING, minutes(9))), "cooldown"),
        arguments(retrain().after(past(RETRAIN, INTERRUPTED, minutes(9))), "allowed"),
        arguments(rollback().after(past(ROLLBACK, FAILED, minutes(9))), "cooldown"),
        arguments(rollback().after(past(ROLLBACK, REFUSED, minutes(0))), "allowed"),
        arguments(retrain().after(row(2, RETRAIN, FAILED, minutes(30))), "allowed"),
        arguments(retrain().after(row(3, RETRAIN, FAILED, minutes(30))), "failures"),
        arguments(rollback().after(row(3, RETRAIN, FAILED, minutes(30))), "allowed"),
        arguments(rollback().after(row(9, ROLLBACK, REFUSED, minutes(1))), "allowed"),
        arguments(retrain().after(row(3, RETRAIN, FAILED, hours(24))), "allowed"),
        arguments(retrain().after(row(4, RETRAIN, FAILED, hours(1))), "failures"),
        arguments(retrain().after(row(3, RETRAIN, UNPROVEN, hours(1))), "ineffective"),
        arguments(rollback().after(row(3, RETRAIN, UNPROVEN, hours(1))), "ineffective"),
        arguments(retrain().after(row(3, RETRAIN, QUIET, hours(1))), "allowed"),
        arguments(retrain().after(row(3, RETRAIN, UNPROVEN, hours(24))), "allowed"),
        arguments(retrain().after(row(12, RETRAIN, PROVEN, minutes(30))), "daily_budget"),
        arguments(rollback().after(row(12, RETRAIN, PROVEN, minutes(30))), "daily_budget"),
        arguments(retrain().after(row(11, RETRAIN, PROVEN, minutes(30))), "allowed"),
        arguments(retrain().after(row(12, RETRAIN, PROVEN, hours(13))), "allowed"),
        arguments(
            retrain().planned(Effect.MORE_BUDGET).after(row(12, RETRAIN, PROVEN, minutes(30))),
            "allowed"),
        arguments(
            retrain().openings(hours(3), hours(2), hours(1), minutes(30), minutes(0)),
            "recurrence"),
        arguments(
            retrain().openings(hours(4), hours(2), hours(1), minutes(30), minutes(0)), "allowed"));
  }

  @ParameterizedTest
  @MethodSource("heldBack")
  void aRevertIsHeldBackByPeopleOnly(Proposals proposal, String refusal) {
    assertThat(proposal.judged()).isEqualTo(refusal);
    boolean byPeople = List.of("kill_switch", "observe_only", "planned_hold").contains(refusal);
    assertThat(proposal.revert(true).judged()).isEqualTo(byPeople ? refusal : "allowed");
  }

  @ParameterizedTest
  @MethodSource("heldBack")
  void anOrderIsHeldBackByWhatIsWrongAndNotByWhatWasTried(Proposals proposal, String refusal) {
    boolean tried =
        List.of(
                "daily_budget",
                "cooldown",
                "failures",
                "ineffective",
                "history",
                "recurrence",
                "backoff")
            .contains(refusal);
    assertThat(proposal.judgedAsOrder()).isEqualTo(tried ? "allowed" : refusal);
  }

  static Stream<Arguments> heldBack() {
    return Stream.of(
        arguments(rollback().stopped("audit"), "kill_switch"),
        arguments(rollback().autonomy(Autonomy.OBSERVE), "observe_only"),
        arguments(rollback().planned(Effect.HOLD), "planned_hold"),
        arguments(rollback().faulty(PAISE), "data_fault"),
        arguments(rollback().by(ACME), "one_client"),
        arguments(rollback().after(row(12, RETRAIN, PROVEN, minutes(1))), "daily_budget"),
        arguments(rollback().after(past(ROLLBACK, UNPROVEN, minutes(1))), "cooldown"),
        arguments(rollback().after(row(3, ROLLBACK, WORSE, minutes(30))), "failures"),
        arguments(rollback().after(row(3, RETRAIN, WORSE, minutes(30))), "ineffective"),
        arguments(rollback().history(Optional.empty()), "history"),
        arguments(
            rollback().openings(minutes(5), minutes(4), minutes(3), minutes(2), minutes(1)),
            "recurrence"));
  }

  @Test
  void aRevertIsNoAttemptOfItsOwn() {
    PastAction revert = new PastAction("inc/2/rollback", ROLLBACK, true, NOW, NOW, UNPROVEN);
    assertThat(rollback().after(revert).judged()).isEqualTo("allowed");
    assertThat(
            retrain()
                .after(past(RETRAIN, WORSE, hours(3)), past(RETRAIN, WORSE, hours(2)), revert)
                .judged())
        .isEqualTo("allowed");
  }

  @Test
  void whatPeopleSaidComesFirstAndTheReasonNamesIt() {
    Proposals all =
        rollback().stopped("thrown by asha").autonomy(Autonomy.OBSERVE).faulty(PAISE).by(ACME);
    assertThat(new Guards(GuardLimits.defaults()).judge(all.made()))
        .isEqualTo(new Guard.Verdict.Refused("kill_switch", "thrown by asha"));
  }

  @ParameterizedTest
  @MethodSource("reasons")
  void theReasonSaysWhyAndUntilWhen(Proposals proposal, String reason) {
    assertThat(new Guards(GuardLimits.defaults()).judge(proposal.made()))
        .isInstanceOfSatisfying(
            Guard.Verdict.Refused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
  }

  static Stream<Arguments> reasons() {
    return Stream.of(
        arguments(
            retrain().after(past(RETRAIN, PROVEN, minutes(4))),
            "the last attempt to retrain began at 2026-11-01T11:56:00Z, the next may in 6 min"),
        arguments(
            retrain().after(row(3, RETRAIN, FAILED, minutes(30))),
            "3 attempts to retrain failed in a row: it is left to people for another 23.5 h"),
        arguments(
            rollback().after(row(3, RETRAIN, WORSE, minutes(30))),
            "3 changes of the champion in a row had no effect: it is left to people for another"
                + " 23.5 h"),
        arguments(
            rollback().autonomy(Autonomy.OBSERVE),
            "agent.autonomy is observe: with full it would roll back now"),
        arguments(
            rollback().by(ACME),
            "nothing is found without the client acme, which sent 30.0 % of the requests"),
        arguments(
            retrain().after(row(12, RETRAIN, PROVEN, minutes(30))),
            "12 of 12 actions of 24 h are spent"),
        arguments(
            rollback().planned(hold(0, 1)),
            "the planned event freeze holds the champion as it is until 2026-11-01T13:00:00Z"));
  }

  @ParameterizedTest
  @MethodSource("supplies")
  void noRetrainBeginsWithoutHopeOfLabels(LabelSupply supply, boolean allowed) {
    assertThat(retrain().labels(Optional.of(supply)).judged())
        .isEqualTo(allowed ? "allowed" : "few_labels");
    assertThat(rollback().labels(Optional.of(supply)).judged()).isEqualTo("allowed");
  }

  static Stream<Arguments> supplies() {
    return Stream.of(
        arguments(new LabelSupply(200, 200, 0, Duration.ZERO), true),
        arguments(new LabelSupply(199, 200, 0, Duration.ZERO), false),
        arguments(new LabelSupply(0, 200, 0, hours(5)), false),
        arguments(new LabelSupply(0, 200, 1200, minutes(10)), true),
        arguments(new LabelSupply(0, 200, 1200, minutes(9)), false),
        arguments(new LabelSupply(0, 200, 1e9, Duration.ZERO), false));
  }

  @Test
  void whenTheClockWasSetBackAnActionOfTheFutureCountsAsOneOfNow() {
    assertThat(retrain().after(past(RETRAIN, PROVEN, hours(-48))).judged()).isEqualTo("cooldown");
    assertThat(retrain().after(row(3, RETRAIN, FAILED, hours(-48))).judged()).isEqualTo("failures");
  }

  @Test
  void onTrialItSaysOnlyWhatItWouldHaveDone() {
    Proposals observing = retrain().autonomy(Autonomy.OBSERVE);
    assertThat(observing.after(past(RETRAIN, PROVEN, minutes(1))).judged()).isEqualTo("cooldown");
    assertThat(observing.labels(Optional.of(new LabelSupply(0, 1, 0, minutes(1)))).judged())
        .isEqualTo("few_labels");
    assertThat(observing.judged()).isEqualTo("observe_only");
  }

  @Test
  void limitsThatMakeNoSenseAreRejected() {
    assertThatThrownBy(() -> limits("cooldown")).hasMessage("the limit cooldown cannot be PT-1S");
    assertThatThrownBy(() -> limits("backoff")).hasMessage("the limit backoff cannot be []");
    assertThatThrownBy(() -> new PlannedEvent("Diwali", NOW, NOW, Effect.HOLD))
        .hasMessageContaining("must end after it begins");
    assertThatThrownBy(() -> new PlannedEvent(" ", NOW, NOW.plusSeconds(1), Effect.HOLD))
        .hasMessageContaining("needs a name");
  }

  private static GuardLimits limits(String wrong) {
    GuardLimits good = GuardLimits.defaults();
    return new GuardLimits(
        wrong.equals("cooldown") ? Duration.ofSeconds(-1) : good.cooldown(),
        good.dailyBudget(),
        good.failures(),
        good.ineffective(),
        good.hold(),
        good.recurrence(),
        good.recurrenceWithin(),
        wrong.equals("backoff") ? List.of() : good.backoff());
  }

  private static PlannedEvent hold(int fromHours, int toHours) {
    Instant from = NOW.plus(Duration.ofHours(fromHours));
    return new PlannedEvent("freeze", from, NOW.plus(Duration.ofHours(toHours)), Effect.HOLD);
  }

  private static Duration minutes(int count) {
    return Duration.ofMinutes(count);
  }

  private static Duration hours(int count) {
    return Duration.ofHours(count);
  }
}
