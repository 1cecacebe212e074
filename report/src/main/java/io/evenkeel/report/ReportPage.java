package io.evenkeel.report;

import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.Verdict;
import io.evenkeel.incident.Recommendation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// An assessment as a page for people: one HTML file without scripts, which opens offline, light or
/// dark as the reader has it, and prints.
public final class ReportPage {
  private static final int MOST_NAMES = 12;
  private static final String STYLE = style();

  private ReportPage() {}

  /// The whole page.
  public static String html(Assessment assessment) {
    Subject subject = assessment.subject();
    Html page = new Html();
    page.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.raw("<meta name=\"viewport\" content=\"width=device-width\">\n");
    page.element("title", subject.title() + ": " + headline(assessment.drift()));
    page.raw("\n<style>\n").raw(STYLE).raw("</style>\n</head>\n<body>\n");
    page.element("p class=\"over\"", subject.title());
    verdict(page, assessment);
    facts(page, assessment);
    PerformanceSection.append(page, assessment.performance());
    CauseSection.append(page, assessment);
    FeatureSection.append(page, assessment);
    QualitySection.append(page, assessment);
    assessment.parity().ifPresent(parity -> ParitySection.append(page, parity));
    made(page, assessment);
    return page.raw("</body>\n</html>\n").toString();
  }

  /// The verdict in a few words, for instance `Drift: 2 of 8 features`.
  public static String headline(DriftReport drift) {
    int all = drift.features().size();
    int drifted = drift.driftedFeatures().size();
    return switch (drift.verdict()) {
      case Verdict.NotEnoughData(long seen, long needed) ->
          "Not enough data: %s of %s rows"
              .formatted(NumberText.count(seen), NumberText.count(needed));
      case Verdict.Stable _ -> "No drift: none of %d features".formatted(all);
      case Verdict.Drifted _ -> "Drift: %d of %d features".formatted(drifted, all);
    };
  }

  private static void verdict(Html page, Assessment assessment) {
    DriftReport drift = assessment.drift();
    boolean doubtful =
        !drift.qualityIssues().isEmpty()
            || !assessment.cause().faults().isEmpty()
            || assessment.cause().multivariate().filter(m -> m.drifted()).isPresent()
            || assessment.performance().estimated().filter(e -> e.alert()).isPresent();
    String kind =
        switch (drift.verdict()) {
          case Verdict.Drifted _ -> " bad";
          case Verdict.NotEnoughData _ -> " unknown";
          case Verdict.Stable _ -> doubtful ? " watchful" : "";
        };
    page.raw("<header class=\"verdict").raw(kind).raw("\">\n").element("h1", headline(drift));
    if (!drift.driftedFeatures().isEmpty()) {
      page.element("p class=\"names\"", names(drift));
    }
    assessment
        .watch()
        .ifPresent(finding -> page.raw("<p><b>The watch:</b> ").text(finding).raw("</p>\n"));
    Recommendation recommendation = assessment.recommendation();
    page.raw("<div class=\"todo\"><div><b>The policy would</b> <span class=\"tag\">");
    page.text(recommendation.decision().code()).raw("</span> <span class=\"soft\">");
    page.text("confidence " + NumberText.decimals(recommendation.confidence(), 2)).raw("</span>");
    page.element("p", recommendation.reasoning());
    page.raw("</div><div><b>What a person should do</b>");
    page.element("p", assessment.advice()).raw("</div></div>\n</header>\n");
  }

  private static String names(DriftReport drift) {
    int more = drift.driftedFeatures().size() - MOST_NAMES;
    String names = String.join(", ", drift.driftedFeatures().stream().limit(MOST_NAMES).toList());
    return more > 0 ? names + " and %d more".formatted(more) : names;
  }

  private static void facts(Html page, Assessment assessment) {
    Subject subject = assessment.subject();
    page.raw("<dl>\n");
    fact(page, "Reference", rows(subject.reference(), subject.referenceRows()));
    fact(page, "Current", rows(subject.current(), subject.currentRows()));
    fact(page, "Drift score", score(assessment.drift()));
    PerformanceSection.headline(assessment.performance())
        .ifPresent(said -> fact(page, "Performance", said));
    for (Subject.Fact fact : subject.facts()) {
      fact(page, fact.name(), fact.value());
    }
    page.raw("</dl>\n");
  }

  private static String rows(String what, long rows) {
    return rows == 0 ? what : "%s, %s rows".formatted(what, NumberText.count(rows));
  }

  private static String score(DriftReport drift) {
    Optional<Double> score = Verdicts.score(drift.verdict());
    return score
        .map(s -> "%s, the share of drifted features".formatted(NumberText.decimals(s, 3)))
        .orElse("unknown");
  }

  private static void fact(Html page, String name, String value) {
    page.element("dt", name).element("dd", value).raw("\n");
  }

  private static void made(Html page, Assessment assessment) {
    page.raw("<h2>How to read this page</h2>\n<p class=\"soft\">");
    page.raw(
        "A feature has drifted when its score passes its limit. The limit is the test's nominal ");
    page.raw("limit, raised for small windows so far that rows like the reference pass in 999 of ");
    page.raw("1,000 comparisons, over all features together. Every bar above ends at three times ");
    page.raw("the limit. Histograms show shares of each sample, so samples of different size can ");
    page.raw("be laid over each other.</p>\n");
    if (!assessment.notes().isEmpty()) {
      page.raw("<ul class=\"soft\">");
      assessment.notes().forEach(note -> page.element("li", note));
      page.raw("</ul>\n");
    }
    assessment
        .schema()
        .ifPresent(schema -> {
          page.raw("<details class=\"more\"><summary>the schema</summary>");
          page.element("pre", SchemaText.of(schema, List.of())).raw("</details>\n");
        });
  }

  private static String style() {
    try (InputStream css = ReportPage.class.getResourceAsStream("page.css")) {
      if (css == null) {
        throw new IllegalStateException("page.css is not in the jar");
      }
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("page.css cannot be read", e);
    }
  }
}
