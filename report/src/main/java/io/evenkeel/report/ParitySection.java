package io.evenkeel.report;

import io.evenkeel.drift.ParityFeature;
import io.evenkeel.drift.ParityReport;

/// What Evidently would say, on the page, folded.
final class ParitySection {
  private ParitySection() {}

  static void append(Html page, ParityReport parity) {
    long drifted = parity.features().stream().filter(f -> f.finding().drifted()).count();
    page.raw("<h2>What Evidently would say</h2>\n<p>");
    page.text(
        "Dataset drift %s: share of drifted columns %s (%d of %d)."
            .formatted(
                parity.datasetDrift() ? "detected" : "not detected",
                NumberText.decimals(parity.share(), 3),
                drifted,
                parity.features().size()));
    page.raw(" Its limits do not know how many rows there are; the verdicts above do.</p>\n");
    page.raw(
        "<details class=\"more\"><summary>column by column</summary><div class=\"wide\"><table>");
    page.raw("<tr><th>column</th><th>stat_test</th><th class=\"n\">threshold</th>");
    page.raw("<th class=\"n\">drift_score</th><th>drift_detected</th></tr>\n");
    for (ParityFeature feature : parity.features()) {
      page.raw("<tr>").element("td", feature.feature());
      switch (feature.finding()) {
        case ParityFeature.Scored scored -> {
          page.element("td", scored.test().code());
          page.element("td class=\"n\"", NumberText.plain(scored.threshold()));
          page.element("td class=\"n\"", NumberText.score(scored.score()));
          page.element("td", scored.drifted() ? "true" : "false");
        }
        case ParityFeature.NotScored(String why) ->
            page.element("td colspan=\"4\"", "no score: " + why);
      }
      page.raw("</tr>\n");
    }
    page.raw("</table></div></details>\n");
  }
}
