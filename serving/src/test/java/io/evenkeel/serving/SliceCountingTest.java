package io.evenkeel.serving;

import static io.evenkeel.serving.RunningServer.SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.drift.Column;
import io.evenkeel.drift.SliceCounts;
import io.evenkeel.drift.WatchBins;
import io.evenkeel.events.Event;
import io.evenkeel.events.EventLog;
import io.evenkeel.events.EventLogUnavailable;
import io.evenkeel.events.EventSettings;
import io.evenkeel.events.EventTail;
import io.evenkeel.events.EventTail.Position;
import io.evenkeel.reference.VersionReference;
import io.evenkeel.registry.ServingVersion;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SliceCountingTest {
  private static final Duration SLICE = Duration.ofMillis(200);
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  @TempDir Path directory;

  private final WatchBins bins = bins(7);
  private final TestingModels models = new TestingModels();

  @Test
  void rowsAreCountedOnceAndWrittenForTheVersionThatServedThem() throws Exception {
    try (EventLog log = open()) {
      SliceCounting counting = new SliceCounting(log::append, SLICE, at(NOON), 5);
      counting.count(model("v1", false), List.of(named("a", 1), named("b", 2)));
      counting.count(model("v2", false), List.of(named("c", 3)));
      counting.count(model("v2", false), List.of(named("a", 1), generated(1), generated(1)));
      counting.write();
      counting.write();

      List<Event.Slice> slices = tail().poll();
      assertThat(slices).extracting(Event.Slice::version).containsExactly("v1", "v2");
      assertThat(slices).extracting(Event.Slice::rows).containsExactly(2L, 3L);
      assertThat(slices).extracting(Event.Slice::repeated).containsExactly(0L, 1L);
      assertThat(slices)
          .allSatisfy(slice -> {
            assertThat(slice.bins()).isEqualTo(bins.digest());
            assertThat(slice.slice()).isEqualTo(NOON.toEpochMilli() / 200);
            assertThat(SliceCounts.of(bins, slice.counts()).rows()).isEqualTo(slice.rows());
          });
    }
  }

  @Test
  void aBurstOfEqualRowsCountsOnceWhereTheWorldHasNone() throws Exception {
    try (EventLog log = open()) {
      SliceCounting counting = new SliceCounting(log::append, SLICE, at(NOON), 5);
      for (int i = 0; i < 50; i++) {
        counting.count(model("v1", true), List.of(named("t" + i, 5), generated(5), generated(i)));
      }
      counting.write();

      Event.Slice slice = tail().poll().getFirst();
      assertThat(slice.rows()).isEqualTo(50);
      assertThat(slice.repeated()).isEqualTo(100);
    }
  }

  @Test
  void theVersionThatAnsweredLastIsRememberedAlsoWhenItIsTheOlderOne() throws Exception {
    try (EventLog log = open()) {
      SliceCounting counting = new SliceCounting(log::append, SLICE, at(NOON), 5);
      counting.count(model("v1", true), List.of(generated(1)));
      counting.count(model("v2", true), List.of(generated(2)));
      counting.count(model("v1", true), List.of(generated(3)));
      counting.write();
      // Two slices without a row.
      counting.write();
      counting.write();
      counting.count(model("v1", true), List.of(generated(1)));
      counting.write();

      assertThat(tail().poll()).extracting(Event.Slice::repeated).containsExactly(0L, 0L, 1L);
    }
  }

  @Test
  void whatCannotBeWrittenJoinsTheNextSlice() throws Exception {
    try (EventLog log = open()) {
      AtomicBoolean full = new AtomicBoolean(true);
      SliceCounting.Sink disk =
          drafts -> {
            if (full.get()) {
              throw new EventLogUnavailable("No space left on device");
            }
            log.append(drafts);
          };
      SliceCounting counting = new SliceCounting(disk, SLICE, at(NOON), 5);
      ServedModel model = model("v1", false);
      counting.count(model, List.of(generated(1), named("a", 2), named("a", 2)));
      counting.write();
      counting.count(model, List.of(generated(3)));
      counting.write();
      assertThat(tail().poll()).isEmpty();

      full.set(false);
      counting.write();
      counting.write();

      List<Event.Slice> slices = tail().poll();
      assertThat(slices).extracting(Event.Slice::rows).containsExactly(3L);
      assertThat(slices).extracting(Event.Slice::repeated).containsExactly(1L);
    }
  }

  @Test
  void aServerCountsWhatItServesAndFlushesWhenItIsClosed() throws Exception {
    RunningServer server = new RunningServer(directory);
    try {
      server.models.measure(new Measure(bins, false));
      server.models.promote("v2");
      assertThat(server.post("/reload", "").statusCode()).isEqualTo(200);
      for (int i = 0; i < 5; i++) {
        assertThat(server.post("/predict", RunningServer.GOOD).statusCode()).isEqualTo(200);
      }
      String batch = "[" + RunningServer.GOOD + "," + RunningServer.GOOD + "]";
      assertThat(server.post("/predict/batch", batch).statusCode()).isEqualTo(200);
    } finally {
      server.close();
    }

    List<Event.Slice> slices = tail().poll();
    assertThat(slices).allSatisfy(slice -> assertThat(slice.version()).isEqualTo("v2"));
    assertThat(slices.stream().mapToLong(Event.Slice::rows).sum()).isEqualTo(7);
    assertThat(slices).allSatisfy(slice -> assertThat(slice.rows()).isPositive());
  }

  @Test
  void aServerThatCannotCountYetAnswersAndCountsAsSoonAsItCan() throws Exception {
    RunningServer server = new RunningServer(directory);
    try {
      server.models.measureLater();
      server.models.promote("v2");
      server.post("/reload", "");
      assertThat(server.post("/predict", RunningServer.GOOD).statusCode()).isEqualTo(200);
      assertThat(server.get("/metrics").body()).contains("model_rows_counted 0.0");

      server.models.measure(new Measure(bins, false));
      assertThat(server.post("/reload", "").body())
          .isEqualTo("{\"model_version\":\"v2\",\"changed\":false}");
      assertThat(server.get("/metrics").body()).contains("model_rows_counted 1.0");
      assertThat(server.post("/predict", RunningServer.GOOD).statusCode()).isEqualTo(200);
    } finally {
      server.close();
    }

    assertThat(tail().poll().stream().mapToLong(Event.Slice::rows).sum()).isEqualTo(1);
  }

  private static WatchBins bins(long seed) {
    Random random = new Random(seed);
    double[][] values = new double[SCHEMA.size()][2_000];
    for (double[] column : values) {
      for (int i = 0; i < column.length; i++) {
        column[i] = random.nextInt(50);
      }
    }
    List<Column> columns = VersionReference.columns(SCHEMA);
    return WatchBins.of(columns, values);
  }

  private ServedModel model(String version, boolean repeatsAreRare) {
    models.measure(new Measure(bins, repeatsAreRare));
    return models.open(new ServingVersion(version, 1, NOON, "test"));
  }

  private static Scored named(String id, double amount) {
    return new Scored(id, true, new double[] {amount, 12, 3, 0}, 0.1, false, false);
  }

  private static Scored generated(double amount) {
    return new Scored("generated", false, new double[] {amount, 12, 3, 0}, 0.1, false, false);
  }

  private static Clock at(Instant time) {
    return Clock.fixed(time, ZoneOffset.UTC);
  }

  private EventLog open() {
    return EventLog.open(directory, SCHEMA, EventSettings.defaults(), Clock.systemUTC());
  }

  private EventTail<Event.Slice> tail() {
    return EventTail.ofSlices(directory, SCHEMA, Position.beginning());
  }
}
