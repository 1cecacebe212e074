package io.evenkeel.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.incident.Decision;
import io.evenkeel.model.Range;
import io.evenkeel.report.Binning;
import io.evenkeel.report.Cause;
import io.evenkeel.report.FeatureView;
import io.evenkeel.report.TableFeature;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CheckPageTest {
  @Test
  void whateverIsNotOursIsEscaped() {
    String html = page(CheckReports.troubled("a"), "<b>");
    assertThat(html).contains("&lt;b&gt;").doesNotContain("<b><");
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
        .contains("<h1>Drift: 5 of 8 features</h1>", "0.625, the share of drifted features")
        .contains("<span class=\"tag\">retrain</span>")
        .contains("0.9712 ± 0.0080 (standard error), 61 frauds and 1939 honest rows");
    assertThat(page(CheckReports.drifted("a", 0, Decision.OK), "f0"))
        .contains("<h1>No drift: none of 8 features</h1>");
    assertThat(page(CheckReports.empty("a", CheckReports.TIME), "f0"))
        .contains("<h1>Not enough data: 0 of 50 rows</h1>");
  }

  @Test
  void bothSamplesOfAFeatureAreDrawn() {
    assertThat(page(CheckReports.drifted("a", 5, Decision.RETRAIN), "f0"))
        .contains("Distribution of f0 in both samples", "logarithmic axis");
  }

  @Test
  void itSaysAllThatTheReportKnows() {
    assertThat(page(CheckReports.faulty("a"), "f0"))
        .contains("<b>The watch:</b> alarmed at 2026-11-01 11:59:00.123 UTC")
        .contains("since 2026-11-01 11:58:30.123 UTC (evidence 2.0e+07 against a threshold")
        .contains("of 1.3e+07), as shown by f0<")
        .contains("<h2>Performance of the model</h2>", "0.625 ± 0.010", "0.650 ± 0.020")
        .contains("every value is multiplied by 100", "f1: stuck at 17.5", "f5 and f6 have changed")
        .contains("Look at the pipeline before the model");
  }

  private static double tail(Random random) {
    return Math.exp(8.5 + 1.2 * random.nextGaussian());
  }

  private static String page(CheckReport report, String feature) {
    Random random = new Random(2);
    double[] reference = IntStream.range(0, 3000).mapToDouble(_ -> tail(random)).toArray();
    double[] current = IntStream.range(0, 800).mapToDouble(_ -> 2 * tail(random)).toArray();
    FeatureView view =
        new FeatureView(
            new TableFeature.Numeric(feature, Range.any(), false, false, false, ""),
            Binning.numeric(feature, "", reference, current),
            Optional.empty(),
            Optional.empty());
    Cause cause = new Cause(report.faults(), List.of(), Optional.empty(), Optional.empty());
    return new CheckPage(report, 3000, Optional.empty(), List.of(view), cause).html();
  }
}
