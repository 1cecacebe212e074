package io.evenkeel.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.DriftTest;
import io.evenkeel.drift.FeatureDrift;
import io.evenkeel.drift.FeatureEvidence;
import io.evenkeel.drift.Verdict;
import io.evenkeel.registry.ServingVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an alarm of the watch makes of the checks.
class WatchedChecksTest {
  @TempDir Path home;

  @Test
  void anAlarmIsCheckedAsSoonAsAWindowSinceTheOnsetIsFullAndNeedsNoSecondOne() throws Exception {
    try (MonitoredWorld world = new MonitoredWorld(home)) {
      world.promote("v1");
      Watch watch = new Watch();
      Monitor monitor = world.monitor(watch);
      world.quiet("v1", 900);
      Instant onset = world.clock.instant();
      world.festival("v1", 700);
      watch.alarm(onset, world.clock.instant());
      assertThat(monitor.tick()).as("the window is not full").isEmpty();

      world.festival("v1", 100);
      CheckReport report = monitor.tick().orElseThrow();

      assertThat(report.drift().driftScore()).isEqualTo(0.5);
      assertThat(report.window().orElseThrow().from()).isAfterOrEqualTo(onset);
      assertThat(report.confirmed()).isTrue();
      assertThat(report.onset()).contains(onset);
      assertThat(report.watch()).contains(watch.raised.orElseThrow().finding());
      assertThat(watch.checked).containsExactly(report);
      assertThat(ReportCodec.read(ReportCodec.write(report))).isEqualTo(report);

      world.festival("v1", 800);
      assertThat(monitor.tick()).as("the alarm is answered").isEmpty();
      Monitor restarted = world.monitor(watch);
      assertThat(restarted.tick()).as("also after a restart").isEmpty();
    }
  }

  @Test
  void anAlarmInSlowTrafficIsCheckedWithTheNextCheckThatIsDue() throws Exception {
    try (MonitoredWorld world = new MonitoredWorld(home)) {
      world.promote("v1");
      Watch watch = new Watch();
      Monitor monitor = world.monitor(watch);
      world.quiet("v1", 300);
      Instant onset = world.clock.instant();
      world.festival("v1", 200);
      watch.alarm(onset, world.clock.instant());
      assertThat(monitor.tick()).isEmpty();

      world.advance(Duration.ofMinutes(5));
      CheckReport report = monitor.tick().orElseThrow();

      assertThat(report.drift().rows()).isEqualTo(200);
      assertThat(report.confirmed()).isTrue();
    }
  }

  @Test
  void anAlarmWithoutADriftedFeatureIsToldAndDecidesNothing() throws Exception {
    try (MonitoredWorld world = new MonitoredWorld(home)) {
      world.promote("v1");
      Watch watch = new Watch();
      Monitor monitor = world.monitor(watch);
      Instant onset = world.clock.instant();
      world.quiet("v1", 900);
      watch.alarm(onset, world.clock.instant());

      CheckReport report = monitor.tick().orElseThrow();

      assertThat(report.ok()).isTrue();
      assertThat(report.onset()).isEmpty();
      assertThat(report.watch()).isPresent();
    }
  }

  @Test
  void aFaultWithoutADriftedFeatureBeganWhenTheWatchSaysSo() throws Exception {
    try (MonitoredWorld world = new MonitoredWorld(home)) {
      world.promote("v1");
      Watch watch = new Watch();
      Monitor monitor = world.monitor(watch);
      world.quiet("v1", 900);
      Instant onset = world.clock.instant();
      world.quiet("v1", 400);
      world.reject(400);
      world.quiet("v1", 400);
      watch.alarm(onset, world.clock.instant());

      assertThat(monitor.tick().orElseThrow().onset()).as("not confirmed yet").isEmpty();
      world.quiet("v1", 400);
      world.reject(400);
      world.quiet("v1", 400);
      world.advance(Duration.ofMinutes(5));
      CheckReport report = monitor.tick().orElseThrow();

      assertThat(report.ok()).isFalse();
      assertThat(report.drift().driftedFeatures()).isEmpty();
      assertThat(report.confirmed()).isTrue();
      assertThat(report.onset()).contains(onset);
    }
  }

  @Test
  void aFindingAfterTheAlarmsRowsNeedsASecondWindow() throws Exception {
    try (MonitoredWorld world = new MonitoredWorld(home)) {
      world.promote("v1");
      Watch watch = new Watch();
      Monitor monitor = world.monitor(watch);
      Instant onset = world.clock.instant();
      world.quiet("v1", 800);
      watch.alarm(onset, world.clock.instant());
      assertThat(monitor.tick()).isPresent();

      world.festival("v1", 400);
      world.advance(Duration.ofMinutes(5));
      assertThat(monitor.tick().orElseThrow().confirmed()).isFalse();
      world.festival("v1", 900);
      assertThat(monitor.tick().orElseThrow().confirmed()).isTrue();
    }
  }

  @Test
  void aWindowThatStraddlesTheEndOfADriftWaitsForTheNextOne() throws Exception {
    try (MonitoredWorld world = new MonitoredWorld(home)) {
      world.promote("v1");
      Watch watch = new Watch();
      Monitor monitor = world.monitor(watch);
      Instant onset = world.clock.instant();
      world.festival("v1", 800);
      watch.alarm(onset, world.clock.instant());
      assertThat(monitor.tick().orElseThrow().confirmed()).isTrue();

      world.festival("v1", 400);
      watch.again(world.clock.instant());
      world.advance(Duration.ofMinutes(4));
      world.quiet("v1", 400);
      world.advance(Duration.ofMinutes(1));
      CheckReport mixed = monitor.tick().orElseThrow();
      assertThat(mixed.ok()).isFalse();
      assertThat(mixed.confirmed()).as("the watch has been quiet since").isFalse();
      world.quiet("v1", 800);
      assertThat(monitor.tick().orElseThrow().ok()).isTrue();

      world.festival("v1", 600);
      watch.again(world.clock.instant());
      world.advance(Duration.ofMinutes(5));
      assertThat(monitor.tick().orElseThrow().confirmed()).isFalse();
      world.festival("v1", 800);
      assertThat(monitor.tick().orElseThrow().confirmed()).as("the second one").isTrue();
    }
  }

  @Test
  void aCheckByHandShowsTheAlarmThatStands() throws Exception {
    try (MonitoredWorld world = new MonitoredWorld(home)) {
      world.promote("v1");
      Watch watch = new Watch();
      world.quiet("v1", 900);
      watch.alarm(world.clock.instant().minusSeconds(1), world.clock.instant());

      assertThat(world.monitor(watch).once().watch()).isPresent();
      assertThat(world.monitor().once().watch()).isEmpty();
    }
  }

  @Test
  void aCheckByHandDoesNotAnswerTheAlarm() throws Exception {
    try (MonitoredWorld world = new MonitoredWorld(home)) {
      world.promote("v1");
      Watch watch = new Watch();
      Instant onset = world.clock.instant();
      world.quiet("v1", 700);
      watch.alarm(onset, world.clock.instant());
      CheckReport byHand = world.monitor(watch).once();
      assertThat(byHand.conclusive()).isTrue();
      assertThat(byHand.answers()).isFalse();
      assertThat(ReportCodec.read(ReportCodec.write(byHand))).isEqualTo(byHand);

      // The process that checks reads the reports, as after a restart.
      world.quiet("v1", 100);
      CheckReport answer = world.monitor(watch).tick().orElseThrow();
      assertThat(answer.answers()).isTrue();
      assertThat(answer.window().orElseThrow().from()).isAfterOrEqualTo(onset);
      assertThat(world.monitor(watch).tick()).as("answered").isEmpty();
    }
  }

  @Test
  void theClockIsJudgedByTheDay() {
    List<FeatureDrift> features =
        List.of(
            new FeatureDrift("amount", DriftTest.WASSERSTEIN, 0.1, new Verdict.Stable(0.01), 9, 9),
            new FeatureDrift(
                "hour", DriftTest.WASSERSTEIN, 0.1, new Verdict.NotEnoughData(2, 24), 9, 9));
    DriftReport window = new DriftReport(9, features, List.of(), new Verdict.Stable(0));

    DriftReport drifted = ClockVerdict.in(window, "hour", new Verdict.Drifted(0.3));
    assertThat(drifted.verdict()).isEqualTo(new Verdict.Drifted(0.5));
    assertThat(drifted.driftedFeatures()).containsExactly("hour");
    DriftReport stable = ClockVerdict.in(window, "hour", new Verdict.Stable(0.02));
    assertThat(stable.verdict()).isEqualTo(new Verdict.Stable(0));
    assertThat(stable.features().getLast().verdict()).isEqualTo(new Verdict.Stable(0.02));
  }

  @Test
  void whatADaySaidIsToldOnceAndConfirmsNothing() throws Exception {
    try (MonitoredWorld world = new MonitoredWorld(home, MonitoredWorld.CLOCKED)) {
      world.promote("v1");
      Watch watch = new Watch();
      Monitor monitor = world.monitor(watch);
      world.quiet("v1", 900);
      watch.day = Optional.of(new Lookout.Day(world.clock.instant(), new Verdict.Drifted(0.3)));
      world.advance(Duration.ofMinutes(5));

      CheckReport told = monitor.tick().orElseThrow();
      assertThat(told.ok()).isFalse();
      assertThat(told.confirmed()).isTrue();
      assertThat(told.onset()).isEmpty();
      assertThat(told.drift().driftedFeatures()).containsExactly("hour");

      world.quiet("v1", 900);
      assertThat(monitor.tick()).as("no second window is waited for").isEmpty();
      world.advance(Duration.ofMinutes(5));
      assertThat(world.monitor(watch).tick().orElseThrow().ok()).as("a restart").isTrue();

      watch.day = Optional.of(new Lookout.Day(world.clock.instant(), new Verdict.Drifted(0.3)));
      world.festival("v1", 900);
      world.advance(Duration.ofMinutes(5));
      CheckReport suspected = monitor.tick().orElseThrow();
      assertThat(suspected.confirmed()).as("a day does not confirm a window").isFalse();
      assertThat(suspected.drift().driftedFeatures()).doesNotContain("hour");
      world.festival("v1", 900);
      CheckReport both = monitor.tick().orElseThrow();
      assertThat(both.confirmed()).isTrue();
      assertThat(both.drift().driftedFeatures()).contains("hour", "amount");
    }
  }

  /// A watch that says what it is told to.
  private static final class Watch implements Lookout {
    private Optional<Raised> raised = Optional.empty();
    private Optional<Day> day = Optional.empty();
    private final List<CheckReport> checked = new ArrayList<>();

    private void alarm(Instant onset, Instant now) {
      List<FeatureEvidence> features =
          List.of(new FeatureEvidence("amount", 40.5), new FeatureEvidence("hour", -1.25));
      raised = Optional.of(new Raised(new WatchFinding(now, onset, 3e8, 1.3e7, features), now));
    }

    private void again(Instant now) {
      raised = raised.map(alarm -> new Raised(alarm.finding(), now));
    }

    @Override
    public Optional<Raised> raised(ServingVersion serving) {
      return raised;
    }

    @Override
    public Optional<Day> clock(ServingVersion serving) {
      return day;
    }

    @Override
    public void checked(CheckReport report) {
      checked.add(report);
    }
  }
}
