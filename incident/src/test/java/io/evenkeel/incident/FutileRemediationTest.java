package io.evenkeel.incident;

import static io.evenkeel.incident.Decision.RETRAIN;
import static io.evenkeel.incident.Decision.ROLLBACK;
import static io.evenkeel.incident.PastAction.Result.FAILED;
import static io.evenkeel.incident.PastAction.Result.INCONCLUSIVE;
import static io.evenkeel.incident.PastAction.Result.INTERRUPTED;
import static io.evenkeel.incident.PastAction.Result.PROVEN;
import static io.evenkeel.incident.PastAction.Result.QUIET;
import static io.evenkeel.incident.PastAction.Result.UNPROVEN;
import static io.evenkeel.incident.Proposals.NOW;
import static io.evenkeel.incident.Proposals.past;
import static io.evenkeel.incident.Proposals.retrain;
import static io.evenkeel.incident.Proposals.rollback;
import static io.evenkeel.incident.Proposals.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.incident.PastAction.Result;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What went wrong elsewhere: remedies that were repeated for ever, and guards that never fired.
class FutileRemediationTest {
  private static final Duration LONG_AGO = Duration.ofHours(1);

  @Test
  void inconclusiveThreeTimesLeavesItToPeople() {
    assertThat(retrain().after(row(3, RETRAIN, INCONCLUSIVE, LONG_AGO)).judged())
        .isEqualTo("failures");
    assertThat(rollback().after(row(3, RETRAIN, INCONCLUSIVE, LONG_AGO)).judged())
        .isEqualTo("ineffective");
  }

  @ParameterizedTest
  @EnumSource(
      value = Result.class,
      names = {"UNPROVEN", "QUIET", "RUNNING"})
  void withoutAMeasurementNothingIsASuccess(Result unmeasured) {
    PastAction[] failed = row(3, RETRAIN, FAILED, LONG_AGO);
    PastAction[] after = Arrays.copyOf(failed, 4);
    after[3] = past(RETRAIN, unmeasured, Duration.ofMinutes(30));
    assertThat(retrain().after(after).judged()).isEqualTo("failures");
    after[3] = past(RETRAIN, PROVEN, Duration.ofMinutes(30));
    assertThat(retrain().after(after).judged()).isEqualTo("allowed");
  }

  @Test
  void aRecurrenceIsCountedHoweverOftenItWasRepaired() {
    List<PastAction> repairs =
        Stream.of(200, 150, 100, 50)
            .map(ago -> past(RETRAIN, PROVEN, Duration.ofMinutes(ago)))
            .toList();
    History four = new History(repairs, repairs.stream().map(PastAction::begun).toList());
    assertThat(retrain().history(Optional.of(four)).judged()).isEqualTo("allowed");
    assertThat(retrain().history(Optional.of(four.opening(NOW))).judged()).isEqualTo("recurrence");
    assertThat(rollback().history(Optional.of(four.opening(NOW))).judged()).isEqualTo("recurrence");
  }

  @ParameterizedTest
  @EnumSource(Result.class)
  void backoffFollowsEveryKindOfFailure(Result result) {
    GuardLimits patient = with("cooldown", Duration.ZERO);
    List<Integer> waits = List.of(1, 2, 4, 8, 10, 10);
    for (int failures = 1; failures <= waits.size(); failures++) {
      // The first interruption is the restart's doing, so there is one more.
      int count = result == INTERRUPTED ? failures + 1 : failures;
      PastAction[] row =
          row(count, RETRAIN, result, Duration.ofMinutes(waits.get(failures - 1)).minusNanos(1));
      GuardLimits many =
          new GuardLimits(
              patient.cooldown(),
              100,
              100,
              100,
              patient.hold(),
              5,
              Duration.ofHours(4),
              patient.backoff());
      assertThat(retrain().after(row).judgedWith(many))
          .isEqualTo(result.failed() ? "backoff" : "allowed");
      PastAction[] later = row(count, RETRAIN, result, Duration.ofMinutes(waits.get(failures - 1)));
      assertThat(retrain().after(later).judgedWith(many)).isEqualTo("allowed");
    }
  }

  @Test
  void noLimitIsAcceptedAndNotUsed() {
    PastAction[] failed = row(2, RETRAIN, FAILED, LONG_AGO);
    Map<String, Case> cases = new LinkedHashMap<>();
    cases.put(
        "cooldown",
        new Case(
            Duration.ofHours(2), retrain().after(row(1, RETRAIN, QUIET, LONG_AGO)), "cooldown"));
    cases.put("dailyBudget", new Case(2, retrain().after(failed), "daily_budget"));
    cases.put("failures", new Case(2, retrain().after(failed), "failures"));
    cases.put(
        "ineffective",
        new Case(2, retrain().after(row(2, RETRAIN, UNPROVEN, LONG_AGO)), "ineffective"));
    cases.put(
        "hold",
        new Case(
            Duration.ofDays(9),
            retrain().after(row(3, RETRAIN, FAILED, Duration.ofDays(2))),
            "failures"));
    cases.put("recurrence", new Case(1, retrain().openings(LONG_AGO), "recurrence"));
    cases.put(
        "recurrenceWithin",
        new Case(Duration.ofHours(10), retrain().openings(hours(9, 8, 7, 6, 5)), "recurrence"));
    cases.put(
        "backoff", new Case(List.of(Duration.ofHours(2)), retrain().after(failed), "backoff"));
    assertThat(cases.keySet())
        .containsExactlyElementsOf(
            Arrays.stream(GuardLimits.class.getRecordComponents())
                .map(component -> component.getName())
                .toList());
    cases.forEach((limit, changed) -> {
      assertThat(changed.proposal().judged()).as(limit).isEqualTo("allowed");
      assertThat(changed.proposal().judgedWith(with(limit, changed.value())))
          .as(limit)
          .isEqualTo(changed.refusal());
    });
  }

  @Test
  void anEmptyInputOfAGuardIsARefusal() {
    assertThat(retrain().history(Optional.empty()).judged()).isEqualTo("history");
    assertThat(rollback().history(Optional.empty()).judged()).isEqualTo("history");
    assertThat(retrain().labels(Optional.empty()).judged()).isEqualTo("few_labels");
    assertThatThrownBy(() -> new PastAction(" ", ROLLBACK, false, NOW, NOW, FAILED))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Culprit("", 0.3)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Guard.Verdict.Refused("", "because"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Proposals.of(Decision.ALERT).made())
        .isInstanceOf(IllegalArgumentException.class);
  }

  private record Case(Object value, Proposals proposal, String refusal) {}

  private static Duration[] hours(int... ago) {
    return Arrays.stream(ago).mapToObj(Duration::ofHours).toArray(Duration[]::new);
  }

  /// The default limits but for one.
  private static GuardLimits with(String name, Object value) {
    GuardLimits good = GuardLimits.defaults();
    return new GuardLimits(
        name.equals("cooldown") ? (Duration) value : good.cooldown(),
        name.equals("dailyBudget") ? (Integer) value : good.dailyBudget(),
        name.equals("failures") ? (Integer) value : good.failures(),
        name.equals("ineffective") ? (Integer) value : good.ineffective(),
        name.equals("hold") ? (Duration) value : good.hold(),
        name.equals("recurrence") ? (Integer) value : good.recurrence(),
        name.equals("recurrenceWithin") ? (Duration) value : good.recurrenceWithin(),
        name.equals("backoff") ? List.of((Duration) ((List<?>) value).getFirst()) : good.backoff());
  }
}
