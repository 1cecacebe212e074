package io.evenkeel.remedies;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.events.Event;
import io.evenkeel.events.LabelRule;
import io.evenkeel.events.MaturePrediction;
import io.evenkeel.model.Feature;
import io.evenkeel.model.FeatureSchema;
import io.evenkeel.model.FeatureTable;
import io.evenkeel.model.LabelCoverage.Band;
import io.evenkeel.model.LabelledTable;
import io.evenkeel.model.Range;
import io.evenkeel.remedies.RecentRows.Split;
import io.evenkeel.remedies.RecentRows.TooFew;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class RecentRowsTest {
  private static final FeatureSchema SCHEMA =
      new FeatureSchema(
          "is_fraud",
          0.4,
          List.of(new Feature.Numeric("number", Range.any(), false, false, false, "")));

  private final RetrainSettings settings = RetrainSettings.defaults(1);

  @Test
  void underTheFloorThereIsNothingToShareOut() {
    assertThat(of(rows(5970, 30))).isEqualTo(new TooFew(199, 200));
    assertThat(of(rows(0, 30))).isEqualTo(new TooFew(0, 200));
  }

  @Test
  void atTheFloorEachPartHasOneHundredFrauds() {
    Split split = split(rows(6000, 30));
    assertThat(split.training().positives()).isEqualTo(100);
    assertThat(split.holdout().positives()).isEqualTo(100);
  }

  @Test
  void ofManyFraudsAQuarterMeasures() {
    Split split = split(rows(24_000, 30));
    assertThat(split.training().positives()).isEqualTo(600);
    assertThat(split.holdout().positives()).isEqualTo(200);
  }

  @Test
  void theLaterRowsMeasureAndNoRowDoesBoth() {
    LabelledTable rows = rows(6000, 30);
    Split split = split(rows);
    int cut = split.training().rows();
    assertThat(cut + split.holdout().rows()).isEqualTo(6000);
    assertThat(number(split.training(), 0)).isZero();
    assertThat(number(split.training(), cut - 1)).isEqualTo(cut - 1);
    assertThat(number(split.holdout(), 0)).isEqualTo(cut);
    assertThat(split.holdout().labels()[0]).isTrue();
    assertThat(number(split.holdout(), split.holdout().rows() - 1)).isEqualTo(5999);
  }

  @Test
  void theReferenceIsTheWholeSpan() {
    assertThat(split(rows(6000, 30)).reference().rows()).isEqualTo(6000);
    LabelledTable thinned = split(rows(24_000, 30)).reference();
    assertThat(thinned.rows()).isEqualTo(10_000);
    assertThat(number(thinned, 0)).isZero();
    assertThat(number(thinned, 5000)).isEqualTo(12_000);
    assertThat(number(thinned, 9999)).isEqualTo(23_997);
  }

  @Test
  void rowsThatWereBlockedMakeTheLabelsUneven() {
    assertThat(of(rows(12_000, 30), row -> row % 20 == 9, _ -> false))
        .isInstanceOfSatisfying(
            RecentRows.Uneven.class,
            uneven -> {
              assertThat(uneven.coverage().flagged()).isEqualTo(new Band(600, 0));
              assertThat(uneven.coverage().uneven()).contains("between 0.000 and 1.000");
            });
  }

  @Test
  void ofUnevenLabelsOnlyRowsThatPassedByLotMeasure() {
    // Of the 600 frauds each third was drawn to pass, of the others the flagged ones are blocked.
    IntPredicate lot = row -> row / 30 % 3 == 0;
    Split split = (Split) of(rows(18_000, 30), row -> row % 20 == 9, lot);
    assertThat(split.passThrough()).isTrue();
    assertThat(split.coverage().even()).isFalse();
    assertThat(split.holdout().positives()).isEqualTo(100);
    for (int row = 0; row < split.holdout().rows(); row++) {
      assertThat(lot.test((int) number(split.holdout(), row))).isTrue();
    }
    assertThat(number(split.training(), split.training().rows() - 1))
        .isLessThan(number(split.holdout(), 0));
  }

  @Test
  void tooFewFraudsAmongTheRowsThatPassedByLotAreWaitedFor() {
    assertThat(of(rows(12_000, 30), row -> row % 20 == 9, row -> row / 30 % 5 == 0))
        .isEqualTo(new TooFew(80, 100));
  }

  private RecentRows of(LabelledTable rows) {
    return of(rows, _ -> false, _ -> false);
  }

  /// @param flagged which rows were flagged, and got no label unless drawn
  /// @param drawn which rows were drawn to pass
  private RecentRows of(LabelledTable rows, IntPredicate flagged, IntPredicate drawn) {
    List<MaturePrediction> mature = new ArrayList<>();
    for (int row = 0; row < rows.rows(); row++) {
      boolean blocked = flagged.test(row) && !drawn.test(row);
      mature.add(
          new MaturePrediction(
              new Event.Prediction(
                  Instant.EPOCH,
                  "t" + row,
                  "v1",
                  rows.features().row(row),
                  0.5,
                  flagged.test(row),
                  drawn.test(row),
                  ""),
              blocked ? Optional.empty() : Optional.of(rows.labels()[row])));
    }
    LabelRule rule = new LabelRule(Duration.ZERO, LabelRule.Silence.UNKNOWN);
    return RecentRows.of(
        new MatureSample(SCHEMA, mature, rule), table -> new double[table.rows()], settings);
  }

  private Split split(LabelledTable rows) {
    return (Split) of(rows);
  }

  private static double number(LabelledTable table, int row) {
    return table.features().column(0)[row];
  }

  /// Rows that carry their number; the last of every `period` is a fraud.
  private static LabelledTable rows(int count, int period) {
    double[] numbers = new double[count];
    boolean[] labels = new boolean[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = i;
      labels[i] = i % period == period - 1;
    }
    return new LabelledTable(new FeatureTable(SCHEMA, new double[][] {numbers}), labels);
  }
}
