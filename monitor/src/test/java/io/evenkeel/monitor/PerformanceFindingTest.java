package io.evenkeel.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.incident.Decision;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Frauds of a kind that the model does not know, among rows in which no feature moves.
class PerformanceFindingTest {
  private static final Duration INTERVAL = MonitoredWorld.SETTINGS.interval();

  @TempDir Path home;
  private MonitoredWorld world;
  private Monitor monitor;

  @BeforeEach
  void open() {
    world = new MonitoredWorld(home);
    monitor = world.monitor();
    world.promote("v1");
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aModelThatIsMeasuredWorseIsAFindingThatNeedsNoSecondWindow() {
    world.quiet("v1", 2000);
    world.label();
    assertThat(checked().ok()).isTrue();
    Instant before = world.clock.instant();
    world.quiet("v1", 2000);
    world.mislabel(2000);
    CheckReport report = checked();

    assertThat(report.drift().driftedFeatures()).isEmpty();
    assertThat(report.drift().fall()).isPresent();
    assertThat(report.confirmed()).isTrue();
    assertThat(report.recommendation().decision()).isEqualTo(Decision.RETRAIN);
    assertThat(report.onset().orElseThrow()).isAfterOrEqualTo(before);
  }

  @Test
  void itConfirmsNothingAndIsReadAsItWasWritten() {
    world.quiet("v1", 2000);
    world.mislabel(0);
    CheckReport report = checked();

    assertThat(report.drift().fall()).isPresent();
    assertThat(ReportCodec.read(ReportCodec.write(report))).isEqualTo(report);
    world.festival("v1", 800);
    CheckReport next = checked();
    assertThat(next.drift().driftedFeatures()).isNotEmpty();
    assertThat(next.confirmed()).isFalse();
  }

  @Test
  void labelsThatAreNotMatureYetAreNoFinding() {
    world.quiet("v1", 2000);
    world.advance(INTERVAL);
    world.quiet("v1", 2000);
    world.mislabel(2000);

    assertThat(monitor.tick().orElseThrow().drift().fall()).isEmpty();
  }

  private CheckReport checked() {
    world.advance(INTERVAL);
    return monitor.tick().orElseThrow();
  }
}
