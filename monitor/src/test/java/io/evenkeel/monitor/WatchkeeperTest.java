package io.evenkeel.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.drift.SliceCounter;
import io.evenkeel.drift.WatchBins;
import io.evenkeel.events.Event;
import io.evenkeel.events.EventLog;
import io.evenkeel.events.EventLogUnavailable;
import io.evenkeel.events.EventSettings;
import io.evenkeel.incident.Decision;
import io.evenkeel.registry.ServingVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchkeeperTest {
  private static final Duration SLICE = Duration.ofMillis(200);

  @TempDir Path home;

  @Test
  void quietTrafficRaisesNothingAndAFestivalIsSeenWithinASecondWithItsOnset() throws Exception {
    try (MonitoredWorld world = new MonitoredWorld(home)) {
      world.promote("v1");
      Watchkeeper keeper = keeper(world);
      Server server = new Server(world, "v1");
      assertThat(run(keeper, world, 100, server::quiet)).isEmpty();

      Instant injected = world.clock.instant();
      Optional<Watchkeeper.Alarm> alarm = run(keeper, world, 5, server::festival);

      assertThat(alarm).isPresent();
      WatchFinding finding = alarm.get().finding();
      assertThat(alarm.get().version()).isEqualTo("v1");
      assertThat(finding.onset())
          .isBetween(injected.minus(SLICE.multipliedBy(2)), injected.plus(SLICE.multipliedBy(2)));
      assertThat(Duration.between(injected, finding.alarm())).isLessThan(Duration.ofSeconds(1));
      assertThat(finding.suspects()).containsAnyOf("amount", "device");
      assertThat(finding.line()).contains("drift since ", "features ");
      assertThat(keeper.raised(serving(world)).map(Lookout.Raised::finding)).contains(finding);
    }
  }

  @Test
  void anAlarmStandsAndIsNotRaisedAgainUntilAQuietCheck() throws Exception {
    try (MonitoredWorld world = new MonitoredWorld(home)) {
      world.promote("v1");
      Watchkeeper keeper = keeper(world);
      Server server = new Server(world, "v1");
      assertThat(run(keeper, world, 5, server::festival)).isPresent();
      WatchFinding first = keeper.raised(serving(world)).orElseThrow().finding();
      Instant soon = world.clock.instant();
      assertThat(run(keeper, world, 10, server::festival)).isEmpty();
      Lookout.Raised standing = keeper.raised(serving(world)).orElseThrow();
      assertThat(standing.finding()).isEqualTo(first);
      assertThat(standing.last()).as("the evidence is renewed").isAfter(soon);

      keeper.checked(quietReport(first.alarm()));
      assertThat(keeper.raised(serving(world))).as("its rows are older").isPresent();
      run(keeper, world, 20, server::quiet);
      keeper.checked(quietReport(world.clock.instant()));
      assertThat(keeper.raised(serving(world))).isEmpty();
      assertThat(new WatchFile(file()).raised(serving(world))).isEmpty();
    }
  }

  @Test
  void aRestartGoesOnBitForBit() throws Exception {
    try (MonitoredWorld world = new MonitoredWorld(home)) {
      world.promote("v1");
      Watchkeeper steady = keeper(world, home.resolve("steady.bin"));
      Watchkeeper restarted = keeper(world);
      Server server = new Server(world, "v1");
      for (int i = 0; i < 60; i++) {
        server.quiet();
        world.advance(SLICE);
        steady.look();
        if (i % 7 == 3) {
          // A crash: what was not saved is read and judged again, what was is not.
          restarted = keeper(world);
        }
        restarted.look();
        if (i % 5 == 0) {
          restarted.save();
        }
      }
      steady.save();
      restarted.save();

      WatchState expected = new WatchFile(home.resolve("steady.bin")).read().orElseThrow();
      WatchState found = new WatchFile(file()).read().orElseThrow();
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
      Watchkeeper keeper = keeper(world);
      run(keeper, world, 3, new Server(world, "v1")::quiet);
      Thread.currentThread().interrupt();
      keeper.save();
      assertThat(Thread.interrupted()).as("the interrupt is kept for its addressee").isTrue();
      assertThat(new WatchFile(file()).read()).isPresent();
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
      world.advance(SLICE);
      Watchkeeper keeper = keeper(world);
      Server one = new Server(world, "v1");
      Server two = new Server(world, "v1", other);
      long slice = slice(world);
      one.write(slice, 30, false);
      two.write(slice, 20, false);
      keeper.look();
      keeper.save();
      WatchState waiting = new WatchFile(file()).read().orElseThrow();
      assertThat(waiting.waiting()).containsOnlyKeys(slice);
      assertThat(waiting.tally().rows()).isZero();

      world.advance(SLICE.multipliedBy(2));
      keeper.look();
      two.write(slice, 5, false);
      keeper.look();
      keeper.save();
      WatchState late = new WatchFile(file()).read().orElseThrow();
      assertThat(late.judged()).isEqualTo(slice);
      assertThat(late.tally().rows()).isEqualTo(50);
      assertThat(late.waiting()).as("late counts wait").hasSize(1);
      world.advance(SLICE.multipliedBy(3));
      keeper.look();
      assertThat(rows(keeper)).isEqualTo(55);
    }
  }

  @Test
  void otherVersionsAndOtherBinsAreNoDrift() throws Exception {
    try (MonitoredWorld world = new MonitoredWorld(home)) {
      world.promote("v1");
      Watchkeeper keeper = keeper(world);
      Server old = new Server(world, "festival-1");
      Server server = new Server(world, "v1");
      Optional<Watchkeeper.Alarm> alarm =
          run(
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
      WatchStatus status = new WatchFile(file()).status().orElseThrow();
      assertThat(status.left()).isEqualTo(30 * 40);
      assertThat(status.rows()).isPositive();
    }
  }

  @Test
  void anotherVersionBeginsWithNoEvidence() throws Exception {
    try (MonitoredWorld world = new MonitoredWorld(home)) {
      world.promote("v1");
      Watchkeeper keeper = keeper(world);
      Server server = new Server(world, "v1");
      assertThat(run(keeper, world, 5, server::festival)).isPresent();

      world.promote("festival-2");
      Server next = new Server(world, "festival-2");
      assertThat(run(keeper, world, 30, next::festival)).isEmpty();
      assertThat(keeper.raised(serving(world))).isEmpty();
      assertThat(rows(keeper)).isGreaterThan(30 * 200);
    }
  }

  @Test
  void aTornStateBeginsAnewWithWhatIsKept() throws Exception {
    try (MonitoredWorld world = new MonitoredWorld(home)) {
      world.promote("v1");
      Server server = new Server(world, "v1");
      Watchkeeper keeper = keeper(world);
      run(keeper, world, 10, server::quiet);
      keeper.save();
      byte[] whole = Files.readAllBytes(file());
      for (int at : new int[] {0, 5, whole.length / 2, whole.length - 1}) {
        byte[] torn = whole.clone();
        torn[at] ^= 1;
        Files.write(file(), torn);
        assertThat(new WatchFile(file()).status()).isEmpty();
      }
      Files.write(file(), new byte[3]);

      Watchkeeper again = keeper(world);
      again.look();
      assertThat(rows(again)).isEqualTo(rows(keeper));
    }
  }

  @Test
  void aStateThatCannotBeSavedStopsNothing() throws Exception {
    try (MonitoredWorld world = new MonitoredWorld(home)) {
      // A directory where the draft of the file must be.
      Files.createDirectories(home.resolve("watch/state.bin.tmp/in-the-way"));
      world.promote("v1");
      Watchkeeper keeper = keeper(world);
      Server server = new Server(world, "v1");

      assertThat(run(keeper, world, 5, server::festival)).isPresent();
    }
  }

  private Path file() {
    return home.resolve("watch/state.bin");
  }

  private Watchkeeper keeper(MonitoredWorld world) {
    return keeper(world, file());
  }

  private Watchkeeper keeper(MonitoredWorld world, Path file) {
    return new Watchkeeper(
        home.resolve("events"),
        MonitoredWorld.SCHEMA,
        new WatchFile(file),
        world.registry::serving,
        world.references::bins,
        MonitoredWorld.SETTINGS,
        world.clock);
  }

  private long rows(Watchkeeper keeper) {
    keeper.save();
    return new WatchFile(file()).status().orElseThrow().rows();
  }

  private static ServingVersion serving(MonitoredWorld world) {
    return world.registry.serving().orElseThrow();
  }

  private static long slice(MonitoredWorld world) {
    return Math.floorDiv(world.clock.instant().toEpochMilli(), SLICE.toMillis());
  }

  private static CheckReport quietReport(Instant from) {
    CheckReport report = CheckReports.drifted("q", 0, Decision.OK);
    return new CheckReport(
        report.id(),
        report.timestamp(),
        report.version(),
        Optional.of(new Window(from.plusNanos(1000), from.plusSeconds(1), 2000)),
        report.drift(),
        true,
        Optional.empty(),
        report.performance(),
        report.recommendation(),
        report.took());
  }

  /// Slice after slice; the first alarm.
  private static Optional<Watchkeeper.Alarm> run(
      Watchkeeper keeper, MonitoredWorld world, int slices, Runnable traffic) {
    Optional<Watchkeeper.Alarm> first = Optional.empty();
    for (int i = 0; i < slices; i++) {
      traffic.run();
      world.advance(SLICE);
      Optional<Watchkeeper.Alarm> alarm = keeper.look();
      first = first.or(() -> alarm);
    }
    return first;
  }

  /// A server that counts: 200 rows a slice.
  private static final class Server {
    private final MonitoredWorld world;
    private final String version;
    private final WatchBins bins;
    private final EventLog log;

    private Server(MonitoredWorld world, String version) {
      this(world, version, world.log);
    }

    private Server(MonitoredWorld world, String version, EventLog log) {
      this.world = world;
      this.version = version;
      this.bins = world.references.bins(version);
      this.log = log;
    }

    private void quiet() {
      write(slice(world), 200, false);
    }

    private void festival() {
      write(slice(world), 200, true);
    }

    private void writeAs(String other, int rows) {
      write(other, slice(world), rows, true);
    }

    private void write(long slice, int rows, boolean shifted) {
      write(version, slice, rows, shifted);
    }

    private void write(String as, long slice, int rows, boolean shifted) {
      SliceCounter counter = bins.counting();
      for (int i = 0; i < rows; i++) {
        counter.add(world.row(shifted));
      }
      long[] counts = counter.take().toArray();
      try {
        log.append(
            List.of(time -> new Event.Slice(time, as, bins.digest(), slice, rows, 0, counts)));
      } catch (EventLogUnavailable e) {
        throw new AssertionError(e);
      }
    }
  }
}
