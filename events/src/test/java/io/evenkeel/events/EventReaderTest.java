package io.evenkeel.events;

import static io.evenkeel.events.Fixtures.NOON;
import static io.evenkeel.events.Fixtures.SCHEMA;
import static io.evenkeel.events.Fixtures.ids;
import static io.evenkeel.events.Fixtures.label;
import static io.evenkeel.events.Fixtures.prediction;
import static io.evenkeel.events.Fixtures.rejection;
import static io.evenkeel.events.Fixtures.segments;
import static io.evenkeel.events.Fixtures.smallSegments;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventReaderTest {
  @TempDir Path directory;

  private final TestingClock clock = new TestingClock(NOON);

  @Test
  void aMissingDirectoryIsAnEmptyLog() {
    EventReader reader = new EventReader(directory.resolve("nowhere"), SCHEMA);

    assertThat(reader.newest("v1", 10)).isEmpty();
    assertThat(reader.predictions(Optional.empty(), Instant.MIN, Instant.MAX)).isEmpty();
    assertThat(reader.rejections(Instant.MIN, Instant.MAX)).isZero();
  }

  @Test
  void aTornLastLineIsNoEventWhereverItIsTorn() throws Exception {
    try (EventLog log = EventLog.open(directory, SCHEMA, EventSettings.defaults(), clock)) {
      log.append(List.of(prediction("a"), prediction("b"), prediction("last-\u20b9")));
    }
    Path file = segments(directory, Family.PREDICTIONS).getFirst();
    byte[] whole = Files.readAllBytes(file);
    int lastLine =
        new String(whole, StandardCharsets.ISO_8859_1).lastIndexOf('\n', whole.length - 2) + 1;

    for (int length = lastLine; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThat(ids(reader().predictions(Optional.empty(), Instant.MIN, Instant.MAX)))
          .as("cut at %d", length)
          .containsExactly("a", "b");
      assertThat(ids(reader().newest("v1", 2))).as("cut at %d", length).containsExactly("a", "b");
      assertThat(
              ids(
                  EventTail.ofPredictions(directory, SCHEMA, EventTail.Position.beginning())
                      .poll()))
          .as("cut at %d", length)
          .containsExactly("a", "b");
    }
    Files.write(file, whole);
    assertThat(ids(reader().newest("v1", 2))).containsExactly("b", "last-\u20b9");
  }

  @Test
  void aTornLineInTheMiddleOfHistoryIsPassedOverAndCounted() throws Exception {
    for (String id : List.of("a", "b")) {
      try (EventLog log = EventLog.open(directory, SCHEMA, smallSegments(10), clock)) {
        log.append(List.of(prediction(id + 1)));
        log.append(List.of(prediction(id + 2)));
      }
      clock.advance(Duration.ofSeconds(1));
    }
    // The second segment of the first log ends in the middle of a line; the first one holds a line
    // of rubbish.
    List<Path> files = segments(directory, Family.PREDICTIONS);
    Files.writeString(files.get(0), "{\"time\":\"2026-11-22Tnonsense\n", StandardOpenOption.APPEND);
    Files.writeString(files.get(1), "{\"time\":\"2026-11-22T12", StandardOpenOption.APPEND);

    EventReader reader = reader();
    assertThat(ids(reader.predictions(Optional.empty(), Instant.MIN, Instant.MAX)))
        .containsExactly("a1", "a2", "b1", "b2");
    assertThat(reader.tornLines()).isEqualTo(1);
    assertThat(ids(reader.newest("v1", 4))).containsExactly("a1", "a2", "b1", "b2");
  }

  @Test
  void windowsAreTheSameAsThoseOfANaiveReader() throws Exception {
    long seed = 20261122;
    Random random = new Random(seed);
    List<Event.Prediction> all = new ArrayList<>();
    // Two logs at once, as two servers over one home would have, with small segments and repeats.
    try (EventLog one = EventLog.open(directory, SCHEMA, smallSegments(700), clock);
        EventLog two = EventLog.open(directory, SCHEMA, smallSegments(900), clock)) {
      for (int i = 0; i < 400; i++) {
        String id = "t" + random.nextInt(300);
        String version = random.nextInt(3) == 0 ? "v2" : "v1";
        (random.nextBoolean() ? one : two)
            .append(
                List.of(time -> {
                  double[] row = {all.size() + 1, 0, 1};
                  Event.Prediction made = new Event.Prediction(time, id, version, row, 0.5, true);
                  all.add(made);
                  return made;
                }));
        clock.advance(Duration.ofMillis(1 + random.nextInt(20)));
      }
    }

    EventReader reader = reader();
    for (int i = 0; i < 40; i++) {
      Instant after = all.get(random.nextInt(all.size())).time().minusNanos(random.nextInt(2));
      Instant until = after.plusMillis(random.nextInt(3000));
      Optional<String> version =
          Optional.of("v" + (1 + random.nextInt(2))).filter(_ -> random.nextBoolean());
      String named = version.orElse("v1");
      int count = random.nextInt(200);
      assertThat(numbers(reader.predictions(version, after, until)))
          .as("seed %d, window %d", seed, i)
          .isEqualTo(numbers(naive(all, version, after, until)));
      List<Event.Prediction> rest = naive(all, Optional.of(named), after, Instant.MAX);
      assertThat(numbers(reader.first(named, after, count)))
          .as("seed %d, first %d", seed, i)
          .isEqualTo(numbers(rest.subList(0, Math.min(count, rest.size()))));
      assertThat(numbers(reader.newest(named, after, Integer.MAX_VALUE)))
          .as("seed %d, newest %d", seed, i)
          .isEqualTo(numbers(rest));
      assertThat(reader.newest(named, after, count)).hasSize(Math.min(count, rest.size()));
    }
  }

  @Test
  void theNewestMatureRowsComeWithTheLabelsThatWereThere() throws Exception {
    try (EventLog log = EventLog.open(directory, SCHEMA, EventSettings.defaults(), clock)) {
      for (String id : List.of("a", "b", "c", "d")) {
        log.append(List.of(Fixtures.prediction(id), Fixtures.label(id, id.equals("b"))));
        clock.advance(Duration.ofMinutes(1));
      }
      log.append(List.of(Fixtures.prediction("e")));
      log.append(List.of(Fixtures.prediction("other", "v2")));
    }
    LabelRule rule = new LabelRule(Duration.ofMinutes(2), LabelRule.Silence.UNKNOWN);
    List<MaturePrediction> newest =
        reader().newestMature("v1", Fixtures.NOON, clock.instant(), rule, 2);
    assertThat(newest)
        .extracting(row -> row.prediction().transactionId())
        .as("d and e are too young, a was served at noon")
        .containsExactly("b", "c");
    assertThat(newest)
        .extracting(MaturePrediction::reported)
        .containsExactly(Optional.of(true), Optional.of(false));
    LabelRule eager = new LabelRule(Duration.ZERO, LabelRule.Silence.HONEST);
    MaturePrediction last =
        reader().mature(Optional.of("v1"), Instant.MIN, clock.instant(), eager).getLast();
    assertThat(last.reported()).isEmpty();
    assertThat(last.truth(eager)).contains(false);
    assertThat(last.truth(rule)).isEmpty();
  }

  @Test
  void theNewestRowsAreReadWithoutTheOldSegments() throws Exception {
    try (EventLog log = EventLog.open(directory, SCHEMA, smallSegments(2_000), clock)) {
      for (int i = 0; i < 100; i++) {
        log.append(List.of(prediction("t" + i)));
      }
    }
    List<Path> files = segments(directory, Family.PREDICTIONS);
    for (Path old : files.subList(0, files.size() - 3)) {
      Files.writeString(old, "unreadable\n");
    }

    EventReader reader = reader();
    assertThat(ids(reader.newest("v1", 5))).containsExactly("t95", "t96", "t97", "t98", "t99");
    assertThat(reader.tornLines()).isZero();
  }

  @Test
  void theLatestLabelCountsAlsoWhenItCameBeforeThePrediction() throws Exception {
    try (EventLog log = EventLog.open(directory, SCHEMA, smallSegments(10), clock)) {
      log.append(List.of(label("early", true)));
      log.append(List.of(prediction("early"), prediction("changed"), prediction("silent")));
      log.append(List.of(label("changed", true), label("unknown", true)));
      log.append(List.of(label("changed", false)));
    }

    LabelRule rule = new LabelRule(Duration.ZERO, LabelRule.Silence.UNKNOWN);
    assertThat(labels(reader().labelled(Optional.of("v1"), Instant.MIN, NOON.plusSeconds(1), rule)))
        .isEqualTo(Map.of("early", true, "changed", false));
    assertThat(reader().labelled(Optional.of("v2"), Instant.MIN, NOON.plusSeconds(1), rule))
        .isEmpty();
  }

  @Test
  void onlyMatureRowsAreLabelled() throws Exception {
    try (EventLog log = EventLog.open(directory, SCHEMA, EventSettings.defaults(), clock)) {
      log.append(List.of(prediction("old"), prediction("old-silent"), label("old", true)));
      clock.advance(Duration.ofMinutes(10));
      log.append(List.of(prediction("young"), label("young", true)));
      clock.advance(Duration.ofMinutes(10));
      log.append(List.of(label("old", false)));
    }

    Instant now = NOON.plus(Duration.ofMinutes(15));
    LabelRule rule = new LabelRule(Duration.ofMinutes(10), LabelRule.Silence.UNKNOWN);
    LabelRule honest = new LabelRule(Duration.ofMinutes(10), LabelRule.Silence.HONEST);
    // The later label is not known yet.
    assertThat(labels(reader().labelled(Optional.empty(), Instant.MIN, now, rule)))
        .isEqualTo(Map.of("old", true));
    assertThat(labels(reader().labelled(Optional.empty(), Instant.MIN, now, honest)))
        .isEqualTo(Map.of("old", true, "old-silent", false));
    // Exactly as old as the maturity is mature.
    assertThat(
            labels(
                reader()
                    .labelled(
                        Optional.empty(), Instant.MIN, NOON.plus(Duration.ofMinutes(10)), rule)))
        .isEqualTo(Map.of("old", true));
    assertThat(
            labels(
                reader()
                    .labelled(
                        Optional.empty(),
                        Instant.MIN,
                        NOON.plus(Duration.ofMinutes(10)).minusNanos(1000),
                        rule)))
        .isEmpty();
  }

  @Test
  void rejectionsAreCountedWithinTheSpan() throws Exception {
    try (EventLog log = EventLog.open(directory, SCHEMA, smallSegments(10), clock)) {
      for (int i = 0; i < 5; i++) {
        log.append(List.of(rejection()));
        clock.advance(Duration.ofSeconds(1));
      }
    }

    assertThat(reader().rejections(NOON, NOON.plusSeconds(3))).isEqualTo(3);
    assertThat(reader().rejections(Instant.MIN, Instant.MAX)).isEqualTo(5);
  }

  @Test
  void reportedFraudsAreCountedFromTheFirstLabelOn() throws Exception {
    try (EventLog log = EventLog.open(directory, SCHEMA, EventSettings.defaults(), clock)) {
      for (int i = 0; i < 6; i++) {
        log.append(List.of(label("t" + i, i % 2 == 1)));
        clock.advance(Duration.ofSeconds(1));
      }
    }

    assertThat(reader().reportedFrauds(NOON, NOON.plusSeconds(4)))
        .contains(new EventReader.ReportedFrauds(2, NOON.plusSeconds(1)));
    assertThat(reader().reportedFrauds(NOON.plusSeconds(60), Instant.MAX)).isEmpty();
  }

  @Test
  void aFollowerSeesEachRowOnceAcrossSegmentsAndCanBeResumed() throws Exception {
    EventTail<Event.Prediction> tail =
        EventTail.ofPredictions(directory, SCHEMA, EventTail.Position.beginning());
    assertThat(tail.poll()).isEmpty();
    try (EventLog log = EventLog.open(directory, SCHEMA, smallSegments(400), clock)) {
      List<String> seen = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        log.append(List.of(prediction("t" + i)));
        if (i % 3 == 0) {
          seen.addAll(ids(tail.poll()));
          tail = EventTail.ofPredictions(directory, SCHEMA, tail.position());
        }
      }
      EventTail.Position end = EventTail.Position.afterPredictions(directory);
      seen.addAll(ids(tail.poll()));
      assertThat(seen).hasSize(20).doesNotHaveDuplicates().startsWith("t0").endsWith("t19");
      log.append(List.of(prediction("new")));
      assertThat(ids(tail.poll())).containsExactly("new");
      assertThat(ids(EventTail.ofPredictions(directory, SCHEMA, end).poll()))
          .containsExactly("new");
    }
  }

  private EventReader reader() {
    return new EventReader(directory, SCHEMA);
  }

  private static Map<String, Boolean> labels(List<LabelledPrediction> rows) {
    Map<String, Boolean> labels = new HashMap<>();
    rows.forEach(row -> labels.put(row.prediction().transactionId(), row.fraud()));
    return labels;
  }

  private static List<Double> numbers(List<Event.Prediction> rows) {
    return rows.stream().map(row -> row.features()[0]).toList();
  }

  private static List<Event.Prediction> naive(
      List<Event.Prediction> all, Optional<String> version, Instant after, Instant until) {
    Set<String> seen = new HashSet<>();
    return all.stream()
        .filter(row -> row.time().isAfter(after) && !row.time().isAfter(until))
        .filter(row -> version.isEmpty() || version.get().equals(row.version()))
        .filter(row -> seen.add(row.transactionId()))
        .toList();
  }
}
