package io.evenkeel.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RegimeTest {
  @Test
  void aRegimeIsFoundByTheWordsThatPeopleType() {
    assertThat(Regime.named("off")).contains(Regime.quiet());
    assertThat(Regime.named("high")).contains(Regime.high());
    assertThat(Regime.named("extreme")).isEmpty();
  }

  @Test
  void sharesAndMeansOutsideTheirRangesAreRefused() {
    assertThatThrownBy(() -> new Regime("odd", 8.5, 1.1, 1.3, 0, 0, 0))
        .hasMessage("nightShare must be 0 to 1, was 1.1");
    assertThatThrownBy(() -> new Regime("odd", 8.5, 0, 0, 0, 0, 0))
        .hasMessageContaining("countMean");
    assertThatThrownBy(() -> new Regime("odd", 40, 0, 1.3, 0, 0, 0))
        .hasMessageContaining("logAmount");
  }
}
