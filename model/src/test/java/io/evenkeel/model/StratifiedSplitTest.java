package io.evenkeel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StratifiedSplitTest {
  /// Row numbers stand in the first column, so that rows can be told apart.
  private static final LabelledTable ROWS = numbered(1_003);

  @Test
  void keepsTheShareOfEachClass() {
    StratifiedSplit split = StratifiedSplit.of(ROWS, 0.2, 1);
    assertThat(split.holdout().positives()).isEqualTo(Math.round(ROWS.positives() * 0.2));
    assertThat(split.holdout().rows() - split.holdout().positives())
        .isEqualTo((int) Math.round((ROWS.rows() - ROWS.positives()) * 0.2));
  }

  @Test
  void everyRowIsInOnePartWithItsLabelAndInOrder() {
    StratifiedSplit split = StratifiedSplit.of(ROWS, 0.2, 1);
    double[] training = split.training().features().column(0);
    double[] holdout = split.holdout().features().column(0);
    assertThat(training).isSorted();
    assertThat(holdout).isSorted();
    assertThat(
            IntStream.concat(
                    IntStream.range(0, training.length).map(i -> (int) training[i]),
                    IntStream.range(0, holdout.length).map(i -> (int) holdout[i]))
                .sorted())
        .containsExactlyElementsOf(IntStream.range(0, ROWS.rows()).boxed().toList());
    for (int i = 0; i < holdout.length; i++) {
      assertThat(split.holdout().labels()[i]).isEqualTo(ROWS.labels()[(int) holdout[i]]);
    }
  }

  @Test
  void theSeedDecides() {
    double[] one = StratifiedSplit.of(ROWS, 0.2, 1).holdout().features().column(0);
    assertThat(StratifiedSplit.of(ROWS, 0.2, 1).holdout().features().column(0)).isEqualTo(one);
    assertThat(StratifiedSplit.of(ROWS, 0.2, 2).holdout().features().column(0)).isNotEqualTo(one);
  }

  @Test
  void refusesAShareThatIsNone() {
    assertThatThrownBy(() -> StratifiedSplit.of(ROWS, 1, 1)).hasMessageContaining("was 1.0");
    assertThatThrownBy(() -> StratifiedSplit.of(ROWS, 0, 1)).hasMessageContaining("was 0.0");
  }

  private static LabelledTable numbered(int count) {
    LabelledTable rows = SyntheticPayments.rows(count, 4);
    for (int row = 0; row < count; row++) {
      rows.features().column(0)[row] = row;
    }
    return rows;
  }
}
