package io.evenkeel.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MarksTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final Marks.Word WORD = new Marks.Word("asha", "looking into it", NOON);

  @Test
  void whatAPersonClosedWasNeverMeasuredToBeOver() {
    Incident closed = IncidentTest.opened().closed(WORD);

    assertThat(closed.resolved()).isTrue();
    assertThat(closed.timeToRecover()).isEmpty();
    assertThat(closed.timeline().resolved()).isEmpty();
    assertThat(closed.ended()).contains(NOON);
  }

  @Test
  void aMeasurementThatComesLateDoesNotContradictThePersonWhoClosedIt() {
    Incident closed = IncidentTest.opened().closed(WORD);

    assertThat(closed.mitigated(NOON.plusSeconds(1))).isEqualTo(closed);
    assertThat(closed.resolved(NOON.plusSeconds(1))).isEqualTo(closed);
  }

  @Test
  void theSameCauseReopensWhatAPersonClosedAndBeginsWithoutMarks() {
    Incident closed = IncidentTest.opened().acknowledged(WORD).closed(WORD);
    Joining joining = new Joining(Duration.ofHours(1));

    assertThat(joining.home(List.of(closed), closed.cause(), NOON.plusSeconds(60)))
        .contains(closed);
    assertThat(joining.home(List.of(closed), closed.cause(), NOON.plusSeconds(4000))).isEmpty();
    Incident back =
        closed.joined(
            new Symptom("r2", "v1", closed.cause(), Optional.empty(), NOON.plusSeconds(60)));
    assertThat(back.state()).isEqualTo(IncidentState.REOPENED);
    assertThat(back.marks().isEmpty()).isTrue();
  }

  @Test
  void whatIsReopenedByMeasurementIsNotClosedByAPersonAnyMore() {
    Incident reopened = IncidentTest.opened().acknowledged(WORD).closed(WORD).reopened();

    assertThat(reopened.marks().closed()).isEmpty();
    assertThat(reopened.marks().acknowledged()).contains(WORD);
    assertThat(reopened.resolved(NOON).timeToRecover()).isPresent();
  }

  @Test
  void takingOnAnIncidentUnderRepairLeavesTheRepairBeingWatched() {
    Incident repaired =
        IncidentTest.opened()
            .attempting()
            .changed(
                new Repair.Changed(
                    "v1",
                    "v2",
                    0.95,
                    0.01,
                    NOON,
                    NOON.plusSeconds(600),
                    100,
                    Repair.Watch.from(NOON)),
                NOON);

    assertThat(IncidentTest.opened().acknowledged(WORD).state())
        .isEqualTo(IncidentState.ACKNOWLEDGED);
    assertThat(repaired.acknowledged(WORD).state()).isEqualTo(IncidentState.MITIGATING);
    assertThat(repaired.acknowledged(WORD).marks().acknowledged()).contains(WORD);
  }

  @Test
  void anOrderIsUsedUpByTheRemedyThatCarriesItOut() {
    Marks.Overruled order = new Marks.Overruled(Decision.ROLLBACK, WORD);
    Incident ordered = IncidentTest.opened().marked(Marks.none().overruledBy(order));

    assertThat(ordered.attempting().marks().overruled()).contains(order);
    assertThat(ordered.obeying().marks().overruled()).isEmpty();
    assertThat(ordered.obeying().attempt()).isEqualTo(1);
    assertThat(ordered.obeying().acting()).isTrue();
  }

  @Test
  void noiseAsksNobodyForAnythingUntilItsEnd() {
    Marks quiet =
        Marks.none().suppressedBy(new Marks.Suppressed(Optional.of(NOON.plusSeconds(10)), WORD));

    assertThat(Marks.none().asks(NOON)).isTrue();
    assertThat(quiet.asks(NOON)).isFalse();
    assertThat(quiet.asks(NOON.plusSeconds(10))).isTrue();
    assertThat(Marks.none().mergedBy(new Marks.Merged("inc-2", WORD)).asks(NOON)).isFalse();
  }

  @Test
  void aMarkNeedsSomebodyAndAReason() {
    assertThatThrownBy(() -> new Marks.Word(" ", "why", NOON))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Marks.Word("asha", "", NOON))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
