package io.evenkeel.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.evenkeel.events.LabelRule;
import io.evenkeel.model.Feature;
import io.evenkeel.model.FeatureSchema;
import io.evenkeel.model.FeatureTable;
import io.evenkeel.model.LabelledTable;
import io.evenkeel.model.Range;
import io.evenkeel.remedies.RecentRows.Split;
import io.evenkeel.remedies.RecentRows.TooFew;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Four frauds train at least, eight are wanted, two measure; patience is 30 seconds, the deadline
/// 100, and a batch of traffic takes 10.
class RowsInWaitingTest {
  private static final FeatureSchema SCHEMA =
      new FeatureSchema(
          "is_fraud",
          0.4,
          List.of(new Feature.Numeric("amount", Range.any(), false, false, false, "")));
  private static final RetrainSettings SETTINGS =
      new RetrainSettings(
          new PromotionGate(2, 0.01, 0.05),
          4,
          8,
          Duration.ofSeconds(30),
          Duration.ofSeconds(100),
          Duration.ofSeconds(1),
          0.2,
          100,
          100,
          Duration.ofSeconds(1),
          1);

  private final TestingTime time = new TestingTime();
  private final TestingTraffic traffic;
  private final MatureRows mature;

  RowsInWaitingTest(@TempDir Path directory) {
    traffic = new TestingTraffic(directory, SCHEMA, time);
    LabelRule rule = new LabelRule(Duration.ofSeconds(2), LabelRule.Silence.UNKNOWN);
    mature = new MatureRows(traffic.reader(), rule, time);
  }

  @AfterEach
  void close() {
    traffic.close();
  }

  @Test
  void enoughFraudsAreNotWaitedFor() throws InterruptedException {
    traffic.serve("v1", rows(11));
    Instant before = time.instant();
    Split split = (Split) await(time);
    assertThat(split.training().positives()).isEqualTo(8);
    assertThat(split.holdout().positives()).isEqualTo(3);
    assertThat(time.instant()).isEqualTo(before);
  }

  @Test
  void withTheLeastNumberItGoesOnWhenPatienceEnds() throws InterruptedException {
    traffic.serve("v1", rows(6));
    Instant before = time.instant();
    Split split = (Split) await(time);
    assertThat(split.training().positives()).isEqualTo(4);
    assertThat(Duration.between(before, time.instant())).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void patienceBeginsWithTheLeastNumber() throws InterruptedException {
    Instant before = time.instant();
    Split split =
        (Split)
            await(duration -> {
              time.sleep(duration);
              if (time.instant().equals(before.plusSeconds(40))) {
                traffic.serve("v1", rows(6));
              }
            });
    assertThat(split.training().positives()).isEqualTo(4);
    assertThat(Duration.between(before, time.instant())).isEqualTo(Duration.ofSeconds(80));
  }

  @Test
  void itGoesOnAsSoonAsTheWantedNumberIsThere() throws InterruptedException {
    Instant before = time.instant();
    Split split = (Split) await(_ -> traffic.serve("v1", rows(4)));
    assertThat(split.training().positives() + split.holdout().positives()).isEqualTo(12);
    assertThat(Duration.between(before, time.instant())).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void withTooFewItEndsAtTheDeadline() throws InterruptedException {
    traffic.serve("v1", rows(5));
    Instant before = time.instant();
    assertThat(await(time)).isEqualTo(new TooFew(5, 6));
    assertThat(Duration.between(before, time.instant())).isEqualTo(Duration.ofSeconds(100));
  }

  @Test
  void immatureRowsDoNotCount() throws InterruptedException {
    traffic.serve("v1", rows(11));
    LabelRule slow = new LabelRule(Duration.ofDays(1), LabelRule.Silence.UNKNOWN);
    MatureRows none = new MatureRows(traffic.reader(), slow, time);
    assertThat(
            new RowsInWaiting(none, SETTINGS, time, time)
                .await(TestingTime.START, SCHEMA, RowsInWaitingTest::alike))
        .isEqualTo(new TooFew(0, 6));
  }

  @Test
  void rowsBeforeTheOnsetDoNotCount() throws InterruptedException {
    traffic.serve("v1", rows(11));
    Instant onset = time.instant();
    traffic.serve("v1", rows(3));
    assertThat(
            new RowsInWaiting(mature, SETTINGS, time, time)
                .await(onset, SCHEMA, RowsInWaitingTest::alike))
        .isEqualTo(new TooFew(3, 6));
  }

  @Test
  void theOnsetItselfCounts() {
    traffic.serve("v1", rows(1));
    Instant first = traffic.reader().newest("v1", 2).getFirst().time();
    assertThat(mature.since(first, SCHEMA).rows()).isEqualTo(2);
    assertThat(mature.since(first.plusNanos(1), SCHEMA).rows()).isEqualTo(1);
  }

  @Test
  void theEndOfTheProcessEndsTheWaiting() {
    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() ->
            await(_ -> {
              throw new InterruptedException("the process is ending");
            }));
  }

  private RecentRows await(Pause pause) throws InterruptedException {
    return new RowsInWaiting(mature, SETTINGS, time, pause)
        .await(TestingTime.START, SCHEMA, RowsInWaitingTest::alike);
  }

  private static double[] alike(FeatureTable rows) {
    return new double[rows.rows()];
  }

  /// An honest row before each fraud.
  private static LabelledTable rows(int frauds) {
    double[] amounts = new double[2 * frauds];
    boolean[] labels = new boolean[2 * frauds];
    for (int i = 0; i < labels.length; i++) {
      amounts[i] = i;
      labels[i] = i % 2 == 1;
    }
    return new LabelledTable(new FeatureTable(SCHEMA, new double[][] {amounts}), labels);
  }
}
