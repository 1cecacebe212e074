package io.evenkeel.drift;

import static io.evenkeel.drift.UpiRows.AMOUNT;
import static io.evenkeel.drift.UpiRows.COLUMNS;
import static io.evenkeel.drift.UpiRows.COUNT;
import static io.evenkeel.drift.UpiRows.DEVICE;
import static io.evenkeel.drift.UpiRows.HOUR;
import static io.evenkeel.drift.UpiRows.MERCHANT;
import static io.evenkeel.drift.UpiRows.SENDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultFinderTest {
  private static final double[][] REFERENCE = UpiRows.quiet(1, 10_000);
  private static final FaultFinder FINDER = FaultFinder.of(COLUMNS, REFERENCE);

  @Test
  void neitherQuietDaysNorFestivalsAreFaults() {
    for (int rows : new int[] {50, 100, 200, 500, 2000}) {
      for (UpiRows.Force force :
          List.of(
              UpiRows.Force.QUIET, UpiRows.Force.LOW, UpiRows.Force.MEDIUM, UpiRows.Force.HIGH)) {
        for (int repeat = 0; repeat < 30; repeat++) {
          long seed = 10_000L * rows + repeat;
          assertThat(FINDER.find(UpiRows.draw(seed, rows, force)))
              .as("%d rows, %s, seed %d", rows, force, seed)
              .isEmpty();
        }
      }
    }
  }

  @Test
  void aFestivalsAmountIsNoChangeOfUnit() {
    double[][] current = window(2);
    change(current, AMOUNT, 1, amount -> 3.5 * amount);
    assertThat(FINDER.find(current)).isEmpty();
  }

  @Test
  void aChangedUnitIsNamedWithItsFactor() {
    for (double factor : new double[] {10, 60, 100, 1000, 0.01}) {
      double[][] current = window(3);
      change(current, AMOUNT, 1, amount -> factor * amount);
      assertThat(FINDER.find(current))
          .containsExactly(new DataFault.UnitChange("amount", factor, 1));
    }
  }

  @Test
  void aUnitThatChangedInAPartOfTheRowsIsNamedWithTheShare() {
    for (double share : new double[] {.1, .3, .5}) {
      double[][] current = window(4);
      change(current, AMOUNT, share, amount -> 100 * amount);
      assertThat(FINDER.find(current))
          .singleElement()
          .isInstanceOfSatisfying(
              DataFault.UnitChange.class,
              fault -> {
                assertThat(fault.factor()).isEqualTo(100);
                assertThat(fault.share()).isCloseTo(share, within(.03));
                assertThat(fault.describe()).contains("multiplied by 100");
              });
    }
  }

  @Test
  void aUnitIsSeenAlsoWhereTheServerRefusesWhatIsOutOfRange() {
    double[][] rows = UpiRows.quiet(5, 8000);
    int[] accepted =
        IntStream.range(0, 8000).filter(r -> 100 * rows[AMOUNT][r] <= 200_000).toArray();
    double[][] current =
        Arrays.stream(rows)
            .map(column -> Arrays.stream(accepted).mapToDouble(r -> column[r]).toArray())
            .toArray(double[][]::new);
    change(current, AMOUNT, 1, amount -> 100 * amount);
    assertThat(FINDER.find(current)).containsExactly(new DataFault.UnitChange("amount", 100, 1));
  }

  @Test
  void wholeNumbersMayLoseTheirFractionWithTheUnit() {
    double[][] current = window(6);
    change(current, SENDER, 1, days -> Math.floor(days / 24));
    assertThat(FINDER.find(current))
        .containsExactly(new DataFault.UnitChange("sender_age_days", 1 / 24.0, 1));
  }

  @Test
  void aStuckValueIsNamed() {
    double[][] always = window(7);
    change(always, DEVICE, 1, _ -> 1);
    assertThat(FINDER.find(always)).containsExactly(new DataFault.StuckValue("device_type", 1, 1));
    double[][] often = window(8);
    change(often, AMOUNT, .3, _ -> 499);
    assertThat(FINDER.find(often))
        .singleElement()
        .isInstanceOfSatisfying(
            DataFault.StuckValue.class,
            fault -> {
              assertThat(fault.value()).isEqualTo(499);
              assertThat(fault.share()).isCloseTo(.3, within(.05));
            });
  }

  @Test
  void aBurstOfMissingValuesIsNamed() {
    double[][] current = window(9);
    change(current, COUNT, .2, _ -> Double.NaN);
    assertThat(FINDER.find(current))
        .singleElement()
        .isInstanceOfSatisfying(
            DataFault.NullBurst.class, fault -> assertThat(fault.usual()).isZero());
    current[COUNT] = new double[0];
    assertThat(FINDER.find(current)).containsExactly(new DataFault.NullBurst("txn_count_1h", 1, 0));
  }

  @Test
  void aNewCategoryIsNamed() {
    double[][] current = window(10);
    change(current, MERCHANT, .05, _ -> 11);
    assertThat(FINDER.find(current))
        .singleElement()
        .isInstanceOfSatisfying(
            DataFault.NewCategory.class, fault -> assertThat(fault.value()).isEqualTo(11));
  }

  @Test
  void aShiftedClockIsNamedAlsoByHalfAnHour() {
    double[][] current = window(11);
    change(current, HOUR, 1, hour -> (hour + 19) % 24);
    assertThat(FINDER.find(current)).containsExactly(new DataFault.ClockShift("hour", -5));
    double[][] half = window(12);
    SplittableRandom random = new SplittableRandom(12);
    change(half, HOUR, 1, hour -> (hour + 18 + random.nextInt(2)) % 24);
    assertThat(FINDER.find(half)).containsExactly(new DataFault.ClockShift("hour", -5.5));
  }

  @Test
  void aCountThatHappensToEndWhereADayWouldIsNoClock() {
    double[][] reference = UpiRows.quiet(1, 10_000);
    change(reference, COUNT, 1, count -> Math.min(11, count));
    reference[COUNT][0] = 11;
    double[][] current = window(12);
    SplittableRandom random = new SplittableRandom(12);
    change(current, COUNT, 1, count -> Math.min(11, count + random.nextInt(2)));
    assertThat(FaultFinder.of(COLUMNS, reference).find(current)).isEmpty();
  }

  @Test
  void swappedColumnsAreNamedOnceAndNothingElseOfThem() {
    double[][] current = window(13);
    double[] held = current[AMOUNT];
    current[AMOUNT] = current[DEVICE];
    current[DEVICE] = held;
    assertThat(FINDER.find(current))
        .containsExactly(new DataFault.SwappedColumns("amount", "device_type"));
  }

  @Test
  void aFaultIsFoundInTheMiddleOfAFestival() {
    double[][] current = UpiRows.draw(14, 2000, UpiRows.Force.HIGH);
    change(current, COUNT, 1, _ -> 0);
    change(current, MERCHANT, .1, _ -> 12);
    assertThat(FINDER.find(current))
        .hasSize(2)
        .hasAtLeastOneElementOfType(DataFault.StuckValue.class)
        .hasAtLeastOneElementOfType(DataFault.NewCategory.class);
  }

  @Test
  void inClockOrderNothingIsSaidOfTheClock() {
    double[][] current = window(15);
    change(current, HOUR, 1, _ -> 14);
    assertThat(FINDER.find(current)).containsExactly(new DataFault.StuckValue("hour", 14, 1));
    assertThat(FINDER.inClockOrder(HOUR).find(current)).isEmpty();
    assertThatThrownBy(() -> FINDER.inClockOrder(8)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void fewRowsSayNothingAndAWrongShapeIsRefused() {
    double[][] current = UpiRows.quiet(16, 40);
    change(current, AMOUNT, 1, _ -> 5);
    assertThat(FINDER.find(current)).isEmpty();
    assertThatThrownBy(() -> FINDER.find(new double[3][100]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("8 columns and 3 arrays");
    current[2] = new double[7];
    assertThatThrownBy(() -> FINDER.find(current)).hasMessageContaining("merchant_cat has 7 rows");
  }

  private static double[][] window(long seed) {
    return UpiRows.quiet(seed, 2000);
  }

  private static void change(
      double[][] rows, int column, double share, DoubleUnaryOperator change) {
    SplittableRandom random = new SplittableRandom(column);
    for (int r = 0; r < rows[column].length; r++) {
      if (random.nextDouble() < share) {
        rows[column][r] = change.applyAsDouble(rows[column][r]);
      }
    }
  }
}
