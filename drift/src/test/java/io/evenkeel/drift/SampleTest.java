package io.evenkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Whatever way a column is sorted in, the sample is the same.
class SampleTest {
  private static final String[] SHAPES = {
    "uniform", "normal", "integers", "whole_normal", "pareto", "cauchy_tail", "constant"
  };

  @Test
  void longAndShortColumnsAreSortedAndCountedAlike() {
    for (int seed = 0; seed < 120; seed++) {
      Draws draws = new Draws(seed);
      int size = (int) (draws.next() * (seed % 2 == 0 ? 6000 : 1600));
      String shape = SHAPES[seed % SHAPES.length];
      double spread = seed % 3 == 0 ? 1e9 : 40;
      double[] values = draws.sample(size, shape, -20, spread, .02, .02);
      for (int i = 0; i < size; i += 97) {
        values[i] = i % 2 == 0 ? -0.0 : -values[i];
      }
      assertSorted(values, "seed " + seed);
    }
  }

  @Test
  void extremesKeepTheirPlace() {
    double[] values = new Draws(3).sample(4000, "normal", 0, 1);
    values[0] = 1e140;
    values[1] = -1e140;
    values[2] = Double.MIN_VALUE;
    values[3] = -Double.MIN_VALUE;
    values[4] = Math.nextUp(1e140);
    values[5] = Double.NaN;
    values[6] = Double.NEGATIVE_INFINITY;
    assertSorted(values, "extremes");
    assertThat(Sample.of(values, values.length).size()).isEqualTo(3997);
  }

  @Test
  void wholeNumbersBeyondTheReachOfAnIntAreNotMixedUp() {
    double[] values = new double[2000];
    for (int i = 0; i < values.length; i++) {
      values[i] = 0x1p53 + 2 * (i % 7) + (i % 2 == 0 ? 0 : 0x1p60);
    }
    assertSorted(values, "large whole numbers");
  }

  private static void assertSorted(double[] values, String name) {
    double[] before = values.clone();
    Sample sample = Sample.of(values, values.length);
    double[] expected =
        Arrays.stream(values).filter(v -> Math.abs(v) <= 1e140).map(v -> v + 0.0).toArray();
    Arrays.sort(expected);
    assertThat(values).as(name).containsExactly(before);
    assertThat(sample.sorted()).as(name).containsExactly(expected);
    assertThat(sample.distinct())
        .as(name)
        .containsExactly(Arrays.stream(expected).distinct().toArray());
    assertThat(Arrays.stream(sample.counts()).sum()).as(name).isEqualTo(expected.length);
    int at = 0;
    for (int i = 0; i < sample.distinct().length; i++) {
      at += sample.counts()[i];
      assertThat(sample.sorted()[at - 1]).as(name).isEqualTo(sample.distinct()[i]);
    }
  }
}
