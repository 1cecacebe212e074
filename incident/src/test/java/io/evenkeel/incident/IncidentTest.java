package io.evenkeel.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.drift.QualityIssue;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IncidentTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

  static Incident opened() {
    return Incident.open(symptom("r1", "txn_count_1h", "amount"), NOON);
  }

  private static Symptom symptom(String report, String... cause) {
    return new Symptom(
        report, "v1", List.of(cause), Optional.of(NOON.minusSeconds(20)), NOON.minusSeconds(5));
  }

  private static Repair.Changed change(String from, String to) {
    return new Repair.Changed(
        from, to, 0.95, 0.01, NOON, NOON.plusSeconds(600), 100, Repair.Watch.from(NOON));
  }

  @Test
  void onlyTheListedTransitionsAreLegal() {
    Map<IncidentState, Set<IncidentState>> table =
        Map.of(
            IncidentState.OPEN,
            EnumSet.of(
                IncidentState.ACKNOWLEDGED, IncidentState.MITIGATING, IncidentState.RESOLVED),
            IncidentState.ACKNOWLEDGED,
            EnumSet.of(IncidentState.MITIGATING, IncidentState.RESOLVED),
            IncidentState.MITIGATING,
            EnumSet.of(IncidentState.MITIGATED, IncidentState.RESOLVED, IncidentState.REOPENED),
            IncidentState.MITIGATED,
            EnumSet.of(IncidentState.MITIGATING, IncidentState.RESOLVED, IncidentState.REOPENED),
            IncidentState.RESOLVED,
            EnumSet.of(IncidentState.REOPENED),
            IncidentState.REOPENED,
            EnumSet.of(
                IncidentState.ACKNOWLEDGED, IncidentState.MITIGATING, IncidentState.RESOLVED));
    for (IncidentState from : IncidentState.values()) {
      for (IncidentState to : IncidentState.values()) {
        if (table.getOrDefault(from, Set.of()).contains(to)) {
          assertThat(from.to(to)).isEqualTo(to);
        } else {
          assertThatThrownBy(() -> from.to(to))
              .isInstanceOf(IllegalStateException.class)
              .hasMessage("an incident cannot go from %s to %s", from.code(), to.code());
        }
      }
    }
  }

  @Test
  void theIdSaysWhenAndAboutWhichVersion() {
    assertThat(opened().id()).isEqualTo("inc-20261101T120000Z-v1");
    assertThat(opened().cause()).containsExactly("amount", "txn_count_1h");
    assertThat(opened().state()).isEqualTo(IncidentState.OPEN);
  }

  @Test
  void eachRemedyHasItsOwnKey() {
    Incident first = opened().attempting();
    Incident second = first.attemptFailed().attempting();
    assertThat(first.key(new Remedy.Retrain())).isEqualTo("inc-20261101T120000Z-v1/1/retrain");
    assertThat(second.key(new Remedy.RollBack())).isEqualTo("inc-20261101T120000Z-v1/2/rollback");
    assertThat(second.settled()).isEqualTo(1);
  }

  @Test
  void aRepairGoesThroughVerificationToResolved() {
    Incident incident =
        opened()
            .decided(Decision.RETRAIN, NOON)
            .attempting()
            .changed(change("v1", "v2"), NOON.plusSeconds(30));
    assertThat(incident.state()).isEqualTo(IncidentState.MITIGATING);
    assertThat(incident.handled()).isTrue();
    incident = incident.mitigated(NOON.plusSeconds(40)).resolved(NOON.plusSeconds(60));
    assertThat(incident.resolved()).isTrue();
    assertThat(incident.timeToRecover()).contains(Duration.ofSeconds(80));
    assertThat(incident.timeline().acted()).contains(NOON.plusSeconds(30));
    assertThat(incident.timeline().mitigated()).contains(NOON.plusSeconds(40));
  }

  @Test
  void tellingPeopleRepairsNothing() {
    Incident told = opened().attempting().told("v1", NOON);
    assertThat(told.state()).isEqualTo(IncidentState.OPEN);
    assertThat(told.repair()).isEqualTo(new Repair.Told("v1", Repair.Watch.from(NOON)));
    assertThatThrownBy(() -> told.mitigated(NOON)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void tellingPeopleDoesNotEndTheVerificationOfAChange() {
    Incident changed = opened().attempting().changed(change("v1", "v2"), NOON);
    assertThat(changed.attempting().told("v2", NOON.plusSeconds(9)).repair())
        .isEqualTo(change("v1", "v2"));
    assertThat(changed.reopened().attempting().told("v2", NOON).repair())
        .isInstanceOf(Repair.Told.class);
  }

  @Test
  void aResolvedIncidentIsReopenedByAReportAndAnUnresolvedOneOnlyTakesIt() {
    Incident resolved = opened().resolved(NOON.plusSeconds(10));
    Incident reopened = resolved.joined(symptom("r2", "amount"));
    assertThat(reopened.state()).isEqualTo(IncidentState.REOPENED);
    assertThat(reopened.timeline())
        .isEqualTo(
            Timeline.detected(symptom("r2", "amount").onset(), symptom("r2", "amount").detected()));
    assertThat(reopened.latest().report()).isEqualTo("r2");
    assertThat(opened().joined(symptom("r2", "hour")).state()).isEqualTo(IncidentState.OPEN);
    assertThat(opened().handledLatest().joined(symptom("r2", "hour")).handled()).isFalse();
  }

  @Test
  void anUnresolvedIncidentTakesEveryReport() {
    Joining joining = new Joining(Duration.ofMinutes(10));
    Incident open = opened();
    assertThat(joining.home(List.of(open), List.of("hour"), NOON)).contains(open);
    assertThat(joining.home(List.of(), List.of("hour"), NOON)).isEmpty();
  }

  @Test
  void aResolvedIncidentTakesTheSameCauseForAWhile() {
    Joining joining = new Joining(Duration.ofMinutes(10));
    Incident resolved = opened().resolved(NOON);
    List<Incident> all = List.of(resolved);
    List<String> cause = List.of("txn_count_1h", "amount");
    assertThat(joining.home(all, cause, NOON.plusSeconds(600))).contains(resolved);
    assertThat(joining.home(all, cause, NOON.plusSeconds(601))).isEmpty();
    assertThat(joining.home(all, List.of("amount"), NOON)).isEmpty();
  }

  @Test
  void anUnresolvedIncidentIsPreferredToAResolvedOne() {
    Incident resolved = opened().resolved(NOON);
    Incident open = Incident.open(symptom("r3", "hour"), NOON.plusSeconds(3));
    assertThat(
            new Joining(Duration.ofMinutes(10))
                .home(List.of(resolved, open), List.of("amount", "txn_count_1h"), NOON))
        .contains(open);
  }

  @Test
  void theCauseIsWhatDriftedElseWhatIsWrongWithTheData() {
    assertThat(Symptom.causeOf(Evidence.drifted(8, "hour", "amount")))
        .containsExactly("hour", "amount");
    assertThat(
            Symptom.causeOf(
                Evidence.with(
                    Evidence.drifted(8),
                    new QualityIssue.Rejections(10, 0.2),
                    new QualityIssue.Constant("hour", 3))))
        .containsExactly("rejections", "hour");
  }

  @Test
  void looksAtPerformanceGrowApart() {
    Repair.Changed change = change("v1", "v2");
    assertThat(change.looked(100).nextLook()).isEqualTo(150);
    assertThat(change.looked(100).looked(150).nextLook()).isEqualTo(225);
    assertThat(change.looked(400).nextLook()).isEqualTo(600);
  }
}
