package io.evenkeel.monitor;

import io.evenkeel.drift.FeatureDrift;
import io.evenkeel.drift.QualityIssue;
import io.evenkeel.drift.Verdict;
import io.evenkeel.model.RocAuc;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One report as a page for people: a single HTML file without scripts, which opens offline.
///
/// @param report what it shows
/// @param histograms one a feature, or none
record ReportPage(CheckReport report, List<Histogram> histograms) {
  private static final String STYLE =
      """
      :root{color-scheme:light dark;--line:#8884;--quiet:#888;--ref:#9aa4b2;--cur:#2f6fde}
      body{font:15px/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem}
      h1{font-size:1.5rem;margin:0}h2{font-size:1.1rem;margin:2rem 0 .5rem}
      .banner{border-left:.5rem solid;padding:.75rem 1rem;margin:1rem 0;background:#8881}
      .ok{border-color:#2e9e5b}.alert{border-color:#e0a100}
      .rollback{border-color:#e06c00}.retrain{border-color:#d23c3c}
      table{border-collapse:collapse;width:100%}
      th,td{text-align:left;padding:.4rem .6rem;border-bottom:1px solid var(--line)}
      th{font-weight:600}td.number{text-align:right;font-variant-numeric:tabular-nums}
      .drifted{font-weight:700;color:#d23c3c}.quiet{color:var(--quiet)}
      dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1.2rem;margin:0}
      dt{color:var(--quiet)}dd{margin:0}svg{display:block}
      .r{fill:var(--ref)}.c{fill:var(--cur);fill-opacity:.75}text{fill:var(--quiet);font-size:10px}
      .key span{display:inline-block;width:.8em;height:.8em;margin:0 .3em 0 1em}
      """;

  /// Copies the list.
  ReportPage {
    histograms = List.copyOf(histograms);
  }

  /// The whole page.
  String html() {
    String code = report.recommendation().decision().code();
    StringBuilder page = new StringBuilder(16_384);
    page.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width\">\n");
    page.append("<title>Drift report ").append(escape(report.id())).append("</title>\n");
    page.append("<style>\n").append(STYLE).append("</style>\n</head>\n<body>\n");
    page.append("<div class=\"banner ").append(code).append("\">\n<h1>");
    page.append(escape(headline())).append("</h1>\n<p>Recommendation: <strong>").append(code);
    page.append("</strong>, confidence ").append(decimals(report.recommendation().confidence(), 2));
    page.append(". ").append(escape(report.recommendation().reasoning())).append("</p>\n</div>\n");
    facts(page);
    quality(page);
    features(page);
    return page.append("</body>\n</html>\n").toString();
  }

  /// The text with everything that HTML could take for markup made harmless.
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private String headline() {
    int all = report.drift().features().size();
    int drifted = report.drift().driftedFeatures().size();
    return switch (report.drift().verdict()) {
      case Verdict.NotEnoughData(long seen, long needed) ->
          "Not enough data: %d of %d rows".formatted(seen, needed);
      case Verdict.Stable _ -> "No drift: none of %d features drifted".formatted(all);
      case Verdict.Drifted(double score) ->
          "Drift: %d of %d features drifted, score %s".formatted(drifted, all, decimals(score, 3));
    };
  }

  private void facts(StringBuilder page) {
    page.append("<dl>\n");
    fact(page, "Version", report.version());
    fact(page, "Checked", time(report.timestamp()));
    fact(
        page,
        "Window",
        report
            .window()
            .map(w -> "%d rows, %s to %s".formatted(w.rows(), time(w.from()), time(w.to())))
            .orElse("no rows"));
    fact(page, "Confirmed", report.confirmed() ? "yes" : "no, a second window must agree");
    report.onset().ifPresent(onset -> fact(page, "Drift seen since", time(onset)));
    fact(page, "Live ROC-AUC", performance(report.performance()));
    page.append("</dl>\n");
  }

  private static String performance(RocAuc performance) {
    return switch (performance) {
      case RocAuc.Measured(double value, double error, int positives, int negatives) ->
          "%s ± %s (standard error), %d frauds and %d honest rows"
              .formatted(decimals(value, 4), decimals(error, 4), positives, negatives);
      case RocAuc.NotEnoughData(int positives, int needed) ->
          "not enough labels: %d of %d frauds".formatted(positives, needed);
    };
  }

  private void quality(StringBuilder page) {
    page.append("<h2>Data quality</h2>\n");
    List<QualityIssue> issues = report.drift().qualityIssues();
    if (issues.isEmpty()) {
      page.append("<p>No issues.</p>\n");
      return;
    }
    page.append("<ul>\n");
    for (QualityIssue issue : issues) {
      page.append("<li>").append(escape(issue.describe())).append("</li>\n");
    }
    page.append("</ul>\n");
  }

  private void features(StringBuilder page) {
    page.append("<h2>Features</h2>\n");
    if (!histograms.isEmpty()) {
      page.append("<p class=\"key quiet\"><span style=\"background:var(--ref)\"></span>reference");
      page.append("<span style=\"background:var(--cur)\"></span>window</p>\n");
    }
    page.append("<table>\n<tr><th>Feature</th><th>Verdict</th><th>Score</th><th>Limit</th>");
    page.append("<th>Test</th><th>Values</th><th>Distribution</th></tr>\n");
    for (FeatureDrift feature : report.drift().features()) {
      page.append("<tr><td>").append(escape(feature.feature())).append("</td>");
      page.append(verdict(feature.verdict()));
      number(page, decimals(feature.threshold(), 2));
      page.append("<td>").append(feature.test().code()).append("</td>");
      number(page, Long.toString(feature.currentRows()));
      page.append("<td>")
          .append(histogram(feature.feature()).map(HistogramDrawing::svg).orElse(""));
      page.append("</td></tr>\n");
    }
    page.append("</table>\n");
  }

  private static String verdict(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Drifted(double score) ->
          "<td class=\"drifted\">drifted</td><td class=\"number drifted\">%s</td>"
              .formatted(decimals(score, 3));
      case Verdict.Stable(double score) ->
          "<td>stable</td><td class=\"number\">%s</td>".formatted(decimals(score, 3));
      case Verdict.NotEnoughData(long seen, long needed) ->
          "<td class=\"quiet\">%d of %d values</td><td class=\"number\"></td>"
              .formatted(seen, needed);
    };
  }

  private Optional<Histogram> histogram(String feature) {
    return histograms.stream().filter(h -> h.feature().equals(feature)).findFirst();
  }

  private static void fact(StringBuilder page, String name, String value) {
    page.append("<dt>").append(name).append("</dt><dd>").append(escape(value)).append("</dd>\n");
  }

  private static void number(StringBuilder page, String value) {
    page.append("<td class=\"number\">").append(value).append("</td>");
  }

  private static String decimals(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  private static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS).toString().replace('T', ' ').replace("Z", " UTC");
  }
}
