package io.evenkeel.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.drift.WatchBins;
import io.evenkeel.events.EventLog;
import io.evenkeel.events.EventSettings;
import io.evenkeel.model.BundleException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchkeeperTest {
  @TempDir Path home;

  @Test
  void quietTrafficRaisesNothingAndAFestivalIsSeenWithinASecondWithItsOnset() throws Exception {
    try (MonitoredWorld world = new MonitoredWorld(home)) {
      world.promote("v1");
      Watchkeeper keeper = watched().keeper(world);
      WatchedSlices.Server server = new WatchedSlices.Server(world, "v1");
      assertThat(WatchedSlices.run(keeper, world, 100, server::quiet)).isEmpty();

      Instant injected = world.clock.instant();
      Optional<Watchkeeper.Alarm> alarm = WatchedSlices.run(keeper, world, 5, server::festival);

      assertThat(alarm).isPresent();
      WatchFinding finding = alarm.get().finding();
      assertThat(alarm.get().version()).isEqualTo("v1");
      assertThat(finding.onset())
          .isBetween(
              injected.minus(WatchedSlices.SLICE.multipliedBy(2)),
              injected.plus(WatchedSlices.SLICE.multipliedBy(2)));
      assertThat(Duration.between(injected, finding.alarm())).isLessThan(Duration.ofSeconds(1));
      assertThat(finding.suspects()).containsAnyOf("amount", "device");
      assertThat(finding.line()).contains("drift since ", "features ");
      assertThat(keeper.raised(WatchedSlices.serving(world)).map(Lookout.Raised::finding))
          .contains(finding);
    }
  }

  @Test
  void aRestartGoesOnBitForBit() throws Exception {
    try (MonitoredWorld world = new MonitoredWorld(home)) {
      world.promote("v1");
      Watchkeeper steady = watched().keeper(world, home.resolve("steady.bin"));
      Watchkeeper restarted = watched().keeper(world);
      WatchedSlices.Server server = new WatchedSlices.Server(world, "v1");
      for (int i = 0; i < 60; i++) {
        server.quiet();
        world.advance(WatchedSlices.SLICE);
        steady.look();
        if (i % 7 == 3) {
          // A crash: what was not saved is read and judged again, what was is not.
          restarted = watched().keeper(world);
        }
        restarted.look();
        if (i % 5 == 0) {
          restarted.save();
        }
      }
      steady.save();
      restarted.save();

      WatchState expected = new WatchFile(home.resolve("steady.bin")).read().orElseThrow();
      WatchState found = new WatchFile(watched().file()).read().orElseThrow();
      assertThat(found.detector()).isEqualTo(expected.detector());
      assertThat(found.judged()).isEqualTo(expected.judged());
      assertThat(found.read()).isEqualTo(expected.read());
      assertThat(found.tally().rows()).isEqualTo(expected.tally().rows()).isPositive();
    }
  }

  @Test
  void anInterruptCannotSpoilWhatIsSaved() throws Exception {
    try (MonitoredWorld world = new MonitoredWorld(home)) {
      world.promote("v1");
      Watchkeeper keeper = watched().keeper(world);
      WatchedSlices.run(keeper, world, 3, new WatchedSlices.Server(world, "v1")::quiet);
      Thread.currentThread().interrupt();
      keeper.save();
      assertThat(Thread.interrupted()).as("the interrupt is kept for its addressee").isTrue();
      assertThat(new WatchFile(watched().file()).read()).isPresent();
    }
  }

  @Test
  void theCountsOfTwoServersAreOneSliceAndLateOnesJoinTheNext() throws Exception {
    try (MonitoredWorld world = new MonitoredWorld(home);
        EventLog other =
            EventLog.open(
                home.resolve("events"),
                MonitoredWorld.SCHEMA,
                EventSettings.defaults(),
                world.clock)) {
      world.promote("v1");
      world.advance(WatchedSlices.SLICE);
      Watchkeeper keeper = watched().keeper(world);
      WatchedSlices.Server one = new WatchedSlices.Server(world, "v1");
      WatchedSlices.Server two = new WatchedSlices.Server(world, "v1", other);
      long slice = WatchedSlices.slice(world);
      one.write(slice, 30, false);
      two.write(slice, 20, false);
      keeper.look();
      keeper.save();
      WatchState waiting = new WatchFile(watched().file()).read().orElseThrow();
      assertThat(waiting.waiting()).containsOnlyKeys(slice);
      assertThat(waiting.tally().rows()).isZero();

      world.advance(WatchedSlices.SLICE.multipliedBy(2));
      keeper.look();
      two.write(slice, 5, false);
      keeper.look();
      keeper.save();
      WatchState late = new WatchFile(watched().file()).read().orElseThrow();
      assertThat(late.judged()).isEqualTo(slice);
      assertThat(late.tally().rows()).isEqualTo(50);
      assertThat(late.waiting()).as("late counts wait").hasSize(1);
      world.advance(WatchedSlices.SLICE.multipliedBy(3));
      keeper.look();
      assertThat(watched().rows(keeper)).isEqualTo(55);
    }
  }

  @Test
  void otherVersionsAndOtherBinsAreNoDrift() throws Exception {
    try (MonitoredWorld world = new MonitoredWorld(home)) {
      world.promote("v1");
      Watchkeeper keeper = watched().keeper(world);
      WatchedSlices.Server old = new WatchedSlices.Server(world, "festival-1");
      WatchedSlices.Server server = new WatchedSlices.Server(world, "v1");
      Optional<Watchkeeper.Alarm> alarm =
          WatchedSlices.run(
              keeper,
              world,
              30,
              () -> {
                server.quiet();
                old.festival();
                old.writeAs("v1", 40);
              });

      assertThat(alarm).isEmpty();
      keeper.save();
      WatchStatus status = new WatchFile(watched().file()).status().orElseThrow();
      assertThat(status.left()).isEqualTo(30 * 40);
      assertThat(status.rows()).isPositive();
    }
  }

  @Test
  void whatAVersionServedBeforeItWasPromotedAgainIsNotJudgedButCounted() throws Exception {
    try (MonitoredWorld world = new MonitoredWorld(home)) {
      world.promote("v1");
      WatchedSlices.Server server = new WatchedSlices.Server(world, "v1");
      server.festival();
      world.promote("festival-2");
      world.promote("v1");
      world.advance(WatchedSlices.SLICE);
      Watchkeeper keeper = watched().keeper(world);

      assertThat(WatchedSlices.run(keeper, world, 5, server::quiet)).isEmpty();
      keeper.save();
      WatchStatus status = new WatchFile(watched().file()).status().orElseThrow();
      assertThat(status.early()).isEqualTo(200);
      assertThat(status.rows()).isLessThanOrEqualTo(5 * 200);
    }
  }

  @Test
  void anotherVersionBeginsWithNoEvidence() throws Exception {
    try (MonitoredWorld world = new MonitoredWorld(home)) {
      world.promote("v1");
      Watchkeeper keeper = watched().keeper(world);
      WatchedSlices.Server server = new WatchedSlices.Server(world, "v1");
      assertThat(WatchedSlices.run(keeper, world, 5, server::festival)).isPresent();

      world.promote("festival-2");
      WatchedSlices.Server next = new WatchedSlices.Server(world, "festival-2");
      assertThat(WatchedSlices.run(keeper, world, 30, next::festival)).isEmpty();
      assertThat(keeper.raised(WatchedSlices.serving(world))).isEmpty();
      assertThat(watched().rows(keeper)).isGreaterThan(30 * 200);
    }
  }

  @Test
  void aTornStateBeginsAnewWithWhatIsKept() throws Exception {
    try (MonitoredWorld world = new MonitoredWorld(home)) {
      world.promote("v1");
      WatchedSlices.Server server = new WatchedSlices.Server(world, "v1");
      Watchkeeper keeper = watched().keeper(world);
      WatchedSlices.run(keeper, world, 10, server::quiet);
      keeper.save();
      byte[] whole = Files.readAllBytes(watched().file());
      for (int at : new int[] {0, 5, whole.length / 2, whole.length - 1}) {
        byte[] torn = whole.clone();
        torn[at] ^= 1;
        Files.write(watched().file(), torn);
        assertThat(new WatchFile(watched().file()).status()).isEmpty();
      }
      Files.write(watched().file(), new byte[3]);

      Watchkeeper again = watched().keeper(world);
      again.look();
      assertThat(watched().rows(again)).isEqualTo(watched().rows(keeper));
    }
  }

  @Test
  void aStateThatCannotBeSavedStopsNothing() throws Exception {
    try (MonitoredWorld world = new MonitoredWorld(home)) {
      // A directory where the draft of the file must be.
      Files.createDirectories(home.resolve("watch/state.bin.tmp/in-the-way"));
      world.promote("v1");
      Watchkeeper keeper = watched().keeper(world);
      WatchedSlices.Server server = new WatchedSlices.Server(world, "v1");

      assertThat(WatchedSlices.run(keeper, world, 5, server::festival)).isPresent();
    }
  }

  @Test
  void whileTheBinsCannotBeHadNothingIsLost() throws Exception {
    try (MonitoredWorld world = new MonitoredWorld(home)) {
      world.promote("v1");
      AtomicBoolean away = new AtomicBoolean(true);
      Function<String, WatchBins> bins =
          version -> {
            if (away.get()) {
              throw new BundleException("hours that v1 has not seen are those of v0");
            }
            return world.references.bins(version);
          };
      Watchkeeper keeper = watched().keeper(world, watched().file(), bins);
      WatchedSlices.Server server = new WatchedSlices.Server(world, "v1");
      for (int i = 0; i < 5; i++) {
        server.quiet();
        world.advance(WatchedSlices.SLICE);
        assertThatThrownBy(keeper::look).isInstanceOf(BundleException.class);
      }

      away.set(false);
      world.advance(WatchedSlices.SLICE);
      keeper.look();
      assertThat(watched().rows(keeper)).isEqualTo(5 * 200);
    }
  }

  private WatchedSlices watched() {
    return new WatchedSlices(home);
  }
}
