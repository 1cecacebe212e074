package io.evenkeel.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MonitorSettingsTest {
  @Test
  void theStandardIsThatOfTheDesign() {
    assertThat(MonitorSettings.defaults())
        .isEqualTo(MonitorSettings.checking(Duration.ofMinutes(5), 2000, 50));
  }

  @Test
  void settingsThatCanGiveNoVerdictAreRefused() {
    assertThatThrownBy(() -> MonitorSettings.checking(Duration.ZERO, 2000, 50))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("interval");
    assertThatThrownBy(() -> MonitorSettings.checking(Duration.ofSeconds(1), 49, 50))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("minimum rows were 50, window 49");
    assertThatThrownBy(() -> MonitorSettings.checking(Duration.ofSeconds(1), 10, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
