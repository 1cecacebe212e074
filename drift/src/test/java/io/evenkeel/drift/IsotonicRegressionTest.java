package io.evenkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class IsotonicRegressionTest {
  /// The min-max formula: the largest over the starts of the smallest over the ends of the mean.
  @Test
  void everyFitIsTheMinMaxOfTheMeans() {
    Random random = new Random(5);
    for (int round = 0; round < 50; round++) {
      int size = 1 + random.nextInt(25);
      double[] scores = new double[size];
      int[] positives = new int[size];
      int[] rows = new int[size];
      for (int g = 0; g < size; g++) {
        scores[g] = g + random.nextDouble() * 0.9;
        rows[g] = 1 + random.nextInt(4);
        positives[g] = random.nextInt(rows[g] + 1);
      }
      IsotonicRegression fitted = IsotonicRegression.fit(scores, positives, rows);
      for (int g = 0; g < size; g++) {
        assertThat(fitted.at(scores[g])).isCloseTo(minMax(positives, rows, g), within(1e-15));
      }
    }
  }

  @Test
  void betweenTheStepsItIsStraightAndBeyondTheEndsConstant() {
    IsotonicRegression fitted =
        IsotonicRegression.fit(new double[] {1, 2, 4}, new int[] {0, 1, 1}, new int[] {1, 2, 1});
    assertThat(fitted.at(3)).isEqualTo(0.75);
    assertThat(fitted.at(1.5)).isEqualTo(0.25);
    assertThat(fitted.at(-7)).isEqualTo(0);
    assertThat(fitted.at(Double.POSITIVE_INFINITY)).isEqualTo(1);
  }

  @Test
  void scoresWithoutRowsDoNotCount() {
    IsotonicRegression fitted =
        IsotonicRegression.fit(
            new double[] {1, 2, 3, 4}, new int[] {0, 0, 1, 0}, new int[] {0, 1, 1, 0});
    assertThat(fitted.at(2.5)).isEqualTo(0.5);
    assertThat(fitted.at(1)).isEqualTo(0);
    assertThat(fitted.at(4)).isEqualTo(1);
  }

  private static double minMax(int[] positives, int[] rows, int at) {
    double largest = 0;
    for (int start = 0; start <= at; start++) {
      double smallest = 1;
      for (int end = at; end < rows.length; end++) {
        int hits = 0;
        int all = 0;
        for (int g = start; g <= end; g++) {
          hits += positives[g];
          all += rows[g];
        }
        smallest = Math.min(smallest, (double) hits / all);
      }
      largest = Math.max(largest, smallest);
    }
    return largest;
  }
}
