package io.evenkeel.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.report.Histogram.Axis;
import io.evenkeel.report.Histogram.AxisScale;
import io.evenkeel.report.Histogram.Bin;
import io.evenkeel.report.Histogram.Tick;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BinningTest {
  private final Random random = new Random(1);

  @Test
  void everyHourHasItsBarEvenWhereNothingHappens() {
    double[] reference = draw(5000, () -> random.nextInt(24));
    double[] night = draw(500, () -> random.nextInt(6));

    Histogram histogram = Binning.numeric("hour", "", reference, night);

    assertThat(histogram.bins()).hasSize(24);
    assertThat(histogram.bins().get(23).label()).isEqualTo("23");
    assertThat(histogram.bins().get(23).gone()).isTrue();
    assertThat(histogram.axis()).isInstanceOf(Axis.Values.class);
    assertWhole(histogram);
  }

  @Test
  void aHeavyTailIsSpreadOverALogarithmicAxisWithPowersOfTen() {
    double[] reference = draw(5000, () -> Math.exp(8 + 1.3 * random.nextGaussian()));
    double[] current = draw(5000, () -> 100 * Math.exp(8 + 1.3 * random.nextGaussian()));

    Histogram histogram = Binning.numeric("amount", "INR", reference, current);

    assertThat(scale(histogram)).isEqualTo(AxisScale.LOGARITHMIC);
    assertThat(histogram.bins().stream().mapToDouble(Bin::reference).max().orElse(1))
        .isLessThan(0.2);
    assertThat(ticks(histogram)).extracting(Tick::label).contains("1000", "10k", "100k");
    assertWhole(histogram);
  }

  @Test
  void aTailThatBeginsAtZeroKeepsItsZero() {
    double[] days = draw(4000, () -> Math.floor(Math.exp(2.5 * random.nextGaussian())));

    Histogram histogram = Binning.numeric("days", "", days, days);

    assertThat(scale(histogram)).isEqualTo(AxisScale.SYMMETRIC_LOGARITHMIC);
    assertThat(histogram.bins().getFirst().label()).isEqualTo("0");
    assertThat(histogram.bins().getFirst().reference()).isGreaterThan(0.1);
    assertThat(ticks(histogram)).extracting(Tick::label).contains("0");
    assertWhole(histogram);
  }

  @Test
  void aBellStaysOnALinearAxisWithRoundEnds() {
    double[] values = draw(5000, () -> 40 + 10 * random.nextGaussian());

    Histogram histogram = Binning.numeric("age", "", values, values);

    assertThat(scale(histogram)).isEqualTo(AxisScale.LINEAR);
    assertThat(histogram.bins()).hasSizeBetween(12, 40);
    assertThat(ticks(histogram)).extracting(Tick::label).contains("20", "40", "60");
    assertWhole(histogram);
  }

  @Test
  void wholeNumbersOfAWideRangeFallEvenlyIntoBins() {
    double[] values = draw(60_000, () -> random.nextInt(600));

    Histogram histogram = Binning.numeric("n", "", values, values);

    assertThat(histogram.bins()).hasSizeBetween(15, 40);
    assertThat(histogram.bins().subList(0, histogram.bins().size() - 1))
        .allSatisfy(bin -> assertThat(bin.reference()).isBetween(0.8 / 30, 1.2 / 30));
  }

  @Test
  void rareWordsShareABinAndNewAndGoneOnesAreMarked() {
    double[] reference = draw(3000, () -> Math.floor(40 * Math.pow(random.nextDouble(), 2)));
    double[] current = draw(500, () -> 100);

    Histogram histogram = Binning.categorical("word", reference, current, code -> "w" + (int) code);

    assertThat(histogram.axis()).isEqualTo(new Axis.Categories(18));
    assertThat(histogram.bins()).hasSize(24);
    assertThat(histogram.bins().getFirst().label()).isEqualTo("w0");
    assertThat(histogram.bins().getFirst().gone()).isTrue();
    assertThat(histogram.bins()).filteredOn(Bin::fresh).extracting(Bin::label).contains("w100");
    assertThat(histogram.bins().getLast().label()).isEqualTo("18 others");
    assertWhole(histogram);
  }

  @Test
  void oddColumnsAreShownToo() {
    double[] none = {Double.NaN, Double.POSITIVE_INFINITY};
    assertThat(Binning.numeric("x", "", none, new double[0]).bins()).isEmpty();
    assertThat(HistogramDrawing.svg(Binning.numeric("x", "", none, none))).contains("No values");
    assertThat(Binning.numeric("x", "", new double[] {3.5}, none).bins()).hasSize(1);
    double[] far = {-1e300, -1, 0, 1e-300, 2, 3, 4, 5, 6, 7, 8, 9, 1e300, 12, 13, 14.5};
    assertThat(HistogramDrawing.svg(Binning.numeric("x", "", far, far))).doesNotContain("NaN");
    double[] same = draw(100, () -> 1e17);
    assertThat(HistogramDrawing.svg(Binning.numeric("x", "", same, same))).doesNotContain("NaN");
  }

  private static double[] draw(int size, DoubleSupplier value) {
    return IntStream.range(0, size).mapToDouble(_ -> value.getAsDouble()).toArray();
  }

  private static AxisScale scale(Histogram histogram) {
    return ((Axis.Spans) histogram.axis()).scale();
  }

  private static List<Tick> ticks(Histogram histogram) {
    return ((Axis.Spans) histogram.axis()).ticks();
  }

  private static void assertWhole(Histogram histogram) {
    List<Bin> bins = histogram.bins();
    assertThat(bins.stream().mapToDouble(Bin::reference).sum()).isBetween(0.999999, 1.000001);
    assertThat(bins.stream().mapToDouble(Bin::current).sum()).isBetween(0.999999, 1.000001);
    assertThat(bins.getFirst().from()).isZero();
    assertThat(bins.getLast().to()).isBetween(0.999999, 1.000001);
  }
}
