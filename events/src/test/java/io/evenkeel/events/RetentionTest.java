package io.evenkeel.events;

import static io.evenkeel.events.Fixtures.NOON;
import static io.evenkeel.events.Fixtures.SCHEMA;
import static io.evenkeel.events.Fixtures.ids;
import static io.evenkeel.events.Fixtures.prediction;
import static io.evenkeel.events.Fixtures.rejection;
import static io.evenkeel.events.Fixtures.segments;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path directory;

  private final TestingClock clock = new TestingClock(NOON);

  @Test
  void aFloodOfOneFamilyStaysWithinItsBytesAndCostsTheOthersNothing() throws Exception {
    EventSettings settings =
        new EventSettings(1_000, HOUR, DAY, 100_000, 100_000, 5_000, 5_000, 10_000);
    try (EventLog log = EventLog.open(directory, SCHEMA, settings, clock)) {
      log.append(List.of(prediction("kept")));
      for (int i = 0; i < 300; i++) {
        log.append(List.of(rejection()));
        assertThat(bytes(Family.REJECTIONS)).isLessThanOrEqualTo(5_000);
      }
    }

    assertThat(bytes(Family.REJECTIONS)).isGreaterThan(3_000);
    assertThat(ids(new EventReader(directory, SCHEMA).newest("v1", 10))).containsExactly("kept");
  }

  @Test
  void theOldestRowsGoFirst() throws Exception {
    EventSettings settings =
        new EventSettings(1_000, HOUR, DAY, 5_000, 5_000, 5_000, 5_000, 10_000);
    try (EventLog log = EventLog.open(directory, SCHEMA, settings, clock)) {
      for (int i = 0; i < 100; i++) {
        log.append(List.of(prediction("t" + i)));
      }
    }

    List<String> left = ids(new EventReader(directory, SCHEMA).newest("v1", 1_000));
    assertThat(left).hasSizeBetween(15, 35).endsWith("t99");
    assertThat(left.getFirst()).isEqualTo("t" + (100 - left.size()));
  }

  @Test
  void segmentsGoWhenAllTheirRowsAreTooOld() throws Exception {
    EventSettings settings =
        new EventSettings(1_000, HOUR, DAY, 100_000, 100_000, 5_000, 5_000, 10_000);
    try (EventLog log = EventLog.open(directory, SCHEMA, settings, clock)) {
      log.append(List.of(prediction("first")));
      clock.advance(Duration.ofHours(2));
      log.append(List.of(prediction("second")));
      clock.advance(Duration.ofHours(22));
      log.append(List.of(prediction("third")));
      assertThat(segments(directory, Family.PREDICTIONS)).hasSize(3);
      clock.advance(Duration.ofHours(3));
      log.append(List.of(prediction("fourth")));
    }

    assertThat(ids(new EventReader(directory, SCHEMA).newest("v1", 10)))
        .containsExactly("third", "fourth");
  }

  @Test
  void aSegmentThatAnotherProcessMayStillWriteIsLeftAlone() throws Exception {
    EventSettings settings = new EventSettings(500, HOUR, DAY, 1_000, 1_000, 1_000, 1_000, 10_000);
    try (EventLog idle = EventLog.open(directory, SCHEMA, settings, clock);
        EventLog busy = EventLog.open(directory, SCHEMA, settings, clock)) {
      idle.append(List.of(prediction("idle-1")));
      clock.advance(Duration.ofMinutes(30));
      for (int i = 0; i < 50; i++) {
        busy.append(List.of(prediction("busy-" + i)));
      }
      idle.append(List.of(prediction("idle-2")));
      assertThat(ids(new EventReader(directory, SCHEMA).newest("v1", 100)))
          .contains("idle-1", "idle-2", "busy-49")
          .doesNotContain("busy-0");
      clock.advance(Duration.ofHours(2));
      for (int i = 50; i < 60; i++) {
        busy.append(List.of(prediction("busy-" + i)));
      }
      assertThat(ids(new EventReader(directory, SCHEMA).newest("v1", 100)))
          .doesNotContain("idle-1");
    }
  }

  @Test
  void theSegmentBeingWrittenSurvivesAJumpOfTheClock() throws Exception {
    EventSettings settings =
        new EventSettings(100_000, HOUR, DAY, 200_000, 200_000, 200_000, 200_000, 100);
    try (EventLog log = EventLog.open(directory, SCHEMA, settings, clock)) {
      log.append(List.of(prediction("before")));
      clock.advance(Duration.ofDays(30));
      log.append(List.of(prediction("after")));
      assertThat(ids(new EventReader(directory, SCHEMA).newest("v1", 10))).endsWith("after");
    }
  }

  @Test
  void settingsThatCannotBeKeptAreRefused() {
    assertThatThrownBy(() -> new EventSettings(1_000, HOUR, DAY, 1_999, 5_000, 5_000, 5_000, 10))
        .hasMessage("predictionBytes must hold at least two segments of 1000 bytes, was 1999");
    assertThatThrownBy(
            () -> new EventSettings(1_000, HOUR, HOUR, 10_000, 10_000, 10_000, 10_000, 10))
        .hasMessageContaining("retentionAge must be at least twice the segmentAge");
    assertThatThrownBy(() -> new EventSettings(1_000, HOUR, DAY, 10_000, 10_000, 10_000, 10_000, 0))
        .hasMessageContaining("queueCapacity");
  }

  private long bytes(Family family) throws IOException {
    long total = 0;
    for (Path file : segments(directory, family)) {
      try {
        total += Files.size(file);
      } catch (NoSuchFileException _) {
        // The writer deleted it after it was listed.
      }
    }
    return total;
  }
}
