package io.evenkeel.events;

import static io.evenkeel.events.Fixtures.NOON;
import static io.evenkeel.events.Fixtures.SCHEMA;
import static io.evenkeel.events.Fixtures.label;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.model.RocAuc;
import io.evenkeel.model.ScoredLabels;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// 4,000 rows of two versions, a twentieth of fraud, a tenth without a label, some labels
/// corrected, some rows scored twice.
class ScoreReadingTest {
  private static final LabelRule UNKNOWN = rule(LabelRule.Silence.UNKNOWN);
  private static final LabelRule HONEST = rule(LabelRule.Silence.HONEST);

  @TempDir Path directory;
  private final TestingClock clock = new TestingClock(NOON);

  @BeforeEach
  void write() throws EventLogUnavailable {
    Random random = new Random(3);
    List<Event.Draft> drafts = new ArrayList<>();
    for (int i = 0; i < 4_000; i++) {
      String id = "t" + i;
      boolean fraud = random.nextInt(20) == 0;
      double score = Math.clamp(random.nextGaussian(fraud ? 0.6 : 0.3, 0.2), 0, 1);
      String version = i % 4 == 0 ? "v1" : "v2";
      drafts.add(at -> new Event.Prediction(at, id, version, new double[] {1, 2, 0}, score, false));
      if (i % 7 == 0) {
        drafts.add(at -> new Event.Prediction(at, id, version, new double[] {1, 2, 0}, 1, false));
      }
      if (i % 9 == 0) {
        drafts.add(label(id, !fraud));
      }
      if (i % 10 != 0) {
        drafts.add(label(id, fraud));
      }
    }
    try (EventLog log = EventLog.open(directory, SCHEMA, EventSettings.defaults(), clock)) {
      log.append(drafts);
    }
  }

  @Test
  void withRoomForAllItReadsWhatLabelledReads() {
    for (LabelRule rule : List.of(UNKNOWN, HONEST)) {
      assertThat(pairs(reader().scored("v2", Instant.MIN, later(), rule, 100_000)))
          .isEqualTo(pairs(labelled(rule)));
    }
  }

  @Test
  void ofTooManyAllFraudsAndABoundedDrawOfTheOthersStay() {
    for (LabelRule rule : List.of(UNKNOWN, HONEST)) {
      ScoredLabels all = labelled(rule);
      ScoredLabels drawn = reader().scored("v2", Instant.MIN, later(), rule, 800);
      assertThat(drawn.positives()).isEqualTo(all.positives());
      assertThat(drawn.negatives()).isBetween(250, 800);
      assertThat(pairs(drawn))
          .isEqualTo(pairs(reader().scored("v2", Instant.MIN, later(), rule, 800)));
      assertThat(auc(drawn)).isCloseTo(auc(all), within(0.03));
    }
  }

  @Test
  void whatIsNotMatureDoesNotCount() {
    LabelRule slow = new LabelRule(Duration.ofDays(2), LabelRule.Silence.HONEST);
    assertThat(reader().scored("v2", Instant.MIN, later(), slow, 100).rows()).isZero();
  }

  private ScoredLabels labelled(LabelRule rule) {
    List<LabelledPrediction> rows =
        reader().labelled(Optional.of("v2"), Instant.MIN, later(), rule);
    double[] scores = rows.stream().mapToDouble(row -> row.prediction().probability()).toArray();
    boolean[] labels = new boolean[scores.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = rows.get(i).fraud();
    }
    return new ScoredLabels(scores, labels);
  }

  private static List<String> pairs(ScoredLabels rows) {
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < rows.rows(); i++) {
      pairs.add(rows.scores()[i] + " " + rows.labels()[i]);
    }
    Collections.sort(pairs);
    return pairs;
  }

  private static double auc(ScoredLabels rows) {
    return RocAuc.of(rows, 10) instanceof RocAuc.Measured measured ? measured.value() : Double.NaN;
  }

  private EventReader reader() {
    return new EventReader(directory, SCHEMA);
  }

  private Instant later() {
    return clock.instant().plus(Duration.ofDays(1));
  }

  private static LabelRule rule(LabelRule.Silence silence) {
    return new LabelRule(Duration.ofSeconds(2), silence);
  }
}
