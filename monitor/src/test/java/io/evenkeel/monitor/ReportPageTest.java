package io.evenkeel.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.incident.Decision;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportPageTest {
  @Test
  void whateverIsNotOursIsEscaped() {
    String html = page(CheckReports.troubled("a"), "<b>");
    assertThat(html).doesNotContain("<b>").contains("&lt;b&gt;");
    String other = page(CheckReports.drifted("a", 5, Decision.RETRAIN), "f0");
    assertThat(other).contains("Because &quot;it&quot; moved &lt;much&gt; &amp; fast.");
  }

  @Test
  void itNeedsNothingFromOutside() {
    String html = page(CheckReports.drifted("a", 5, Decision.RETRAIN), "f0");
    assertThat(html).doesNotContain("<script", "http:", "https:", "<link", "<img", "url(");
    assertThat(html.length()).isLessThan(100_000);
  }

  @Test
  void itSaysTheVerdictFirst() {
    assertThat(page(CheckReports.drifted("a", 5, Decision.RETRAIN), "f0"))
        .contains("Drift: 5 of 8 features drifted, score 0.625")
        .contains("<strong>retrain</strong>")
        .contains("0.9712 ± 0.0080 (standard error), 61 frauds and 1939 honest rows");
    assertThat(page(CheckReports.drifted("a", 0, Decision.OK), "f0"))
        .contains("No drift: none of 8 features drifted");
    assertThat(page(CheckReports.empty("a", CheckReports.TIME), "f0"))
        .contains("Not enough data: 0 of 50 rows");
  }

  @Test
  void everyBinOfBothSamplesIsDrawn() {
    double[] values = {0, 1, 1, 2};
    Histogram histogram = Histogram.of("f0", values, new double[] {1, 1, 1, 3});
    assertThat(histogram.bins())
        .containsExactly(
            new Histogram.Bin("0", 0.25, 0),
            new Histogram.Bin("1", 0.5, 0.75),
            new Histogram.Bin("2", 0.25, 0),
            new Histogram.Bin("3", 0, 0.25));
    String svg = HistogramDrawing.svg(histogram);
    assertThat(svg.split("<rect", -1)).hasSize(1 + 5);
  }

  @Test
  void aHeavyTailIsSpreadOverTheBins() {
    Random random = new Random(1);
    double[] values = IntStream.range(0, 5000).mapToDouble(_ -> tail(random)).toArray();
    Histogram histogram = Histogram.of("amount", values, values);
    assertThat(histogram.bins()).hasSize(30);
    assertThat(histogram.bins().stream().mapToDouble(Histogram.Bin::reference).max().orElse(1))
        .isLessThan(0.3);
    assertThat(histogram.bins().stream().mapToDouble(Histogram.Bin::current).sum())
        .isBetween(0.999999, 1.000001);
  }

  @Test
  void aColumnWithoutValuesHasNoBins() {
    Histogram none = Histogram.of("x", new double[] {Double.NaN}, new double[0]);
    assertThat(none.bins()).isEmpty();
    assertThat(HistogramDrawing.svg(none)).isEmpty();
    assertThat(Histogram.of("x", new double[] {1}, new double[] {Double.NaN}).bins()).hasSize(1);
  }

  private static double tail(Random random) {
    return Math.exp(8.5 + 1.2 * random.nextGaussian());
  }

  private static String page(CheckReport report, String feature) {
    Random random = new Random(2);
    double[] reference = IntStream.range(0, 3000).mapToDouble(_ -> tail(random)).toArray();
    double[] current = IntStream.range(0, 800).mapToDouble(_ -> 2 * tail(random)).toArray();
    return new ReportPage(report, List.of(Histogram.of(feature, reference, current))).html();
  }
}
