package io.evenkeel.report;

import io.evenkeel.drift.ColumnSummary;
import io.evenkeel.drift.FeatureDrift;
import io.evenkeel.drift.Scale;
import io.evenkeel.drift.Verdict;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// The features on the page: those that drifted first and open, the others by how near they are to
/// their limits.
final class FeatureSection {
  /// Up to so many features are all shown open.
  private static final int FEW = 12;

  /// The bar ends at so many times the limit.
  private static final double BAR_END = 3;

  private static final int BAR_WIDTH = 126;

  private FeatureSection() {}

  static void append(Html page, Assessment assessment) {
    Map<String, FeatureView> views = new HashMap<>();
    assessment.features().forEach(view -> views.put(view.feature().name(), view));
    List<FeatureDrift> ordered =
        assessment.drift().features().stream()
            .sorted(
                Comparator.comparing(FeatureDrift::drifted)
                    .thenComparingDouble(Verdicts::ratio)
                    .reversed())
            .toList();
    page.raw("<h2>Features</h2>\n<p class=\"key soft\"><i class=\"kr\"></i>reference");
    page.raw("<i class=\"kc\"></i>current<i class=\"kd\"></i>current, drifted");
    page.raw("<i class=\"kl\"></i>limit<i class=\"kn\"></i>nominal limit</p>\n");
    for (FeatureDrift feature : ordered) {
      boolean open = ordered.size() <= FEW || feature.drifted();
      feature(page, feature, views.get(feature.feature()), assessment.codes(), open);
    }
  }

  private static void feature(
      Html page, FeatureDrift feature, @Nullable FeatureView view, Codes codes, boolean open) {
    page.raw("<details class=\"f").raw(feature.drifted() ? " d\"" : "\"");
    page.raw(open && view != null ? " open>\n<summary>" : ">\n<summary>");
    page.element("span class=\"name\"", feature.feature());
    page.raw(verdict(feature.verdict())).raw("<span class=\"sc\">");
    score(page, feature);
    page.raw("</span>")
        .raw(view == null ? "<span></span>" : HistogramDrawing.mini(view.histogram()));
    page.raw("</summary>\n");
    if (view != null) {
      page.raw("<div class=\"body\"><div>").raw(HistogramDrawing.svg(view.histogram()));
      page.raw("</div><div>");
      statistics(page, view, codes);
      page.raw("</div></div>\n");
    }
    page.raw("</details>\n");
  }

  private static String verdict(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Drifted _ -> "<span class=\"v\">drifted</span>";
      case Verdict.Stable _ -> "<span class=\"v\">stable</span>";
      case Verdict.NotEnoughData(long seen, long needed) ->
          "<span class=\"v few\">%s of %s values</span>"
              .formatted(NumberText.count(seen), NumberText.count(needed));
    };
  }

  private static void score(Html page, FeatureDrift feature) {
    Optional<Double> score = Verdicts.score(feature.verdict());
    double limit = feature.threshold();
    double nominal = feature.test().threshold();
    boolean chance = feature.test().scale() == Scale.P_VALUE;
    page.raw(bar(Verdicts.ratio(feature), nominalPlace(feature)));
    String name = chance ? "p" : feature.test().code();
    String said =
        score.map(s -> "%s %s".formatted(name, NumberText.score(s))).orElse(name)
            + (chance ? ", drift below " : ", limit ")
            + NumberText.score(limit);
    String code = chance ? " (" + feature.test().code() + ")" : "";
    boolean raised = Math.abs(limit - nominal) > 1e-12;
    page.raw("<span>").text(said + code);
    page.text(raised ? " (nominal %s)".formatted(NumberText.plain(nominal)) : "").raw("</span>");
  }

  private static double nominalPlace(FeatureDrift feature) {
    double nominal = feature.test().threshold();
    return feature.test().scale() == Scale.P_VALUE
        ? Math.log(nominal) / Math.log(feature.threshold())
        : nominal / feature.threshold();
  }

  /// The score as a bar whose limit stands at the same place for every feature.
  private static String bar(double ratio, double nominal) {
    double width = BAR_WIDTH * Math.min(ratio, BAR_END) / BAR_END;
    String limit = Html.at(BAR_WIDTH / BAR_END);
    StringBuilder svg = new StringBuilder();
    svg.append("<svg width=\"%d\" height=\"16\" aria-hidden=\"true\">".formatted(BAR_WIDTH + 2));
    svg.append("<rect class=\"track\" y=\"5\" width=\"%d\" height=\"6\"/>".formatted(BAR_WIDTH));
    if (width > 0) {
      svg.append(
          "<rect class=\"b\" y=\"4\" width=\"%s\" height=\"8\"/>"
              .formatted(Html.at(Math.max(1, width))));
    }
    if (nominal < 0.995) {
      svg.append(
          "<path class=\"nom\" d=\"M%s 1v14\"/>".formatted(Html.at(BAR_WIDTH * nominal / BAR_END)));
    }
    svg.append("<path class=\"lim\" d=\"M%s 0v16\"/></svg>".formatted(limit));
    return svg.toString();
  }

  private static void statistics(Html page, FeatureView view, Codes codes) {
    if (view.reference().isEmpty() || view.current().isEmpty()) {
      return;
    }
    ColumnSummary before = view.reference().get();
    ColumnSummary now = view.current().get();
    page.raw("<table><tr><th></th><th class=\"n\">reference</th><th class=\"n\">current</th></tr>");
    row(page, "values", count(before.rows() - before.missing()), count(now.rows() - now.missing()));
    row(
        page,
        "missing",
        NumberText.percent(before.missingShare()),
        NumberText.percent(now.missingShare()));
    if (before.infinite() + now.infinite() > 0) {
      row(page, "infinite", count(before.infinite()), count(now.infinite()));
    }
    row(page, "different values", count(before.distinct()), count(now.distinct()));
    if (view.feature() instanceof TableFeature.Numeric) {
      numbers(page, before.content(), now.content());
    } else {
      row(page, "commonest", commonest(before, codes), commonest(now, codes));
    }
    page.raw("</table>");
  }

  private static void numbers(Html page, ColumnSummary.Content left, ColumnSummary.Content right) {
    Optional<ColumnSummary.Numbers> before = numbers(left);
    Optional<ColumnSummary.Numbers> now = numbers(right);
    Map<String, ToDoubleFunction<ColumnSummary.Numbers>> figures = new LinkedHashMap<>();
    figures.put("mean", ColumnSummary.Numbers::mean);
    figures.put("standard deviation", ColumnSummary.Numbers::deviation);
    figures.put("min", ColumnSummary.Numbers::min);
    figures.put("25 %", ColumnSummary.Numbers::q25);
    figures.put("median", ColumnSummary.Numbers::q50);
    figures.put("75 %", ColumnSummary.Numbers::q75);
    figures.put("max", ColumnSummary.Numbers::max);
    figures.forEach((name, figure) ->
        row(
            page,
            name,
            before.map(n -> NumberText.plain(figure.applyAsDouble(n))).orElse("–"),
            now.map(n -> NumberText.plain(figure.applyAsDouble(n))).orElse("–")));
    long outBefore = before.map(ColumnSummary.Numbers::outOfRange).orElse(0L);
    long outNow = now.map(ColumnSummary.Numbers::outOfRange).orElse(0L);
    if (outBefore + outNow > 0) {
      row(page, "out of range", count(outBefore), count(outNow));
    }
  }

  private static Optional<ColumnSummary.Numbers> numbers(ColumnSummary.Content content) {
    return content instanceof ColumnSummary.Numbers numbers
        ? Optional.of(numbers)
        : Optional.empty();
  }

  private static String commonest(ColumnSummary column, Codes codes) {
    return column.commonest().map(c -> codes.label(column.name(), c.value())).orElse("–");
  }

  private static void row(Html page, String name, String before, String now) {
    page.raw("<tr>").element("td", name).element("td class=\"n\"", before);
    page.element("td class=\"n\"", now).raw("</tr>");
  }

  private static String count(long value) {
    return NumberText.count(value);
  }
}
