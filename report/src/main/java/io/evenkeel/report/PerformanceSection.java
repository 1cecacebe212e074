package io.evenkeel.report;

import io.evenkeel.drift.Estimate;
import io.evenkeel.drift.EstimatedPerformance;
import io.evenkeel.drift.PerformanceMetric;
import io.evenkeel.drift.Realised;
import io.evenkeel.drift.RealisedPerformance;
import java.util.Optional;

/// How well the model does, on the page.
final class PerformanceSection {
  private static final int WIDTH = 200;

  private PerformanceSection() {}

  static void append(Html page, Performance performance) {
    if (!performance.known()) {
      return;
    }
    Optional<EstimatedPerformance> estimated = performance.estimated();
    page.raw("<h2>Performance of the model</h2>\n");
    estimated.ifPresent(found -> page.element("p", saying(found)));
    page.raw("<div class=\"wide\"><table>\n<tr><th>metric</th><th class=\"n\">reference</th>");
    page.raw("<th class=\"n\">estimated</th><th class=\"n\">realised</th>");
    page.raw(
        "<th>0 to 1: grey what the reference allows, line estimate ± 3 errors, ring realised</th>");
    page.raw("<th>verdict</th></tr>\n");
    for (PerformanceMetric metric : PerformanceMetric.values()) {
      row(page, performance, metric);
    }
    page.raw("</table></div>\n");
  }

  private static String saying(EstimatedPerformance found) {
    String outside =
        found.outside() == 0
            ? ""
            : " %s of them score outside what the reference has; what those are worth is an extrapolation."
                .formatted(NumberText.count(found.outside()));
    String missing =
        found.missing() == 0
            ? ""
            : " %s rows without a score are left out.".formatted(NumberText.count(found.missing()));
    return "Estimated from the scores of %s rows alone, before their labels (CBPE), at threshold %s.%s%s"
        .formatted(
            NumberText.count(found.rows()), NumberText.exact(found.threshold()), outside, missing);
  }

  private static void row(Html page, Performance performance, PerformanceMetric metric) {
    Optional<Estimate> estimate = performance.estimated().map(e -> e.of(metric));
    Optional<Realised> realised = performance.realised().map(r -> r.of(metric));
    page.raw("<tr style=\"--c:var(--cur)\">").element("td", MetricNames.of(metric));
    page.element(
        "td class=\"n\"", performance.reference().map(r -> said(r.of(metric))).orElse("–"));
    page.element("td class=\"n\"", estimate.map(PerformanceSection::said).orElse("–"));
    page.element("td class=\"n\"", realised.map(PerformanceSection::said).orElse("–"));
    page.raw("<td>").raw(picture(estimate, realised)).raw("</td><td>");
    page.raw(verdict(estimate)).raw("</td></tr>\n");
  }

  private static String said(Estimate estimate) {
    return switch (estimate) {
      case Estimate.Estimated found ->
          NumberText.decimals(found.value(), 3)
              + " ± "
              + NumberText.decimals(found.samplingError(), 3);
      case Estimate.NotEnoughData(long seen, long needed) ->
          NumberText.count(seen) + " of " + NumberText.count(needed) + " rows";
    };
  }

  private static String said(Realised realised) {
    return switch (realised) {
      case Realised.Measured(double value, double error) ->
          NumberText.decimals(value, 3) + " ± " + NumberText.decimals(error, 3);
      case Realised.NotEnoughData(long seen, long needed) ->
          NumberText.count(seen) + " of " + NumberText.count(needed) + " rows";
    };
  }

  private static String verdict(Optional<Estimate> estimate) {
    return estimate.isPresent() && estimate.get() instanceof Estimate.Estimated found
        ? found.alert() ? "<span class=\"alarm\">outside</span>" : "within"
        : "<span class=\"soft\">not known</span>";
  }

  private static String picture(Optional<Estimate> estimate, Optional<Realised> realised) {
    StringBuilder svg = new StringBuilder();
    svg.append("<svg width=\"%d\" height=\"18\" aria-hidden=\"true\">".formatted(WIDTH));
    svg.append("<path class=\"g\" d=\"M0 9H%d\"/>".formatted(WIDTH));
    if (estimate.isPresent() && estimate.get() instanceof Estimate.Estimated found) {
      svg.append(
          "<rect class=\"zone\" x=\"%s\" y=\"3\" width=\"%s\" height=\"12\"/>"
              .formatted(
                  x(found.lowerThreshold()),
                  Html.at(Math.max(1, WIDTH * (found.upperThreshold() - found.lowerThreshold())))));
      String style = found.alert() ? " style=\"--c:var(--alarm)\"" : "";
      svg.append(
          "<g%s><path class=\"band\" d=\"M%s 9H%s\"/><circle class=\"b\" cx=\"%s\" cy=\"9\" r=\"4\"/></g>"
              .formatted(style, x(found.lower()), x(found.upper()), x(found.value())));
    }
    if (realised.isPresent() && realised.get() instanceof Realised.Measured(double value, _)) {
      svg.append("<circle class=\"own\" cx=\"%s\" cy=\"9\" r=\"6\"/>".formatted(x(value)));
    }
    return svg.append("</svg>").toString();
  }

  private static String x(double value) {
    return Html.at(WIDTH * Math.clamp(value, 0, 1));
  }

  /// What is known of the ROC-AUC, for the facts at the top.
  static Optional<String> headline(Performance performance) {
    Optional<RealisedPerformance> realised = performance.realised();
    if (realised.isPresent()
        && realised.get().of(PerformanceMetric.ROC_AUC) instanceof Realised.Measured measured) {
      return Optional.of("ROC-AUC " + said(measured) + " realised");
    }
    return performance
        .estimated()
        .map(e -> "ROC-AUC " + said(e.of(PerformanceMetric.ROC_AUC)) + " estimated");
  }
}
