package io.evenkeel.monitor;

import io.evenkeel.drift.SliceCounter;
import io.evenkeel.drift.WatchBins;
import io.evenkeel.events.Event;
import io.evenkeel.events.EventLog;
import io.evenkeel.events.EventLogUnavailable;
import io.evenkeel.incident.Decision;
import io.evenkeel.registry.ServingVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// A home whose slices a watchkeeper follows, and servers that count into it. Closed with its
/// world.
final class WatchedSlices {
  static final Duration SLICE = Duration.ofMillis(200);

  private final Path home;

  WatchedSlices(Path home) {
    this.home = home;
  }

  Path file() {
    return home.resolve("watch/state.bin");
  }

  Watchkeeper keeper(MonitoredWorld world) {
    return keeper(world, file());
  }

  Watchkeeper keeper(MonitoredWorld world, Path file) {
    return keeper(world, file, world.references::bins);
  }

  Watchkeeper keeper(MonitoredWorld world, Path file, Function<String, WatchBins> binsOf) {
    return new Watchkeeper(
        home.resolve("events"),
        MonitoredWorld.SCHEMA,
        new WatchFile(file),
        world.registry::serving,
        binsOf,
        MonitoredWorld.SETTINGS,
        world.clock);
  }

  long rows(Watchkeeper keeper) {
    keeper.save();
    return new WatchFile(file()).status().orElseThrow().rows();
  }

  static ServingVersion serving(MonitoredWorld world) {
    return world.registry.serving().orElseThrow();
  }

  static long slice(MonitoredWorld world) {
    return Math.floorDiv(world.clock.instant().toEpochMilli(), SLICE.toMillis());
  }

  static CheckReport quietReport(Instant from) {
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
  static Optional<Watchkeeper.Alarm> run(
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
  static final class Server {
    private final MonitoredWorld world;
    private final String version;
    private final WatchBins bins;
    private final EventLog log;

    Server(MonitoredWorld world, String version) {
      this(world, version, world.log);
    }

    Server(MonitoredWorld world, String version, EventLog log) {
      this.world = world;
      this.version = version;
      this.bins = world.references.bins(version);
      this.log = log;
    }

    void quiet() {
      write(slice(world), 200, false);
    }

    void festival() {
      write(slice(world), 200, true);
    }

    /// Quiet rows whose amount and age are moved.
    void moved(double amount, double age) {
      moved(amount, age, 200);
    }

    void moved(double amount, double age, int rows) {
      write(
          version,
          slice(world),
          rows,
          () -> {
            double[] row = world.row(false);
            row[0] += amount;
            row[3] += age;
            return row;
          });
    }

    void writeAs(String other, int rows) {
      write(other, slice(world), rows, true);
    }

    void write(long slice, int rows, boolean shifted) {
      write(version, slice, rows, shifted);
    }

    void write(String as, long slice, int rows, boolean shifted) {
      write(as, slice, rows, () -> world.row(shifted));
    }

    void write(String as, long slice, int rows, Supplier<double[]> source) {
      SliceCounter counter = bins.counting();
      for (int i = 0; i < rows; i++) {
        counter.add(source.get());
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
