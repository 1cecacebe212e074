package io.evenkeel.events;

import static io.evenkeel.events.Fixtures.NOON;
import static io.evenkeel.events.Fixtures.SCHEMA;
import static io.evenkeel.events.Fixtures.prediction;
import static io.evenkeel.events.Fixtures.segments;
import static io.evenkeel.events.Fixtures.slice;
import static io.evenkeel.events.Fixtures.smallSegments;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.events.EventTail.Position;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlicesTest {
  @TempDir Path directory;

  private final TestingClock clock = new TestingClock(NOON);

  @Test
  void aSliceIsReadAsItWasWritten() throws Exception {
    long[] counts = {0, 0, 5, 1, 0, Long.MAX_VALUE, -1, Long.MIN_VALUE, 0, 0, 0, 0};
    append(slice(8_958_124_711L, counts), prediction("between"), slice(8_958_124_712L));

    List<Event.Slice> read = tail().poll();

    assertThat(read).extracting(Event.Slice::slice).containsExactly(8_958_124_711L, 8_958_124_712L);
    Event.Slice first = read.getFirst();
    assertThat(first.counts()).containsExactly(counts);
    assertThat(List.of(first.version(), first.bins())).containsExactly("v1", "1a2b");
    assertThat(List.of(first.rows(), first.repeated())).containsExactly(7L, 2L);
    assertThat(first.time()).isEqualTo(NOON);
    assertThat(read.getLast().counts()).isEmpty();
  }

  @Test
  void emptyBinsTakeNoRoom() throws Exception {
    append(slice(1, new long[100_000]));

    assertThat(Files.size(segments(directory, Family.SLICES).getFirst())).isLessThan(200);
    assertThat(tail().poll().getFirst().counts()).hasSize(100_000).containsOnly(0);
  }

  @Test
  void aFollowerSeesTheSlicesOfAllServersOnceAndGoesOnWhereItWas() throws Exception {
    EventTail<Event.Slice> tail = tail();
    try (EventLog one = EventLog.open(directory, SCHEMA, smallSegments(200), clock);
        EventLog other = EventLog.open(directory, SCHEMA, smallSegments(200), clock)) {
      for (int i = 0; i < 10; i++) {
        one.append(List.of(slice(i, 1)));
        clock.advance(Duration.ofMillis(1));
        other.append(List.of(slice(i, 2)));
        clock.advance(Duration.ofMillis(1));
        if (i == 4) {
          assertThat(tail.poll()).hasSize(10);
          tail = EventTail.ofSlices(directory, SCHEMA, tail.position());
        }
      }
      assertThat(tail.poll())
          .extracting(slice -> slice.counts()[0])
          .containsExactly(1L, 2L, 1L, 2L, 1L, 2L, 1L, 2L, 1L, 2L);
      Position end = Position.afterSlices(directory);
      one.append(List.of(slice(99, 1)));
      assertThat(EventTail.ofSlices(directory, SCHEMA, end).poll())
          .extracting(Event.Slice::slice)
          .containsExactly(99L);
    }
  }

  @Test
  void whatIsOlderThanAskedForIsPassedOverForGood() throws Exception {
    append(slice(1, 1));
    clock.advance(Duration.ofHours(2));
    append(slice(2, 1));
    EventTail<Event.Slice> tail = tail();

    assertThat(tail.poll(clock.instant().minus(Duration.ofHours(1))))
        .extracting(Event.Slice::slice)
        .containsExactly(2L);
    assertThat(tail.poll()).isEmpty();
  }

  @Test
  void tornLinesArePassedOver() throws Exception {
    append(slice(1, 1));
    Path segment = segments(directory, Family.SLICES).getFirst();
    String whole = Files.readString(segment);
    for (String torn :
        List.of(
            whole.replace("[1]", "[1"),
            whole.replace("[1]", "[1,\"2\"]"),
            whole.replace("[1]", "[[2000000]]"),
            whole.replace("[1]", "[[1048576],[1]]"),
            whole.replace("[1]", "[[-1]]"),
            whole.replace("[1]", "[[1,2]]"),
            whole.replace("[1]", "[[]]"),
            whole.replace("\"bins\":\"1a2b\",", ""),
            whole.replace("\"rows\":7", "\"rows\":-7"),
            "{}\n")) {
      Files.writeString(segment, torn, StandardOpenOption.APPEND);
    }
    Files.writeString(
        segment, whole.replace("\"slice\":1", "\"slice\":2"), StandardOpenOption.APPEND);
    Files.writeString(segment, whole.substring(0, 60), StandardOpenOption.APPEND);
    EventTail<Event.Slice> tail = tail();

    assertThat(tail.poll()).extracting(Event.Slice::slice).containsExactly(1L, 2L);

    // The rest of a line that was being written.
    Files.writeString(segment, whole.substring(60), StandardOpenOption.APPEND);
    assertThat(tail.poll()).extracting(Event.Slice::slice).containsExactly(1L);
  }

  @Test
  void aFloodOfSlicesStaysWithinItsBytes() throws Exception {
    EventSettings settings =
        new EventSettings(
            1_000, Duration.ofHours(1), Duration.ofDays(1), 9_000, 9_000, 9_000, 5_000, 100);
    try (EventLog log = EventLog.open(directory, SCHEMA, settings, clock)) {
      for (int i = 0; i < 300; i++) {
        log.append(List.of(slice(i, 1, 2, 3)));
      }
    }
    long bytes = 0;
    for (Path segment : segments(directory, Family.SLICES)) {
      bytes += Files.size(segment);
    }
    assertThat(bytes).isBetween(3_000L, 5_000L);
  }

  @Test
  void whatIsNoSliceIsRefused() throws Exception {
    try (EventLog log = EventLog.open(directory, SCHEMA, smallSegments(1_000), clock)) {
      Event.Draft nameless = time -> new Event.Slice(time, "v1", "", 1, 1, 0, new long[] {1});
      assertThatThrownBy(() -> log.append(List.of(nameless)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("bins");
    }
    assertThat(segments(directory, Family.SLICES)).isEmpty();
  }

  private EventTail<Event.Slice> tail() {
    return EventTail.ofSlices(directory, SCHEMA, Position.beginning());
  }

  private void append(Event.Draft... drafts) throws Exception {
    try (EventLog log = EventLog.open(directory, SCHEMA, smallSegments(1 << 20), clock)) {
      log.append(List.of(drafts));
    }
  }
}
