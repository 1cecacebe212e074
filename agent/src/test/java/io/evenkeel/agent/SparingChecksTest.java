package io.evenkeel.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.drift.PerformanceFall;
import io.evenkeel.model.RocAuc;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SparingChecksTest {
  private final TestingClock clock = new TestingClock();
  private final ScriptedChecks measured = new ScriptedChecks();
  private final SparingChecks checks = new SparingChecks(measured, clock);
  private final Instant change = clock.instant();

  @Test
  void anAnswerIsKeptForATwentiethOfTheTimeThatItCovers() {
    clock.advance(Duration.ofMinutes(20));
    assertThat(frauds("v2")).isEqualTo(12);
    measured.performance = new RocAuc.NotEnoughData(40, 100);
    clock.advance(Duration.ofSeconds(59));
    assertThat(frauds("v2")).isEqualTo(12);
    assertThat(frauds("v1")).as("another version").isEqualTo(40);
    clock.advance(Duration.ofSeconds(1));
    assertThat(frauds("v2")).isEqualTo(40);
  }

  @Test
  void noAnswerIsKeptForMoreThanTenMinutes() {
    clock.advance(Duration.ofDays(2));
    assertThat(frauds("v2")).isEqualTo(12);
    measured.performance = new RocAuc.NotEnoughData(40, 100);
    clock.advance(Duration.ofMinutes(10));
    assertThat(frauds("v2")).isEqualTo(40);
  }

  @Test
  void aFallIsPassedOnAndKeptAsLong() {
    clock.advance(Duration.ofMinutes(20));
    measured.fall = Optional.of(new PerformanceFall(0.78, 0.02, 0.97, 0.01, 100));
    assertThat(checks.fall("v2", change)).isEqualTo(measured.fall);
    measured.fall = Optional.empty();
    assertThat(checks.fall("v2", change)).isPresent();
    clock.advance(Duration.ofMinutes(1));
    assertThat(checks.fall("v2", change)).isEmpty();
  }

  private int frauds(String version) {
    return checks.performance(version, change, 100)
            instanceof RocAuc.NotEnoughData(int positives, int _)
        ? positives
        : -1;
  }
}
