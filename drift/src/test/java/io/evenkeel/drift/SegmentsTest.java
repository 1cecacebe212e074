package io.evenkeel.drift;

import static io.evenkeel.drift.UpiRows.COLUMNS;
import static io.evenkeel.drift.UpiRows.COUNT;
import static io.evenkeel.drift.UpiRows.HOUR;
import static io.evenkeel.drift.UpiRows.MERCHANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SegmentsTest {
  private static final double[][] REFERENCE = UpiRows.quiet(1, 10_000);

  @Test
  void aQuietWindowHasNone() {
    for (int repeat = 0; repeat < 6; repeat++) {
      for (int rows : new int[] {100, 500, 2000}) {
        assertThat(find(UpiRows.quiet(100 * rows + repeat, rows))).as("seed %d", repeat).isEmpty();
      }
    }
  }

  @Test
  void aPairIsNamedWhereOnlyThePairHasGrown() {
    double[][] current = UpiRows.quiet(2, 2000);
    SplittableRandom random = new SplittableRandom(3);
    for (int r = 0; r < 2000; r++) {
      if (random.nextDouble() < .12) {
        current[MERCHANT][r] = 8;
        current[HOUR][r] = 22 + random.nextInt(2);
      }
    }
    List<Segment> segments = find(current);
    assertThat(segments).hasSize(1);
    assertThat(segments.getFirst().where())
        .containsExactly(
            new Segment.Between("hour", 22, Double.POSITIVE_INFINITY),
            new Segment.Equal("merchant_cat", 8));
    assertThat(segments.getFirst().currentShare()).isCloseTo(.125, within(.02));
    assertThat(segments.getFirst().describe())
        .matches("hour from 22 and merchant_cat = 8: 0\\.\\d % -> 1\\d\\.\\d % of the rows");
  }

  @Test
  void oneConditionIsEnoughWhereOneFeatureMoved() {
    List<Segment> segments = find(UpiRows.draw(4, 2000, UpiRows.Force.LOW));
    assertThat(segments).isNotEmpty();
    assertThat(segments).allSatisfy(segment -> assertThat(segment.where()).hasSize(1));
    assertThat(segments.getFirst().where().getFirst())
        .isEqualTo(new Segment.Between("hour", Double.NEGATIVE_INFINITY, 3));
  }

  @Test
  void aSegmentThatTheReferenceDoesNotHaveIsNamedOnce() {
    double[][] current = UpiRows.quiet(5, 2000);
    for (int r = 0; r < 2000; r++) {
      current[COUNT][r] = r % 5 == 0 ? Double.NaN : current[COUNT][r];
      current[MERCHANT][r] = r % 9 == 1 ? 12 : current[MERCHANT][r];
    }
    assertThat(find(current))
        .extracting(Segment::where)
        .containsExactly(
            List.of(new Segment.Missing("txn_count_1h")),
            List.of(new Segment.Equal("merchant_cat", 12)));
  }

  @Test
  void theFestivalsMainSegmentsAreNamed() {
    List<Segment> segments = find(UpiRows.draw(6, 2000, UpiRows.Force.HIGH));
    assertThat(segments).hasSizeBetween(3, 5);
    assertThat(segments.getFirst().currentShare())
        .isGreaterThan(segments.getFirst().referenceShare());
    assertThat(segments.stream().flatMap(s -> s.where().stream()).map(Segment.Condition::feature))
        .contains("hour", "amount", "txn_count_1h");
  }

  @Test
  void fewRowsSayNothing() {
    double[][] few = UpiRows.draw(7, 99, UpiRows.Force.HIGH);
    assertThat(find(few)).isEmpty();
  }

  private static List<Segment> find(double[][] current) {
    return Segments.of(COLUMNS, REFERENCE, current).segments();
  }
}
