package io.evenkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Where the values of a feature are counted.
class WatchBinsTest {
  private static final double INFINITE = Double.POSITIVE_INFINITY;

  @Test
  void numbersAreCountedByTenthsOfTheReference() {
    Random random = new Random(1);
    double[] values = random.doubles(10_000).toArray();
    FeatureBins bins = FeatureBins.of(numeric("x"), values);

    assertThat(bins.size()).isEqualTo(11);
    assertThat(counts(bins, values)).startsWith(1000, 1000, 1000).endsWith(1000, 0);
    assertThat(bins.bin(-1e9)).isZero();
    assertThat(bins.bin(1e9)).isEqualTo(9);
    double[] edges = bins.marks();
    for (double value : values) {
      int expected = 0;
      while (expected < 9 && value > edges[expected]) {
        expected++;
      }
      assertThat(bins.bin(value)).isEqualTo(expected);
    }
  }

  @Test
  void aHeavyValueDoesNotUseUpTheBins() {
    Random random = new Random(2);
    double[] values = random.doubles(10_000).map(u -> u < 0.6 ? 0 : u).toArray();
    FeatureBins bins = FeatureBins.of(numeric("x"), values);

    assertThat(bins.size()).isEqualTo(11);
    assertThat(counts(bins, values)[0]).isBetween(5_900L, 6_100L);
    assertThat(counts(bins, values)[5]).isBetween(400L, 500L);
  }

  @Test
  void fewValuesAndCategoriesHaveABinEach() {
    double[] values = {3, 1, 1, 5, 3, Double.NaN};
    for (Column column : List.of(numeric("x"), new Column.Categorical("x"))) {
      FeatureBins bins = FeatureBins.of(column, values);
      assertThat(bins.size()).isEqualTo(5);
      assertThat(counts(bins, values)).containsExactly(2, 2, 1, 0, 1);
      assertThat(bins.bin(2)).as("other").isEqualTo(3);
      assertThat(bins.bin(1.5)).as("other").isEqualTo(3);
      assertThat(bins.bin(-1)).as("other").isEqualTo(3);
      assertThat(bins.bin(1e300)).as("missing, as everywhere").isEqualTo(4);
      assertThat(bins.bin(Double.NEGATIVE_INFINITY)).isEqualTo(4);
    }
  }

  @Test
  void rareCategoriesAreOther() {
    double[] values = new double[3_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i < 2_900 ? i % 20 * 1_000 : i;
    }
    FeatureBins bins = FeatureBins.of(new Column.Categorical("x"), values);
    assertThat(bins.size()).isEqualTo(22);
    assertThat(counts(bins, values)[20]).isEqualTo(100);
    assertThat(bins.bin(-0.0)).isEqualTo(bins.bin(0.0));
  }

  @Test
  void aColumnWithoutValuesHasBinsToo() {
    double[] values = {Double.NaN, Double.NaN};
    for (Column column : List.of(numeric("x"), new Column.Categorical("x"))) {
      FeatureBins bins = FeatureBins.of(column, values);
      assertThat(counts(bins, values)).containsExactly(0, 2);
      assertThat(bins.bin(4)).isZero();
    }
  }

  @Test
  void theDigestTellsOneReferenceFromAnother() {
    List<Column> columns = List.of(numeric("x"));
    double[] values = new Random(3).doubles(1_000).toArray();
    double[] other = values.clone();
    other[17] += 1;
    String digest = WatchBins.of(columns, new double[][] {values}).digest();
    assertThat(digest)
        .hasSize(16)
        .isEqualTo(WatchBins.of(columns, new double[][] {values}).digest());
    assertThat(WatchBins.of(columns, new double[][] {other}).digest()).isNotEqualTo(digest);
    assertThat(WatchBins.of(List.of(numeric("y")), new double[][] {values}).digest())
        .isNotEqualTo(digest);
  }

  /// The finest clock, and the finest that has five balls an hour; the categories follow the clock.
  @Test
  void allStateOfAFeatureFitsInto64Kilobytes() {
    for (int hours : new int[] {48, 168}) {
      Random random = new Random(4);
      int rows = 40_000;
      double[][] values = new double[2][rows];
      for (int row = 0; row < rows; row++) {
        values[0][row] = random.nextInt(hours);
        values[1][row] = (values[0][row] % 24 + random.nextInt(10)) % 30;
      }
      List<Column> columns =
          List.of(new Column.Numeric("hour", 0, false, hours - 1), new Column.Categorical("many"));
      FeatureLaws laws = WatchBins.of(columns, values, Season.of(0)).laws(0);
      int detectors = 4 * new FeatureDetector(laws, HalfLife.ROWS_100).bytes();
      int counter = 3 * laws.bins().size() * Long.BYTES; // three open hours
      assertThat(laws.bytes() + detectors + counter).isBetween(20_000, 64 * 1024);
    }
  }

  @Test
  void refusesWhatIsNoClock() {
    List<Column> columns = new ArrayList<>(List.of(numeric("hour"), numeric("x")));
    double[][] values = {{1, 2}, {1, 2}};
    assertThatThrownBy(() -> WatchBins.of(columns, values, Season.of(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hour");
    assertThatThrownBy(() -> WatchBins.of(columns, values, Season.of(2)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> WatchBins.of(columns, new double[][] {{1}, {1, 2}}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aBandIsTheSmallestNeighbourhoodOfEnoughRows() {
    double[] clock = new double[1_000];
    for (int row = 0; row < clock.length; row++) {
      clock[row] = row < 700 ? 12 : row % 24;
    }
    Column hour = new Column.Numeric("hour", 0, false, 23);
    ClockBands bands = ClockBands.of(new Season(0, 60), hour, clock);

    assertThat(bands.reach()[12]).isZero();
    assertThat(bands.reach()[0]).as("5 hours of about 12.5 rows").isEqualTo(2);
    assertThat(bands.holds(0, 22)).isTrue();
    assertThat(bands.holds(0, 2)).isTrue();
    assertThat(bands.holds(0, 21)).isFalse();
    assertThat(bands.index(23)).isEqualTo(23);
    assertThat(Arrays.asList(bands.index(24), bands.index(-1), bands.index(1.5))).containsOnly(24);
    assertThat(bands.index(Double.NaN)).isEqualTo(24);
    assertThat(ClockBands.of(new Season(0, 5_000), hour, clock).holds(0, 12))
        .as("the whole clock where the reference is small")
        .isTrue();
  }

  /// Without rows of the clock's neighbours to lean on, a world that has no season must give every
  /// hour nearly the shares of the whole.
  @Test
  void bandsOfAWorldWithoutSeasonsAreHardlyWidened() {
    Random random = new Random(6);
    int rows = 48_000;
    double[][] values = new double[2][rows];
    for (int row = 0; row < rows; row++) {
      values[0][row] = random.nextInt(24);
      values[1][row] = random.nextGaussian();
    }
    List<Column> columns = List.of(new Column.Numeric("hour", 0, false, 23), numeric("x"));
    WatchBins bins = WatchBins.of(columns, values, Season.of(0));
    double plain = LawBall.radius(6_000, 11, WatchBins.DELTA / 144);
    double mean =
        Arrays.stream(bins.laws(0).balls())
            .mapToDouble(balls -> balls[0].radius())
            .average()
            .orElse(0);
    assertThat(mean / plain).isBetween(1.0, 2.0);
  }

  static Column numeric(String name) {
    return new Column.Numeric(name, -INFINITE, false, INFINITE);
  }

  private static long[] counts(FeatureBins bins, double[] values) {
    long[] counts = new long[bins.size()];
    for (double value : values) {
      counts[bins.bin(value)]++;
    }
    return counts;
  }
}
