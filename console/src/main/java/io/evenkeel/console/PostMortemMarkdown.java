package io.evenkeel.console;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// A post-mortem as Markdown. Text of people and of reports is written so that nothing in it
/// becomes markup.
public final class PostMortemMarkdown {
  private final StringBuilder out = new StringBuilder();

  private PostMortemMarkdown() {}

  /// The whole document.
  public static String write(PostMortem incident) {
    return new PostMortemMarkdown().all(incident);
  }

  private String all(PostMortem incident) {
    line("# Post-mortem of " + code(incident.id()));
    line("");
    line("**" + text(incident.headline()) + ".** " + summary(incident));
    section("Times");
    row("step", "from, to", "took");
    row("---", "---", "---:");
    for (PostMortem.Step step : incident.steps()) {
      row(step.name(), step.meaning(), step.took().map(TimeText::span).orElse("not known"));
    }
    section("What it had in its reach");
    ImpactText.lines(incident.impact()).forEach(words -> line("- " + text(words)));
    section("What happened");
    boolean dated = incident.timeline().onset().isPresent();
    row("time", dated ? "after the onset" : "after the report", "", "");
    row("---", "---:", "---", "---");
    Instant start = incident.timeline().onset().orElse(incident.timeline().detected());
    for (PostMortem.Entry entry : incident.story()) {
      row(
          TimeText.moment(entry.at()),
          TimeText.span(Duration.between(start, entry.at())),
          entry.kind(),
          text(entry.what()));
    }
    section("Evidence");
    if (incident.evidence().isEmpty()) {
      line("The reports of that time are not kept any more.");
    }
    incident.evidence().forEach(this::evidence);
    list(
        "What was not done, and why",
        "Nothing was refused, and nothing failed.",
        incident.refusals().stream()
            .map(refusal ->
                "%s %s, %s: %s"
                    .formatted(
                        TimeText.moment(refusal.at()),
                        refusal.action(),
                        refusal.code(),
                        refusal.why()))
            .toList());
    list(
        "Changes of the champion",
        "None.",
        incident.changes().stream()
            .map(change ->
                "%s %s: %s%s"
                    .formatted(
                        TimeText.moment(change.at()),
                        change.version(),
                        change.why(),
                        change.digest().isEmpty() ? "" : " (digest " + change.digest() + ")"))
            .toList());
    list("What people said", "Nothing.", MarkText.lines(incident.marks()));
    list("What went well", "Nothing that the journal tells.", incident.well());
    list("What did not", "Nothing that the journal tells.", incident.badly());
    list(
        "The same cause before",
        "Never.",
        incident.earlier().stream()
            .map(other ->
                "%s, detected %s: %s"
                    .formatted(other.id(), TimeText.second(other.detected()), other.end()))
            .toList());
    line("");
    line("Written by Evenkeel from its journal, " + TimeText.second(incident.written()) + ".");
    line(
        "Head of the ledger's chain: `"
            + incident.head().text()
            + "`; check it with `ledger verify --head`.");
    return out.toString();
  }

  private static String summary(PostMortem incident) {
    String cause =
        incident.cause().isEmpty()
            ? "no feature"
            : String.join(", ", incident.cause().stream().map(PostMortemMarkdown::code).toList());
    String serving = incident.serving().isEmpty() ? "nothing" : code(incident.serving());
    return "Cause: %s. Opened under %s; %s serves now."
        .formatted(cause, code(incident.version()), serving);
  }

  private void evidence(PostMortem.Evidence report) {
    line(
        "%s, %s, %s, %d rows, drift score %s%s"
            .formatted(
                code(report.report()),
                TimeText.second(report.at()),
                code(report.version()),
                report.rows(),
                report.driftScore().isPresent()
                    ? String.format(Locale.ROOT, "%.3f", report.driftScore().getAsDouble())
                    : "unknown",
                report.watch().isEmpty() ? "" : "; " + text(report.watch())));
    line("");
    row("feature", "test", "score", "limit", "");
    row("---", "---", "---:", "---:", "---");
    for (PostMortem.Feature feature : report.features()) {
      row(
          code(feature.name()),
          feature.test(),
          number(feature.score()),
          number(feature.limit()),
          feature.drifted() ? "drifted" : "");
    }
    if (!report.faults().isEmpty()) {
      line("");
    }
    report.faults().forEach(fault -> line("- " + text(fault)));
    line("");
  }

  private void list(String title, String none, List<String> items) {
    section(title);
    if (items.isEmpty()) {
      line(none);
    }
    items.forEach(item -> line("- " + text(item)));
  }

  private void section(String title) {
    line("");
    line("## " + title);
    line("");
  }

  private void row(String... cells) {
    line("| " + String.join(" | ", cells) + " |");
  }

  private void line(String line) {
    out.append(line).append('\n');
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.4f", value);
  }

  /// A name of ours, which has no back quotes.
  private static String code(String name) {
    return "`" + name.replaceAll("[`|\\p{Cntrl}]", "") + "`";
  }

  /// One line in which nothing is markup.
  static String text(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ").replaceAll("([\\\\`*\\[\\]<|#~&]|^>)", "\\\\$1");
  }
}
