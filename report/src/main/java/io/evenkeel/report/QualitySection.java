package io.evenkeel.report;

import io.evenkeel.drift.ColumnSummary;
import io.evenkeel.drift.DataSummary;
import io.evenkeel.drift.QualityIssue;
import java.util.List;
import java.util.stream.Collectors;

/// Data quality and the summary of the tables, on the page.
final class QualitySection {
  private static final int MOST_NAMES = 20;

  private QualitySection() {}

  static void append(Html page, Assessment assessment) {
    page.raw("<h2>Data quality</h2>\n");
    List<QualityIssue> issues = assessment.drift().qualityIssues();
    if (issues.isEmpty()) {
      page.raw("<p>No issues.</p>\n");
    } else {
      page.raw("<ul>");
      for (QualityIssue issue : issues) {
        page.element("li", assessment.codes().describe(issue));
      }
      page.raw("</ul>\n");
    }
    if (assessment.referenceSummary().isPresent() && assessment.currentSummary().isPresent()) {
      summary(page, assessment.referenceSummary().get(), assessment.currentSummary().get());
    }
  }

  private static void summary(Html page, DataSummary before, DataSummary now) {
    page.raw(
        "<table><tr><th></th><th class=\"n\">reference</th><th class=\"n\">current</th></tr>\n");
    row(page, "rows", count(before.rows()), count(now.rows()));
    row(page, "features, numeric", count(before.numericColumns()), count(now.numericColumns()));
    row(
        page,
        "features, categorical",
        count(before.categoricalColumns()),
        count(now.categoricalColumns()));
    row(page, "missing cells", missing(before), missing(now));
    row(page, "infinite cells", count(infinite(before)), count(infinite(now)));
    row(page, "empty rows", count(before.emptyRows()), count(now.emptyRows()));
    row(page, "repeated rows", count(before.duplicatedRows()), count(now.duplicatedRows()));
    row(page, "empty features", names(before.emptyColumns()), names(now.emptyColumns()));
    row(page, "constant features", names(before.constantColumns()), names(now.constantColumns()));
    row(
        page,
        "almost constant features",
        names(before.almostConstantColumns()),
        names(now.almostConstantColumns()));
    row(page, "equal features", pairs(before.duplicatedColumns()), pairs(now.duplicatedColumns()));
    row(
        page,
        "almost equal features",
        pairs(before.almostDuplicatedColumns()),
        pairs(now.almostDuplicatedColumns()));
    page.raw("</table>\n");
  }

  private static void row(Html page, String name, String before, String now) {
    page.raw("<tr>").element("td", name).element("td class=\"n\"", before);
    page.element("td class=\"n\"", now).raw("</tr>\n");
  }

  private static String missing(DataSummary table) {
    return count(table.missingCells()) + " (" + NumberText.percent(table.missingShare()) + ")";
  }

  private static long infinite(DataSummary table) {
    return table.columns().stream().mapToLong(ColumnSummary::infinite).sum();
  }

  private static String pairs(List<DataSummary.ColumnPair> pairs) {
    return names(pairs.stream().map(p -> p.first() + " = " + p.second()).toList());
  }

  private static String names(List<String> names) {
    if (names.isEmpty()) {
      return "none";
    }
    return names.size() > MOST_NAMES
        ? names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "))
            + " and %d more".formatted(names.size() - MOST_NAMES)
        : String.join(", ", names);
  }

  private static String count(long value) {
    return NumberText.count(value);
  }
}
