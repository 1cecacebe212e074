package io.evenkeel.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.drift.Column;
import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.Reference;
import io.evenkeel.events.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Rows come once a second; the value 1 is drifted, 0 is not.
class OnsetSearchTest {
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  private static final int BLOCK = 10;
  private final Reference reference =
      Reference.of(List.of(new Column.Categorical("x")), new double[1][100]);
  private long widest;

  @Test
  void theOnsetIsTheFirstRowOfTheEarliestPassingBlock() {
    assertThat(onset(quiet(500).drifted(200), 100, 0)).isEqualTo(second(500));
    assertThat(onset(quiet(495).drifted(205), 100, 0))
        .as("a block that is half drifted passes too")
        .isEqualTo(second(490));
  }

  @Test
  void oneUnluckyBlockDoesNotEndTheWalkButTwoDo() {
    assertThat(onset(quiet(300).drifted(100).quiet(10).drifted(90), 50, 0)).isEqualTo(second(300));
    assertThat(onset(quiet(300).drifted(100).quiet(20).drifted(80), 50, 0)).isEqualTo(second(420));
  }

  @Test
  void withoutAPassingBlockItIsTheBeginOfTheWindow() {
    assertThat(onset(quiet(400).drifted(50), 50, 0)).isEqualTo(second(400));
  }

  @Test
  void itIsNeverBeforeThePromotion() {
    assertThat(onset(drifted(600), 100, 250)).isEqualTo(second(260));
    assertThat(onset(drifted(600), 100, 599)).isEqualTo(second(500));
  }

  @Test
  void aLongDriftIsReadInPieces() {
    assertThat(onset(quiet(1000).drifted(60_000), 100, 0)).isEqualTo(second(1000));
    assertThat(widest).isLessThanOrEqualTo(2 * 40 * BLOCK);
  }

  private final List<Double> values = new ArrayList<>();

  private OnsetSearchTest quiet(int rows) {
    return add(rows, 0);
  }

  private OnsetSearchTest drifted(int rows) {
    return add(rows, 1);
  }

  private OnsetSearchTest add(int rows, double value) {
    for (int i = 0; i < rows; i++) {
      values.add(value);
    }
    return this;
  }

  private Instant onset(OnsetSearchTest traffic, int windowRows, int promotion) {
    int all = traffic.values.size();
    Window window = new Window(second(all - windowRows), second(all - 1), windowRows);
    Instant onset =
        new OnsetSearch(BLOCK, this::rows, this::judge)
            .find(window, List.of("x"), second(promotion));
    values.clear();
    return onset;
  }

  private List<Event.Prediction> rows(Instant after, Instant until) {
    List<Event.Prediction> rows = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Instant time = second(i);
      if (time.isAfter(after) && !time.isAfter(until)) {
        double[] features = {values.get(i)};
        rows.add(new Event.Prediction(time, "t" + i, "v1", features, 0.1, false));
      }
    }
    widest = Math.max(widest, rows.size());
    return rows;
  }

  private DriftReport judge(List<Event.Prediction> block) {
    double[][] columns = {block.stream().mapToDouble(row -> row.features()[0]).toArray()};
    return reference.compare(columns, 0, BLOCK);
  }

  private static Instant second(int number) {
    return START.plusSeconds(number);
  }
}
