package io.evenkeel.console;

import io.evenkeel.console.PostMortem.End;
import io.evenkeel.report.Html;
import io.evenkeel.report.NumberText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A post-mortem as a page: one HTML file without scripts and without anything from outside, light
/// or dark as the reader has it.
public final class PostMortemPage {
  private PostMortemPage() {}

  /// The whole page.
  public static String html(PostMortem incident) {
    Html page = new Html();
    page.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.raw("<meta name=\"viewport\" content=\"width=device-width\">\n");
    page.element("title", incident.id() + ": " + incident.headline());
    page.raw("\n<style>\n").raw(Styles.CSS).raw("</style>\n</head>\n<body>\n");
    page.element("p class=\"over\"", "Post-mortem " + incident.id());
    head(page, incident);
    steps(page, incident);
    impact(page, incident.impact());
    story(page, incident);
    evidence(page, incident.evidence());
    refusals(page, incident.refusals());
    changes(page, incident.changes());
    lists(page, incident);
    page.raw("<p class=\"soft\">Written by Evenkeel from its journal, ");
    page.text(TimeText.second(incident.written()))
        .raw(".<br>Head of the ledger's chain: <code>")
        .text(incident.head().text())
        .raw("</code>; check it with <code>ledger verify --head</code>.</p>\n");
    return page.raw("</body>\n</html>\n").toString();
  }

  private static void head(Html page, PostMortem incident) {
    String kind =
        switch (incident.end()) {
          case End.Measured _ -> "";
          case End.ClosedBy _ -> " watchful";
          case End.Open _ -> " bad";
        };
    page.raw("<header class=\"verdict").raw(kind).raw("\">\n").element("h1", incident.headline());
    page.element("p class=\"names\"", String.join(", ", incident.cause()));
    page.raw("<p class=\"soft\">Opened under ").element("b", incident.version());
    page.raw(", detected ").text(TimeText.second(incident.timeline().detected()));
    page.text(incident.serving().isEmpty() ? ". Nothing serves now." : "; now serves ");
    if (!incident.serving().isEmpty()) {
      page.element("b", incident.serving()).raw(".");
    }
    page.raw("</p>\n</header>\n");
  }

  private static void steps(Html page, PostMortem incident) {
    page.raw("<div class=\"figures\">\n");
    for (PostMortem.Step step : incident.steps()) {
      page.raw("<div><b>").text(step.took().map(TimeText::span).orElse("–")).raw("</b> ");
      page.element("span", step.name()).element("small", step.meaning()).raw("</div>\n");
    }
    page.raw("</div>\n");
    bar(page, incident);
  }

  /// The steps on one line, as long as they took.
  private static void bar(Html page, PostMortem incident) {
    List<PostMortem.Step> parts = incident.steps().subList(0, 4);
    double whole = parts.stream().mapToDouble(step -> seconds(step.took())).sum();
    if (whole <= 0) {
      return;
    }
    page.raw("<svg class=\"bar\" viewBox=\"0 0 1000 26\" role=\"img\" aria-label=\"the steps by ");
    page.raw("their length\">\n");
    double at = 0;
    for (PostMortem.Step step : parts) {
      double width = 1000 * seconds(step.took()) / whole;
      if (width > 0) {
        page.raw("<rect class=\"s-").raw(step.name()).raw("\" x=\"").raw(at(at));
        page.raw("\" y=\"0\" width=\"").raw(at(Math.max(width - 2, 1))).raw("\" height=\"26\"/>\n");
        if (width > 70) {
          page.raw("<text x=\"").raw(at(at + 8)).raw("\" y=\"17\">").text(step.name());
          page.raw("</text>\n");
        }
      }
      at += width;
    }
    page.raw("</svg>\n");
  }

  private static double seconds(Optional<Duration> took) {
    return took.map(span -> Math.max(0, span.toMillis() / 1000.0)).orElse(0.0);
  }

  private static String at(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static void impact(Html page, Impact impact) {
    page.raw("<h2>What it had in its reach</h2>\n");
    switch (impact) {
      case Impact.Unknown(String reason) -> page.element("p", "Not known: " + reason + ".");
      case Impact.Measured measured -> {
        page.raw("<div class=\"figures\">\n");
        for (ImpactText.Figure figure : ImpactText.figures(measured)) {
          page.raw("<div>").element("b", figure.value()).raw(" ");
          page.element("small", figure.meaning()).raw("</div>\n");
        }
        page.raw("</div>\n").element("p class=\"soft\"", ImpactText.span(measured)).raw("\n");
      }
    }
  }

  private static void story(Html page, PostMortem incident) {
    Instant start = incident.timeline().onset().orElse(incident.timeline().detected());
    page.raw("<h2>What happened</h2>\n");
    page.raw("<p class=\"soft\">Time since ");
    page.text(incident.timeline().onset().isPresent() ? "the onset, " : "the report, ");
    page.text(TimeText.moment(start)).raw(".</p>\n<div class=\"wide\"><table>\n");
    for (PostMortem.Entry entry : incident.story()) {
      page.raw("<tr><td class=\"n\">");
      page.text(TimeText.span(Duration.between(start, entry.at()))).raw("</td><td>");
      page.element("span class=\"kind\"", entry.kind()).raw("</td><td>");
      page.text(entry.what()).raw("</td></tr>\n");
    }
    page.raw("</table></div>\n");
  }

  private static void evidence(Html page, List<PostMortem.Evidence> reports) {
    page.raw("<h2>Evidence</h2>\n");
    if (reports.isEmpty()) {
      page.raw("<p>The reports of that time are not kept any more.</p>\n");
    }
    for (PostMortem.Evidence report : reports) {
      page.raw("<details").raw(reports.indexOf(report) == 0 ? " open" : "").raw("><summary>");
      page.element("b", report.report());
      page.text(
          " %s, %s, %,d rows, drift score %s"
              .formatted(
                  TimeText.second(report.at()),
                  report.version(),
                  report.rows(),
                  report.driftScore().isPresent()
                      ? NumberText.decimals(report.driftScore().getAsDouble(), 3)
                      : "unknown"));
      page.raw("</summary>\n");
      if (!report.watch().isEmpty()) {
        page.element("p", report.watch());
      }
      report.faults().forEach(fault -> page.element("p class=\"fault\"", fault));
      page.raw("<div class=\"wide\"><table>\n<tr><th>feature</th><th>test</th>");
      page.raw("<th class=\"n\">score</th><th class=\"n\">limit</th><th></th></tr>\n");
      for (PostMortem.Feature feature : report.features()) {
        page.raw("<tr><td>").text(feature.name()).raw("</td><td>").text(feature.test());
        page.raw("</td><td class=\"n\">").text(NumberText.decimals(feature.score(), 4));
        page.raw("</td><td class=\"n\">").text(NumberText.decimals(feature.limit(), 4));
        page.raw(feature.drifted() ? "</td><td class=\"alarm\">drifted" : "</td><td>");
        page.raw("</td></tr>\n");
      }
      page.raw("</table></div></details>\n");
    }
  }

  private static void refusals(Html page, List<PostMortem.Refusal> refusals) {
    page.raw("<h2>What was not done, and why</h2>\n");
    if (refusals.isEmpty()) {
      page.raw("<p>Nothing was refused, and nothing failed.</p>\n");
      return;
    }
    page.raw("<div class=\"wide\"><table>\n");
    for (PostMortem.Refusal refusal : refusals) {
      page.raw("<tr><td class=\"n\">").text(TimeText.second(refusal.at())).raw("</td><td>");
      page.text(refusal.action()).raw("</td><td>");
      page.element("span class=\"kind\"", refusal.code()).raw("</td><td>");
      page.text(refusal.why()).raw("</td></tr>\n");
    }
    page.raw("</table></div>\n");
  }

  private static void changes(Html page, List<PostMortem.Change> changes) {
    page.raw("<h2>Changes of the champion</h2>\n");
    if (changes.isEmpty()) {
      page.raw("<p>None.</p>\n");
    }
    for (PostMortem.Change change : changes) {
      page.raw("<p><b>").text(change.version()).raw("</b> <span class=\"soft\">since ");
      page.text(TimeText.moment(change.at())).raw("</span><br>").text(change.why());
      if (!change.digest().isEmpty()) {
        page.raw("<br>").element("code", change.digest());
      }
      page.raw("</p>\n");
    }
  }

  private static void lists(Html page, PostMortem incident) {
    list(page, "What people said", MarkText.lines(incident.marks()));
    list(page, "What went well", incident.well());
    list(page, "What did not", incident.badly());
    list(
        page,
        "The same cause before",
        incident.earlier().stream()
            .map(other ->
                "%s, detected %s: %s"
                    .formatted(other.id(), TimeText.second(other.detected()), other.end()))
            .toList());
  }

  private static void list(Html page, String title, List<String> items) {
    if (items.isEmpty()) {
      return;
    }
    page.element("h2", title).raw("\n<ul>\n");
    items.forEach(item -> page.element("li", item).raw("\n"));
    page.raw("</ul>\n");
  }
}
