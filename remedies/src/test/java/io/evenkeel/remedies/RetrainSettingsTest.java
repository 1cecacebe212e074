package io.evenkeel.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetrainSettingsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void theDefaultsAreThoseOfTheDesign() {
    RetrainSettings settings = RetrainSettings.defaults(7);
    assertThat(settings.gate()).isEqualTo(new PromotionGate(100, 0.01, 0.05));
    assertThat(settings.trainingFrauds()).isEqualTo(100);
    assertThat(settings.earlierShare()).isEqualTo(0.25);
  }

  @Test
  void valuesOutOfRangeAreRejectedByName() {
    refused("training frauds", () -> settings(1, 300, SECOND, SECOND, 0.2, 10, 50));
    refused("wanted training frauds", () -> settings(100, 99, SECOND, SECOND, 0.2, 10, 50));
    refused("patience", () -> settings(100, 300, SECOND.negated(), SECOND, 0.2, 10, 50));
    refused("label deadline", () -> settings(100, 300, SECOND, Duration.ZERO, 0.2, 10, 50));
    refused("share", () -> settings(100, 300, SECOND, SECOND, 0, 10, 50));
    refused("share", () -> settings(100, 300, SECOND, SECOND, 1, 10, 50));
    refused("share", () -> settings(100, 300, SECOND, SECOND, Double.NaN, 10, 50));
    refused("earlier rows", () -> settings(100, 300, SECOND, SECOND, 0.2, -1, 50));
    refused("reference rows", () -> settings(100, 300, SECOND, SECOND, 0.2, 10, 49));
    assertThat(settings(100, 100, Duration.ZERO, SECOND, 0.9, 0, 50).patience()).isZero();
  }

  private static RetrainSettings settings(
      int frauds,
      int wanted,
      Duration patience,
      Duration deadline,
      double share,
      int earlier,
      int reference) {
    return new RetrainSettings(
        PromotionGate.defaults(),
        frauds,
        wanted,
        patience,
        deadline,
        SECOND,
        share,
        earlier,
        reference,
        SECOND,
        1);
  }

  private static void refused(
      String name, org.assertj.core.api.ThrowableAssert.ThrowingCallable settings) {
    assertThatIllegalArgumentException().isThrownBy(settings).withMessageContaining(name);
  }
}
