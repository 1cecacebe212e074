package io.evenkeel.monitor;

import java.util.List;
import java.util.Locale;

/// A histogram as inline SVG: the window's narrow bars over the reference's wide ones.
final class HistogramDrawing {
  private static final int WIDTH = 260;
  private static final int HEIGHT = 56;
  private static final int LABELS = 14;

  private HistogramDrawing() {}

  static String svg(Histogram histogram) {
    List<Histogram.Bin> bins = histogram.bins();
    if (bins.isEmpty()) {
      return "";
    }
    double highest =
        bins.stream().mapToDouble(b -> Math.max(b.reference(), b.current())).max().orElse(1);
    double step = (double) WIDTH / bins.size();
    StringBuilder svg = new StringBuilder(2048);
    svg.append(
        "<svg width=\"%d\" height=\"%d\" role=\"img\" aria-label=\"%s\">"
            .formatted(
                WIDTH,
                HEIGHT + LABELS,
                ReportPage.escape("Distribution of " + histogram.feature())));
    for (int b = 0; b < bins.size(); b++) {
      bar(svg, "r", b * step + step * 0.04, step * 0.92, bins.get(b).reference() / highest);
      bar(svg, "c", b * step + step * 0.27, step * 0.46, bins.get(b).current() / highest);
    }
    String lowest = ReportPage.escape(bins.getFirst().label());
    String last = ReportPage.escape(bins.getLast().label());
    svg.append("<text x=\"0\" y=\"%d\">%s</text>".formatted(HEIGHT + LABELS - 3, lowest));
    svg.append(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>"
            .formatted(WIDTH, HEIGHT + LABELS - 3, last));
    return svg.append("</svg>").toString();
  }

  private static void bar(StringBuilder svg, String kind, double x, double width, double share) {
    if (share > 0) {
      double height = Math.max(0.5, share * HEIGHT);
      svg.append(
          String.format(
              Locale.ROOT,
              "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
              kind,
              x,
              HEIGHT - height,
              width,
              height));
    }
  }
}
