package io.evenkeel.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.drift.QualityIssue;
import io.evenkeel.drift.Verdict;
import io.evenkeel.incident.Decision;
import io.evenkeel.model.RocAuc;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonitorTest {
  private static final Duration INTERVAL = MonitoredWorld.SETTINGS.interval();

  @TempDir Path home;
  private MonitoredWorld world;
  private Monitor monitor;

  @BeforeEach
  void open() {
    world = new MonitoredWorld(home);
    monitor = world.monitor();
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void withoutAServingVersionThereIsNothingToCheck() {
    assertThat(monitor.tick()).isEmpty();
    assertThatThrownBy(monitor::once)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no version serves yet");
  }

  @Test
  void checksWhenAnIntervalHasGoneAndNotBefore() {
    world.promote("v1");
    world.quiet("v1", 500);
    assertThat(monitor.tick()).isEmpty();
    world.advance(INTERVAL);
    CheckReport report = monitor.tick().orElseThrow();
    assertThat(report.version()).isEqualTo("v1");
    assertThat(report.drift().verdict()).isEqualTo(new Verdict.Stable(0));
    assertThat(report.ok()).isTrue();
    assertThat(report.confirmed()).isTrue();
    assertThat(report.onset()).isEmpty();
    assertThat(report.window().orElseThrow().rows()).isEqualTo(500);
    assertThat(report.performance()).isEqualTo(new RocAuc.NotEnoughData(0, 30));
    assertThat(world.store.latest(world.clock.instant(), INTERVAL))
        .isEqualTo(new ReportStore.Reading.Sound(report));
    assertThat(world.store.page(report)).exists();
    assertThat(monitor.tick()).isEmpty();
  }

  @Test
  void checksGoOnWhenTheClockWasSetBackAcrossARestart() {
    world.promote("v1");
    world.quiet("v1", 500);
    world.advance(Duration.ofDays(30));
    assertThat(monitor.tick()).isPresent();
    world.advance(Duration.ofDays(-29));
    Monitor restarted = world.monitor();
    assertThat(restarted.tick()).isEmpty();
    world.advance(INTERVAL);
    CheckReport report = restarted.tick().orElseThrow();
    assertThat(report.timestamp()).isEqualTo(world.clock.instant());
    assertThat(restarted.tick()).isEmpty();
    world.advance(INTERVAL);
    assertThat(restarted.tick()).isPresent();
  }

  @Test
  void aReportSaysHowLongItsCheckTook() {
    world.promote("v1");
    world.quiet("v1", 500);
    long begun = System.nanoTime();
    Duration ticked = checkAfterInterval().took();
    Duration once = monitor.once().took();
    assertThat(ticked).isPositive();
    assertThat(once).isPositive();
    assertThat(ticked.plus(once)).isLessThan(Duration.ofNanos(System.nanoTime() - begun));
  }

  @Test
  void aWindowHoldsTheRowsSinceTheLastConclusiveCheckDrawnEvenly() {
    world.promote("v1");
    world.quiet("v1", 700);
    Window first = checkAfterInterval().window().orElseThrow();
    world.quiet("v1", 2000);
    Window second = checkAfterInterval().window().orElseThrow();
    assertThat(first.rows()).isEqualTo(700);
    assertThat(second.rows()).isEqualTo(800);
    assertThat(second.from()).isAfter(first.to());
    assertThat(second.to()).isEqualTo(world.reader.newest("v1", 1).getFirst().time());
  }

  @Test
  void tooFewRowsAreKeptForTheNextCheck() {
    world.promote("v1");
    world.quiet("v1", 30);
    assertThat(checkAfterInterval().drift().verdict()).isEqualTo(new Verdict.NotEnoughData(30, 50));
    world.quiet("v1", 30);
    CheckReport report = checkAfterInterval();
    assertThat(report.conclusive()).isTrue();
    assertThat(report.window().orElseThrow().rows()).isEqualTo(60);
  }

  @Test
  void noRowsAtAllIsNotEnoughData() {
    world.promote("v1");
    CheckReport report = checkAfterInterval();
    assertThat(report.drift().verdict()).isEqualTo(new Verdict.NotEnoughData(0, 50));
    assertThat(report.window()).isEmpty();
    assertThat(report.line())
        .isEqualTo("drift_score=unknown (not enough data: 0 of 50 rows) -> recommendation=ok");
  }

  @Test
  void aFindingIsConfirmedByTheFullWindowThatFollowsAtOnce() {
    world.promote("v1");
    world.quiet("v1", 1000);
    checkAfterInterval();
    world.quiet("v1", 600);
    Instant festival = world.clock.instant();
    world.festival("v1", 1500);
    CheckReport first = checkAfterInterval();
    assertThat(first.ok()).isFalse();
    assertThat(first.confirmed()).isFalse();
    assertThat(first.onset()).isEmpty();

    world.festival("v1", 799);
    assertThat(monitor.tick()).as("the second window is not full yet").isEmpty();
    world.festival("v1", 1);
    CheckReport second = monitor.tick().orElseThrow();
    assertThat(second.confirmed()).isTrue();
    assertThat(second.recommendation().decision()).isEqualTo(Decision.ROLLBACK);
    assertThat(second.drift().driftedFeatures()).containsExactly("amount", "device");
    assertThat(second.line()).isEqualTo("drift_score=0.500 (50%) -> recommendation=rollback");
    assertThat(second.window().orElseThrow().rows()).isEqualTo(800);
    assertThat(second.onset().orElseThrow())
        .as("within a block of the true begin")
        .isCloseTo(festival, within(200, ChronoUnit.MILLIS))
        .isBefore(second.window().orElseThrow().from());
    assertThat(monitor.tick()).isEmpty();
  }

  @Test
  void theWaitForAFullWindowEndsAfterAnInterval() {
    world.promote("v1");
    world.festival("v1", 300);
    assertThat(checkAfterInterval().confirmed()).isFalse();
    world.festival("v1", 100);
    assertThat(monitor.tick()).isEmpty();
    CheckReport second = checkAfterInterval();
    assertThat(second.confirmed()).isTrue();
    assertThat(second.window().orElseThrow().rows()).isEqualTo(100);
  }

  @Test
  void aWaitThatBringsTooFewRowsGoesOn() {
    world.promote("v1");
    world.festival("v1", 300);
    checkAfterInterval();
    world.festival("v1", 40);
    assertThat(checkAfterInterval().conclusive()).isFalse();
    world.festival("v1", 40);
    CheckReport third = checkAfterInterval();
    assertThat(third.confirmed()).isTrue();
    assertThat(third.ok()).isFalse();
    assertThat(third.window().orElseThrow().rows()).isEqualTo(80);
  }

  @Test
  void aFindingThatTheSecondWindowDoesNotShareIsDropped() {
    world.promote("v1");
    world.festival("v1", 300);
    assertThat(checkAfterInterval().confirmed()).isFalse();
    world.quiet("v1", 800);
    CheckReport second = monitor.tick().orElseThrow();
    assertThat(second.ok()).isTrue();
    assertThat(second.confirmed()).isTrue();
    world.festival("v1", 300);
    assertThat(checkAfterInterval().confirmed()).isFalse();
  }

  @Test
  void aDriftThatStaysIsConfirmedInEveryFurtherWindow() {
    world.promote("v1");
    for (boolean confirmed : new boolean[] {false, true, true}) {
      world.festival("v1", 300);
      CheckReport report = checkAfterInterval();
      assertThat(report.ok()).isFalse();
      assertThat(report.confirmed()).isEqualTo(confirmed);
    }
  }

  @Test
  void theOnsetIsNeverBeforeThePromotion() {
    world.promote("v1");
    world.festival("v1", 2000);
    world.promote("v2");
    Instant promotion = world.registry.serving().orElseThrow().since();
    world.festival("v2", 2000);
    checkAfterInterval();
    world.festival("v2", 800);
    CheckReport report = monitor.tick().orElseThrow();
    assertThat(report.confirmed()).isTrue();
    assertThat(report.onset().orElseThrow()).isBetween(promotion, promotion.plusMillis(2));
  }

  @Test
  void refusedRequestsAreAFindingThatASecondSpanConfirms() {
    world.promote("v1");
    world.quiet("v1", 10);
    world.reject(5);
    CheckReport first = checkAfterInterval();
    assertThat(first.conclusive()).isFalse();
    assertThat(first.drift().qualityIssues())
        .containsExactly(new QualityIssue.Rejections(5, 5 / 15.0));
    assertThat(first.confirmed()).isFalse();
    world.reject(4);
    CheckReport second = checkAfterInterval();
    assertThat(second.drift().qualityIssues()).containsExactly(new QualityIssue.Rejections(4, 1));
    assertThat(second.confirmed()).isTrue();
    assertThat(checkAfterInterval().ok()).as("they have stopped").isTrue();
    world.reject(1);
    assertThat(checkAfterInterval().confirmed()).isFalse();
  }

  @Test
  void fewRefusedRequestsAmongManyRowsAreNoFinding() {
    world.promote("v1");
    world.quiet("v1", 4000);
    world.reject(150);
    assertThat(checkAfterInterval().drift().qualityIssues()).isEmpty();
  }

  @Test
  void afterAChangeOfTheServingVersionTheWindowBeginsAtThePromotion() {
    world.promote("v1");
    world.quiet("v1", 500);
    checkAfterInterval();
    world.promote("festival2");
    assertThat(monitor.tick()).as("an interval after the promotion").isEmpty();
    world.festival("festival2", 700);
    CheckReport report = checkAfterInterval();
    assertThat(report.version()).isEqualTo("festival2");
    assertThat(report.ok()).isTrue();
    world.promote("v1");
    world.quiet("v1", 70);
    CheckReport back = checkAfterInterval();
    assertThat(back.version()).isEqualTo("v1");
    assertThat(back.window().orElseThrow().rows()).isEqualTo(70);
  }

  @Test
  void aRestartGoesOnWhereTheReportsEnd() {
    world.promote("v1");
    world.quiet("v1", 500);
    Window before = checkAfterInterval().window().orElseThrow();
    world.festival("v1", 120);
    CheckReport first = checkAfterInterval();
    monitor = world.monitor();
    assertThat(monitor.tick()).isEmpty();
    world.festival("v1", 800);
    CheckReport second = monitor.tick().orElseThrow();
    assertThat(first.window().orElseThrow().from()).isAfter(before.to());
    assertThat(second.window().orElseThrow().from()).isAfter(first.window().orElseThrow().to());
    assertThat(second.confirmed()).isTrue();
  }

  @Test
  void onceTakesTheNewestRowsAndConfirmsWhenBothHalvesAgree() {
    world.promote("v1");
    world.quiet("v1", 500);
    world.festival("v1", 1000);
    CheckReport report = monitor.once();
    assertThat(report.window().orElseThrow().rows()).isEqualTo(800);
    assertThat(report.ok()).isFalse();
    assertThat(report.confirmed()).isTrue();
    assertThat(report.onset()).isPresent();
    assertThat(world.store.latest(world.clock.instant(), INTERVAL))
        .isEqualTo(new ReportStore.Reading.Sound(report));
  }

  @Test
  void onceDoesNotConfirmWhatOnlyOneHalfShows() {
    world.promote("v1");
    world.quiet("v1", 500);
    world.festival("v1", 390);
    CheckReport report = monitor.once();
    assertThat(report.ok()).isFalse();
    assertThat(report.confirmed()).isFalse();
  }

  @Test
  void onceDoesNotConfirmHalvesOfTooFewRows() {
    world.promote("v1");
    world.festival("v1", 98);
    CheckReport report = monitor.once();
    assertThat(report.conclusive()).isTrue();
    assertThat(report.confirmed()).isFalse();
    world.festival("v1", 2);
    assertThat(monitor.once().confirmed()).isTrue();
  }

  @Test
  void onceLooksAtNoRowsFromBeforeThePromotion() {
    world.promote("v1");
    world.festival("v1", 1000);
    world.promote("v2");
    world.promote("v1");
    world.quiet("v1", 60);
    CheckReport report = monitor.once();
    assertThat(report.window().orElseThrow().rows()).isEqualTo(60);
  }

  @Test
  void idsDifferAndSortEvenIfTheClockStandsStill() {
    world.promote("v1");
    world.quiet("v1", 60);
    String first = monitor.once().id();
    String second = monitor.once().id();
    assertThat(second).isGreaterThan(first);
  }

  @Test
  void livePerformanceIsMeasuredOnMatureLabels() {
    world.promote("v1");
    world.quiet("v1", 400);
    world.label();
    CheckReport report = checkAfterInterval();
    assertThat(report.performance())
        .isInstanceOfSatisfying(
            RocAuc.Measured.class,
            measured -> {
              assertThat(measured.value()).isEqualTo(1);
              assertThat(measured.positives()).isEqualTo(40);
            });
  }

  private CheckReport checkAfterInterval() {
    world.advance(INTERVAL);
    Optional<CheckReport> report = monitor.tick();
    world.advance(Duration.ofMillis(1));
    return report.orElseThrow(() -> new AssertionError("a check was due"));
  }
}
