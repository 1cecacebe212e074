package io.evenkeel.report;

import io.evenkeel.report.Histogram.Axis;
import io.evenkeel.report.Histogram.Bin;
import io.evenkeel.report.Histogram.Tick;
import java.util.List;

/// A histogram as inline SVG: the reference filled, the current rows as a line over it. The two can
/// be told apart without their colours.
final class HistogramDrawing {
  private static final int WIDTH = 640;
  private static final int LEFT = 46;
  private static final int TOP = 14;
  private static final int HEIGHT = 170;
  private static final int BELOW = 36;
  private static final int ROW = 22;
  private static final int NAMES = 150;
  private static final int FIGURES = 150;
  private static final int LONGEST_NAME = 24;
  private static final int MINI_WIDTH = 136;
  private static final int MINI_HEIGHT = 30;

  private HistogramDrawing() {}

  /// The picture with axes and names.
  static String svg(Histogram histogram) {
    if (histogram.bins().isEmpty()) {
      return "<p class=\"soft\">No values to show.</p>";
    }
    return switch (histogram.axis()) {
      case Axis.Categories _ -> categories(histogram);
      case Axis.Values(List<Tick> ticks) -> bars(histogram, ticks);
      case Axis.Spans(Histogram.AxisScale scale, List<Tick> ticks) ->
          steps(histogram, scale, ticks);
    };
  }

  /// The shape alone, small, for a list.
  static String mini(Histogram histogram) {
    if (histogram.bins().isEmpty()) {
      return "";
    }
    boolean bars = !(histogram.axis() instanceof Axis.Spans);
    Frame frame = new Frame(0, 1, MINI_WIDTH, MINI_HEIGHT - 2, highest(histogram));
    return "<svg class=\"mini\" width=\"%d\" height=\"%d\" aria-hidden=\"true\">"
            .formatted(MINI_WIDTH, MINI_HEIGHT)
        + (bars
            ? path("r", frame.bars(histogram, false)) + path("b", frame.bars(histogram, true))
            : path("r", frame.steps(histogram, false)) + path("c", frame.steps(histogram, true)))
        + "</svg>";
  }

  private static String bars(Histogram histogram, List<Tick> ticks) {
    Frame frame = new Frame(LEFT, TOP, WIDTH - LEFT, HEIGHT, highest(histogram));
    return open(histogram, HEIGHT + TOP + BELOW)
        + grid(frame)
        + path("r", frame.bars(histogram, false))
        + path("b", frame.bars(histogram, true))
        + axis(frame, ticks, histogram.unit())
        + "</svg>";
  }

  private static String steps(Histogram histogram, Histogram.AxisScale scale, List<Tick> ticks) {
    Frame frame = new Frame(LEFT, TOP, WIDTH - LEFT, HEIGHT, highest(histogram));
    String note =
        switch (scale) {
          case LINEAR -> "";
          case LOGARITHMIC, SYMMETRIC_LOGARITHMIC -> "logarithmic axis";
        };
    String unit = histogram.unit();
    return open(histogram, HEIGHT + TOP + BELOW)
        + grid(frame)
        + path("r", frame.steps(histogram, false))
        + path("c", frame.steps(histogram, true))
        + axis(frame, ticks, unit.isEmpty() ? note : note.isEmpty() ? unit : unit + ", " + note)
        + "</svg>";
  }

  private static String categories(Histogram histogram) {
    List<Bin> bins = histogram.bins();
    int height = bins.size() * ROW + 4;
    double most = highest(histogram);
    int room = WIDTH - NAMES - FIGURES;
    StringBuilder svg = new StringBuilder(open(histogram, height));
    for (int b = 0; b < bins.size(); b++) {
      Bin bin = bins.get(b);
      int y = b * ROW;
      String name = bin.label();
      String shown = NumberText.shortened(name, LONGEST_NAME);
      svg.append(
          "<text class=\"s\" x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>"
              .formatted(NAMES - 8, y + 15, Html.escape(shown)));
      svg.append(rect("r", NAMES, y + 3, room * bin.reference() / most, 16));
      svg.append(rect("b", NAMES, y + 7, room * bin.current() / most, 8));
      String change =
          NumberText.percent(bin.reference()) + " → " + NumberText.percent(bin.current());
      svg.append(
          "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>"
              .formatted(WIDTH - 38, y + 15, Html.escape(change)));
      if (bin.fresh() || bin.gone()) {
        svg.append(
            "<text class=\"w\" x=\"%d\" y=\"%d\">%s</text>"
                .formatted(WIDTH - 32, y + 15, bin.fresh() ? "new" : "gone"));
      }
    }
    return svg.append("</svg>").toString();
  }

  /// Where on the drawing the bins go.
  private record Frame(double left, double top, double width, double height, double most) {
    double x(double place) {
      return left + place * width;
    }

    double y(double share) {
      return top + height * (1 - share / most);
    }

    /// One closed line over all bins.
    String steps(Histogram histogram, boolean current) {
      List<Bin> bins = histogram.bins();
      StringBuilder path = new StringBuilder();
      path.append('M').append(Html.at(x(bins.getFirst().from()))).append(' ').append(Html.at(y(0)));
      for (Bin bin : bins) {
        path.append('V').append(Html.at(y(current ? bin.current() : bin.reference())));
        path.append('H').append(Html.at(x(bin.to())));
      }
      return path.append('V').append(Html.at(y(0))).append('z').toString();
    }

    /// A bar a bin: wide for the reference, narrow for the current rows.
    String bars(Histogram histogram, boolean current) {
      StringBuilder path = new StringBuilder();
      for (Bin bin : histogram.bins()) {
        double share = current ? bin.current() : bin.reference();
        if (share > 0) {
          double inset = (bin.to() - bin.from()) * (current ? 0.3 : 0.06);
          double from = x(bin.from() + inset);
          double wide = x(bin.to() - inset) - from;
          double high = Math.max(0.7, y(0) - y(share));
          path.append('M').append(Html.at(from)).append(' ').append(Html.at(y(0)));
          path.append('v').append(Html.at(-high)).append('h').append(Html.at(wide));
          path.append('v').append(Html.at(high)).append('z');
        }
      }
      return path.toString();
    }
  }

  private static String open(Histogram histogram, int height) {
    return "<svg viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\" aria-label=\"%s\">"
        .formatted(
            WIDTH,
            height,
            WIDTH,
            Html.escape("Distribution of " + histogram.feature() + " in both samples"));
  }

  private static String grid(Frame frame) {
    StringBuilder svg = new StringBuilder();
    for (double part : new double[] {0.5, 1}) {
      String y = Html.at(frame.y(frame.most() * part));
      svg.append("<path class=\"g\" d=\"M%d %sH%d\"/>".formatted(LEFT, y, WIDTH));
      svg.append(
          "<text x=\"%d\" y=\"%s\" text-anchor=\"end\">%s</text>"
              .formatted(
                  LEFT - 6,
                  Html.at(frame.y(frame.most() * part) + 4),
                  Html.escape(NumberText.percent(frame.most() * part))));
    }
    return svg.toString();
  }

  private static String axis(Frame frame, List<Tick> ticks, String caption) {
    StringBuilder svg = new StringBuilder();
    int base = TOP + HEIGHT;
    svg.append("<path class=\"g\" d=\"M%d %dH%d".formatted(LEFT, base, WIDTH));
    for (Tick tick : ticks) {
      svg.append("M%s %dv4".formatted(Html.at(frame.x(tick.at())), base));
    }
    svg.append("\"/>");
    for (Tick tick : ticks) {
      String anchor = tick.at() < 0.02 ? "start" : tick.at() > 0.98 ? "end" : "middle";
      svg.append(
          "<text x=\"%s\" y=\"%d\" text-anchor=\"%s\">%s</text>"
              .formatted(
                  Html.at(frame.x(tick.at())), base + 16, anchor, Html.escape(tick.label())));
    }
    if (!caption.isEmpty()) {
      svg.append(
          "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>"
              .formatted(WIDTH, base + 32, Html.escape(caption)));
    }
    return svg.toString();
  }

  private static String rect(String kind, double x, double y, double width, double height) {
    return width <= 0
        ? ""
        : "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>"
            .formatted(
                kind, Html.at(x), Html.at(y), Html.at(Math.max(0.7, width)), Html.at(height));
  }

  private static String path(String kind, String path) {
    return "<path class=\"%s\" d=\"%s\"/>".formatted(kind, path);
  }

  private static double highest(Histogram histogram) {
    return histogram.bins().stream()
        .mapToDouble(b -> Math.max(b.reference(), b.current()))
        .max()
        .orElse(1);
  }
}
