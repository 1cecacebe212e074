package io.evenkeel.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.drift.QualityIssue;
import io.evenkeel.drift.Verdict;
import io.evenkeel.model.RocAuc;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriftCheckTest {
  @TempDir Path home;
  private MonitoredWorld world;

  @BeforeEach
  void open() {
    world = new MonitoredWorld(home);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void theFollowingWindowIsTheFirstFullOne() {
    world.quiet("v1", 1000);
    Instant after = world.clock.instant();
    world.advance(Duration.ofMillis(1));
    world.festival("v1", 799);
    assertThat(world.check.following("v1", after).drift().verdict())
        .isEqualTo(new Verdict.NotEnoughData(799, 800));
    world.festival("v1", 1);
    world.quiet("v1", 5000);
    DriftCheck.Finding full = world.check.following("v1", after);
    assertThat(full.drift().driftScore()).isEqualTo(0.5);
    assertThat(full.window().orElseThrow().rows()).isEqualTo(800);
    assertThat(full.window().orElseThrow().from()).isAfter(after);
  }

  @Test
  void aSpanHoldsOnlyItsRowsOfThatVersion() {
    world.festival("v1", 500);
    Instant after = world.clock.instant();
    world.advance(Duration.ofMillis(1));
    world.quiet("v1", 3000);
    world.festival("v2", 3000);
    Instant until = world.clock.instant();
    world.advance(Duration.ofMillis(1));
    world.festival("v1", 500);
    DriftCheck.Finding finding = world.check.between("v1", after, until);
    assertThat(finding.drift().verdict()).isEqualTo(new Verdict.Stable(0));
    assertThat(finding.window().orElseThrow().rows()).isEqualTo(800);
  }

  @Test
  void theNewestRowsAreThoseOfTheVersion() {
    world.quiet("v1", 900);
    world.festival("v1", 900);
    world.quiet("v2", 900);
    assertThat(world.check.newest("v1").drift().driftScore()).isEqualTo(0.5);
    assertThat(world.check.newest("v2").drift().driftScore()).isZero();
    assertThat(world.check.newest("v3").window()).isEmpty();
  }

  @Test
  void refusedRequestsCountEvenIfNoRowWasAccepted() {
    world.quiet("v1", 900);
    world.reject(3);
    assertThat(world.check.newest("v1").drift().qualityIssues()).isEmpty();
    assertThat(world.check.newest("v2").drift().qualityIssues())
        .containsExactly(new QualityIssue.Rejections(3, 1));
  }

  @Test
  void anotherVersionsReferenceIsAskedAboutTheSameRows() {
    world.quiet("v1", 500);
    world.festival("v2", 800);
    Window window = world.check.newest("v2").window().orElseThrow();
    assertThat(world.check.against(window, "festival0").drift().driftedFeatures()).isEmpty();
    assertThat(world.check.against(window, "v1").drift().driftScore()).isEqualTo(0.5);
    assertThat(world.check.against(window, "v1").window()).hasValue(window);
  }

  @Test
  void performanceCountsMatureLabelsOfTheVersionSinceTheMoment() {
    world.quiet("v1", 200);
    Instant after = world.clock.instant();
    world.advance(Duration.ofMillis(1));
    world.quiet("v1", 300);
    world.quiet("v2", 100);
    world.label();
    assertThat(world.check.performance("v1", after, 30))
        .as("not mature yet")
        .isEqualTo(new RocAuc.NotEnoughData(0, 30));
    world.advance(Duration.ofMinutes(2));
    assertThat(world.check.performance("v1", after, 30))
        .isInstanceOfSatisfying(
            RocAuc.Measured.class,
            measured -> {
              assertThat(measured.positives()).isEqualTo(30);
              assertThat(measured.negatives()).isEqualTo(270);
            });
    assertThat(world.check.performance("v1", after, 31))
        .isEqualTo(new RocAuc.NotEnoughData(30, 31));
  }

  @Test
  void rowsAreDrawnEvenlyInTheirOrder() {
    List<Integer> rows = IntStream.range(0, 10_001).boxed().toList();
    List<Integer> drawn = WindowRows.evenly(rows, 101);
    assertThat(drawn).hasSize(101).startsWith(0, 100, 200).endsWith(9900, 10_000);
    assertThat(WindowRows.evenly(rows, 101)).isEqualTo(drawn);
    assertThat(WindowRows.evenly(rows, 20_000)).isEqualTo(rows);
    assertThat(WindowRows.evenly(rows, 7919)).isSorted().doesNotHaveDuplicates().hasSize(7919);
  }
}
