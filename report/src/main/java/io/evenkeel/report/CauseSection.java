package io.evenkeel.report;

import io.evenkeel.drift.CauseRanking;
import io.evenkeel.drift.DataFault;
import io.evenkeel.drift.DomainDrift;
import io.evenkeel.drift.MultivariateDrift;
import io.evenkeel.drift.ReconstructionDrift;
import io.evenkeel.drift.Segment;
import java.util.Locale;
import java.util.stream.Collectors;

/// Why the rows differ, on the page.
final class CauseSection {
  private static final int MOST_SEGMENTS = 12;
  private static final int MOST_FEATURES = 12;

  private CauseSection() {}

  static void append(Html page, Assessment assessment) {
    Cause cause = assessment.cause();
    boolean segments = !cause.segments().isEmpty();
    if (cause.faults().isEmpty()
        && !segments
        && cause.ranking().isEmpty()
        && cause.multivariate().isEmpty()) {
      return;
    }
    page.raw("<h2>Where the change comes from</h2>\n");
    for (DataFault fault : cause.faults()) {
      page.raw("<p class=\"fault\"><b>").raw(saying(fault)).raw("</b> ");
      page.text(assessment.codes().describe(fault)).raw(".</p>\n");
    }
    cause.ranking().ifPresent(ranking -> ranking(page, ranking));
    if (segments) {
      segments(page, assessment);
    }
    cause.multivariate().ifPresent(found -> multivariate(page, found));
  }

  private static String saying(DataFault fault) {
    return switch (fault) {
      case DataFault.NewCategory _ -> "Something new, or a fault of the data.";
      case DataFault.UnitChange _,
          DataFault.StuckValue _,
          DataFault.NullBurst _,
          DataFault.ClockShift _,
          DataFault.SwappedColumns _ ->
          "Looks like a fault of the data.";
    };
  }

  private static void ranking(Html page, CauseRanking ranking) {
    page.raw(
        "<h3>Features by what their drift does to the scores</h3>\n<table><tr><th>feature</th>");
    page.raw("<th class=\"n\">part of the cause</th><th class=\"n\">score over limit</th>");
    page.raw("<th class=\"n\">moves scores by (log-odds)</th></tr>\n");
    for (CauseRanking.Cause cause : ranking.causes().stream().limit(MOST_FEATURES).toList()) {
      page.raw("<tr>").element("td", cause.feature());
      page.element("td class=\"n\"", NumberText.percent(cause.share()));
      page.element("td class=\"n\"", NumberText.decimals(cause.drift(), 1));
      page.element("td class=\"n\"", String.format(Locale.ROOT, "%+.2f", cause.shift()));
      page.raw("</tr>\n");
    }
    page.raw("</table>\n");
  }

  private static void segments(Html page, Assessment assessment) {
    page.raw("<h3>Parts of the rows whose share changed most</h3>\n<table><tr><th>rows where</th>");
    page.raw("<th class=\"n\">reference</th><th class=\"n\">current</th></tr>\n");
    for (Segment segment : assessment.cause().segments().stream().limit(MOST_SEGMENTS).toList()) {
      page.raw("<tr>").element("td", assessment.codes().where(segment));
      page.element("td class=\"n\"", NumberText.percent(segment.referenceShare()));
      page.element("td class=\"n\"", NumberText.percent(segment.currentShare()));
      page.raw("</tr>\n");
    }
    page.raw("</table>\n");
  }

  private static void multivariate(Html page, MultivariateDrift found) {
    page.raw("<h3>All features together</h3>\n<ul>");
    String domain = found.domain().describe() + telling(found.domain());
    switch (found.domain()) {
      case DomainDrift.Measured measured -> line(page, measured.drifted(), domain);
      case DomainDrift.NotEnoughData _ -> page.element("li", "not enough data: " + domain);
    }
    String error = found.reconstruction().describe();
    switch (found.reconstruction()) {
      case ReconstructionDrift.Measured measured -> line(page, measured.drifted(), error);
      case ReconstructionDrift.NotEnoughData _ -> page.element("li", "not enough data: " + error);
    }
    page.raw("</ul>\n");
  }

  private static void line(Html page, boolean drifted, String sentence) {
    page.raw("<li>").raw(drifted ? "<b>drifted</b>: " : "stable: ").text(sentence).raw("</li>");
  }

  private static String telling(DomainDrift domain) {
    return switch (domain) {
      case DomainDrift.Measured measured
          when measured.drifted() && !measured.features().isEmpty() ->
          ", by "
              + measured.features().stream()
                  .limit(5)
                  .map(t -> "%s (%s)".formatted(t.feature(), NumberText.percent(t.share())))
                  .collect(Collectors.joining(", "));
      case DomainDrift.Measured _, DomainDrift.NotEnoughData _ -> "";
    };
  }
}
