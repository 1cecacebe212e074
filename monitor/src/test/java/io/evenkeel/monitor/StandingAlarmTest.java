package io.evenkeel.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandingAlarmTest {
  @TempDir Path home;

  @Test
  void anAlarmStandsAndIsNotRaisedAgainUntilAQuietCheck() throws Exception {
    try (MonitoredWorld world = new MonitoredWorld(home)) {
      world.promote("v1");
      Watchkeeper keeper = watched().keeper(world);
      WatchedSlices.Server server = new WatchedSlices.Server(world, "v1");
      assertThat(WatchedSlices.run(keeper, world, 5, server::festival)).isPresent();
      WatchFinding first = keeper.raised(WatchedSlices.serving(world)).orElseThrow().finding();
      Instant soon = world.clock.instant();
      assertThat(WatchedSlices.run(keeper, world, 10, server::festival)).isEmpty();
      Lookout.Raised standing = keeper.raised(WatchedSlices.serving(world)).orElseThrow();
      assertThat(standing.finding()).isEqualTo(first);
      assertThat(standing.last()).as("the evidence is renewed").isAfter(soon);

      keeper.checked(WatchedSlices.quietReport(first.alarm()));
      assertThat(keeper.raised(WatchedSlices.serving(world))).as("its rows are older").isPresent();
      WatchedSlices.run(keeper, world, 20, server::quiet);
      keeper.checked(WatchedSlices.quietReport(world.clock.instant()));
      assertThat(keeper.raised(WatchedSlices.serving(world))).isEmpty();
      assertThat(new WatchFile(watched().file()).raised(WatchedSlices.serving(world))).isEmpty();
    }
  }

  @Test
  void whileAnAlarmStandsAnotherFeatureIsTold() throws Exception {
    try (MonitoredWorld world = new MonitoredWorld(home)) {
      world.promote("v1");
      Watchkeeper keeper = watched().keeper(world);
      WatchedSlices.Server server = new WatchedSlices.Server(world, "v1");
      Optional<Watchkeeper.Alarm> first =
          WatchedSlices.run(keeper, world, 30, () -> server.moved(0, 20));
      assertThat(first.orElseThrow().finding().suspects()).containsExactly("age");
      assertThat(WatchedSlices.run(keeper, world, 60, () -> server.moved(0, 20)))
          .as("it is known")
          .isEmpty();

      keeper.save();
      Watchkeeper restarted = watched().keeper(world);
      Instant begun = world.clock.instant();
      Optional<Watchkeeper.Alarm> second =
          WatchedSlices.run(restarted, world, 10, () -> server.moved(60, 20));
      WatchFinding finding = second.orElseThrow().finding();
      assertThat(finding.suspects()).containsExactly("amount");
      assertThat(finding.onset())
          .isAfterOrEqualTo(begun.minus(WatchedSlices.SLICE.multipliedBy(2)));
      assertThat(restarted.raised(WatchedSlices.serving(world)).map(Lookout.Raised::finding))
          .contains(finding);
      assertThat(WatchedSlices.run(restarted, world, 60, () -> server.moved(60, 20))).isEmpty();
      restarted.save();
      assertThat(new WatchFile(watched().file()).status().orElseThrow().alarms()).isEqualTo(2);

      WatchedSlices.run(restarted, world, 5, server::quiet);
      restarted.checked(WatchedSlices.quietReport(world.clock.instant()));
      assertThat(WatchedSlices.run(restarted, world, 30, () -> server.moved(0, 20)))
          .as("what was told is forgotten with the alarm that is over")
          .isPresent();
    }
  }

  @Test
  void whileAnAlarmStandsAFarStrongerDriftOfTheSameFeatureIsTold() throws Exception {
    try (MonitoredWorld world = new MonitoredWorld(home)) {
      world.promote("v1");
      Watchkeeper keeper = watched().keeper(world);
      WatchedSlices.Server server = new WatchedSlices.Server(world, "v1");
      assertThat(WatchedSlices.run(keeper, world, 40, () -> server.moved(30, 0))).isPresent();
      assertThat(WatchedSlices.run(keeper, world, 500, () -> server.moved(30, 0)))
          .as("the same")
          .isEmpty();
      assertThat(WatchedSlices.run(keeper, world, 100, () -> server.moved(30, 0, 600)))
          .as("the same in three times the traffic")
          .isEmpty();

      Instant begun = world.clock.instant();
      WatchFinding finding =
          WatchedSlices.run(keeper, world, 10, () -> server.moved(150, 0)).orElseThrow().finding();
      assertThat(finding.suspects()).containsExactly("amount");
      assertThat(finding.onset())
          .isAfterOrEqualTo(begun.minus(WatchedSlices.SLICE.multipliedBy(2)));
      assertThat(WatchedSlices.run(keeper, world, 100, () -> server.moved(150, 0))).isEmpty();
    }
  }

  @Test
  void aStateThatHoldsNothingOfWhatWasToldIsReadAndLearnsIt() throws Exception {
    try (MonitoredWorld world = new MonitoredWorld(home)) {
      world.promote("v1");
      Watchkeeper keeper = watched().keeper(world);
      WatchedSlices.Server server = new WatchedSlices.Server(world, "v1");
      WatchedSlices.run(keeper, world, 40, () -> server.moved(30, 0));
      keeper.save();
      WatchState kept = new WatchFile(watched().file()).read().orElseThrow();
      Told told = kept.told();
      assertThat(told.features()).containsExactly("amount");
      Files.write(watched().file(), withoutTold(kept));

      assertThat(new WatchFile(watched().file()).read().orElseThrow().told())
          .isEqualTo(Told.of(List.of("amount")));
      Watchkeeper again = watched().keeper(world);
      assertThat(WatchedSlices.run(again, world, 100, () -> server.moved(30, 0))).isEmpty();
      assertThat(WatchedSlices.run(again, world, 10, () -> server.moved(150, 0))).isPresent();
    }
  }

  /// The state in the form that was written before.
  private static byte[] withoutTold(WatchState state) {
    byte[] now = WatchStateCodec.write(state);
    WatchState other = withTold(state, new Told(state.told().features(), 1, 2));
    byte[] differs = WatchStateCodec.write(other);
    int strength = Arrays.mismatch(now, differs);
    int length = 4 + 2 + "amount".length() + 8 + 8;
    // Behind the tally come its last time (12 bytes), evidence, threshold and the checksum.
    int early = now.length - 8 - 8 - 8 - 12 - 8;
    // The strength is the first that differs; the feature and the number of features lie before.
    int from = strength - (4 + 2 + "amount".length());
    ByteBuffer old = ByteBuffer.allocate(now.length - length - 8);
    old.putInt(0x45574b32).put(now, 4, from - 4);
    old.put(now, from + length, early - from - length);
    old.put(now, early + 8, now.length - early - 8 - 8);
    CRC32 sum = new CRC32();
    sum.update(old.array(), 0, old.position());
    old.putLong(sum.getValue());
    return old.array();
  }

  private static WatchState withTold(WatchState state, Told told) {
    return new WatchState(
        state.version(),
        state.sequence(),
        state.bins(),
        state.sliceMillis(),
        state.read(),
        state.judged(),
        state.waiting(),
        state.detector(),
        state.raised(),
        told,
        state.clock(),
        state.day(),
        state.tally(),
        state.evidence(),
        state.threshold());
  }

  private WatchedSlices watched() {
    return new WatchedSlices(home);
  }
}
