package io.evenkeel.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.drift.DataFault;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FaultRuleTest {
  private static final List<DataFault> PAISE = List.of(new DataFault.UnitChange("amount", 100, 1));
  private static final List<DataFault> NEW = List.of(new DataFault.NewCategory("device", 7, 0.2));

  @Test
  void aFaultTurnsARetrainIntoAnAlert() {
    Recommendation recommendation =
        Policy.defaults(Set.of())
            .recommend(Evidence.scored(0.9), Optional.empty(), 0, FaultRule.allowed(PAISE));
    assertThat(recommendation.decision()).isEqualTo(Decision.ALERT);
  }

  @Test
  void whatSpoilsTheRowsForbidsToTouchTheModel() {
    List<DataFault> faults =
        List.of(
            new DataFault.StuckValue("amount", 1, 1),
            new DataFault.NullBurst("amount", 0.5, 0),
            new DataFault.ClockShift("hour", 5.5),
            new DataFault.SwappedColumns("amount", "hour"));
    for (DataFault fault : faults) {
      assertThat(FaultRule.allowed(List.of(fault)))
          .as(fault.describe())
          .containsExactlyInAnyOrder(Decision.OK, Decision.ALERT);
    }
  }

  @Test
  void aNewCategoryMayBeLearned() {
    assertThat(FaultRule.allowed(NEW)).contains(Decision.RETRAIN, Decision.ROLLBACK);
    assertThat(FaultRule.allowed(List.of())).contains(Decision.RETRAIN);
    assertThat(FaultRule.spoils(List.of(NEW.getFirst(), PAISE.getFirst()))).isTrue();
  }

  @Test
  void theReasoningNamesTheFaults() {
    Recommendation plain = new Recommendation(Decision.ALERT, 0.8, "It moved.");
    assertThat(FaultRule.naming(PAISE, plain))
        .isEqualTo(
            new Recommendation(
                Decision.ALERT,
                0.8,
                "It moved. Fault of the data, of which no model may learn:"
                    + " amount: the unit changed, every value is multiplied by 100."));
    assertThat(FaultRule.naming(NEW, plain).reasoning())
        .contains("Something new in the data: device: the category 7 is new");
    assertThat(FaultRule.naming(List.of(), plain)).isSameAs(plain);
  }
}
