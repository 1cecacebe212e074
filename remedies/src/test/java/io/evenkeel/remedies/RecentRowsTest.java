package io.evenkeel.remedies;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.Feature;
import io.evenkeel.model.FeatureSchema;
import io.evenkeel.model.FeatureTable;
import io.evenkeel.model.LabelledTable;
import io.evenkeel.model.Range;
import io.evenkeel.remedies.RecentRows.Split;
import io.evenkeel.remedies.RecentRows.TooFew;
import java.util.List;
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
    assertThat(RecentRows.of(rows(5970, 30), settings)).isEqualTo(new TooFew(199, 200));
    assertThat(RecentRows.of(rows(0, 30), settings)).isEqualTo(new TooFew(0, 200));
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

  private Split split(LabelledTable rows) {
    return (Split) RecentRows.of(rows, settings);
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
