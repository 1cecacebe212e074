package io.evenkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Bursts of identical rows count once.
class RepeatedRowsTest {
  @Test
  void remembersTheLatestDifferentRowsAsAListWould() {
    Random random = new Random(9);
    RepeatedRows repeats = new RepeatedRows(9);
    Deque<String> order = new ArrayDeque<>();
    Set<String> remembered = new HashSet<>();
    for (int i = 0; i < 200_000; i++) {
      double[] row = {random.nextInt(100), random.nextInt(90)};
      String key = Arrays.toString(row);
      boolean expected = remembered.contains(key);
      if (!expected) {
        order.addLast(key);
        remembered.add(key);
        if (order.size() > RepeatedRows.REMEMBERED) {
          remembered.remove(order.removeFirst());
        }
      }
      assertThat(repeats.seen(row)).isEqualTo(expected);
    }
  }

  @Test
  void oneFeatureMakesTheDifference() {
    RepeatedRows repeats = new RepeatedRows(9);
    assertThat(repeats.seen(new double[] {1, Double.NaN})).isFalse();
    assertThat(repeats.seen(new double[] {1, 2})).isFalse();
    assertThat(repeats.seen(new double[] {1, Double.NaN})).isTrue();
  }

  @Test
  void appliesOnlyWhereTheReferenceHardlyRepeatsItself() {
    Random random = new Random(10);
    double[] amounts = random.doubles(20_000).toArray();
    double[] codes = random.doubles(20_000).map(u -> Math.floor(10 * u)).toArray();
    assertThat(RepeatedRows.rareIn(new double[][] {amounts, codes})).isTrue();
    assertThat(RepeatedRows.rareIn(new double[][] {codes})).isFalse();
    for (int i = 0; i < 20; i++) {
      amounts[1_000 + i] = amounts[i];
      codes[1_000 + i] = codes[i];
    }
    assertThat(RepeatedRows.rareIn(new double[][] {amounts, codes})).as("0.1 %").isFalse();
    assertThat(RepeatedRows.rareIn(new double[0][])).isFalse();
  }
}
