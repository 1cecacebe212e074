package io.evenkeel.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.model.RocAuc;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveryVerdictTest {
  private static Recovery judge(double live, double liveError, double expectedError) {
    return RecoveryTest.defaults()
        .judge(new RocAuc.Measured(live, liveError, 200, 4000), 0.95, expectedError);
  }

  @Test
  void eachVerdictFollowsFromTheInterval() {
    record Row(double live, double error, Class<? extends Recovery> verdict) {}
    List<Row> table =
        List.of(
            // interval from -0.02 to 0.02
            new Row(0.950, 0.0102, Recovery.Recovered.class),
            // better than expected, though wide
            new Row(0.990, 0.030, Recovery.Recovered.class),
            // lower end just above and just below the margin of 0.04
            new Row(0.930, 0.0101, Recovery.Recovered.class),
            new Row(0.930, 0.0103, Recovery.Inconclusive.class),
            // surely a fall, but one within the margin
            new Row(0.930, 0.0040, Recovery.Recovered.class),
            // upper end just below and just above the slack of 0.01
            new Row(0.900, 0.0203, Recovery.Worse.class),
            new Row(0.900, 0.0205, Recovery.Inconclusive.class),
            new Row(0.700, 0.0200, Recovery.Worse.class),
            // says nothing
            new Row(0.900, 0.1000, Recovery.Inconclusive.class));
    for (Row row : table) {
      assertThat(judge(row.live(), row.error(), 0)).as(row.toString()).isInstanceOf(row.verdict());
    }
  }

  @Test
  void bothStandardErrorsWidenTheInterval() {
    Recovery.Recovered verdict = (Recovery.Recovered) judge(0.95, 0.006, 0.008);
    assertThat(verdict.difference()).isCloseTo(0, within(1e-12));
    assertThat(verdict.upper()).isCloseTo(0.0195996, within(1e-6));
    assertThat(verdict.lower()).isCloseTo(-0.0195996, within(1e-6));
  }

  @Test
  void tooFewFraudsSayNothing() {
    assertThat(RecoveryTest.defaults().judge(new RocAuc.NotEnoughData(40, 100), 0.95, 0.01))
        .isEqualTo(new Recovery.NotEnoughData(40, 100));
  }

  @Test
  void limitsOutOfOrderAreRejected() {
    assertThatThrownBy(() -> new RecoveryTest(0.01, 0.04)).hasMessageContaining("0.04 and 0.01");
    assertThatThrownBy(() -> new RecoveryTest(0, 0)).hasMessageContaining("margin above 0");
    assertThatThrownBy(() -> new RecoveryTest(0.04, -0.01)).hasMessageContaining("-0.01");
  }
}
