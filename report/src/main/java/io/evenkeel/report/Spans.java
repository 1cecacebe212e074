package io.evenkeel.report;

import io.evenkeel.report.Histogram.AxisScale;
import io.evenkeel.report.Histogram.Tick;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/// Spans that cover all values, with round ends where the axis is linear.
///
/// @param scale how values become places
/// @param middle half the width of the linear middle of a symmetric logarithmic axis
/// @param whole whether all values are whole
/// @param edges the ends of the spans, ascending
@SuppressWarnings("ArrayRecordComponent") // used within one method, and compared by nobody
record Spans(AxisScale scale, double middle, boolean whole, double[] edges) {
  private static final int ABOUT = 30;
  private static final double HEAVY_RANGE = 6;
  private static final double HEAVY_SIDE = 4.5;
  private static final int MOST_TICKS = 7;

  /// Chooses the axis: linear, unless a tail is heavy. A tail is heavy where the values reach six
  /// times as far as nine tenths of them do, or lie four and a half times as wide on one side of
  /// the median as on the other: beyond what an exponential law shows.
  static Spans over(double low, double high, boolean whole, Quantiles bulk) {
    double width = bulk.q95() - bulk.q05();
    double above = bulk.q95() - bulk.q50();
    double below = bulk.q50() - bulk.q05();
    boolean heavy =
        high - low > HEAVY_RANGE * width
            || Math.max(above, below) > HEAVY_SIDE * Math.min(above, below);
    if (!heavy || width == 0) {
      return linear(low, high, whole);
    }
    return low > 0 ? logarithmic(low, high, whole) : symmetric(low, high, whole, bulk.small());
  }

  private static Spans linear(double low, double high, boolean whole) {
    double step = round((high - low) / ABOUT, whole);
    double first = Math.floor(low / step) * step;
    int count = (int) Math.floor((high - first) / step) + 1;
    double[] edges = new double[count + 1];
    for (int i = 0; i <= count; i++) {
      edges[i] = first + i * step;
    }
    return new Spans(AxisScale.LINEAR, 1, whole, edges);
  }

  private static Spans logarithmic(double low, double high, boolean whole) {
    double decades = Math.log10(high / low);
    int count = Math.max(8, Math.min(40, (int) Math.ceil(decades * 10)));
    double[] edges = new double[count + 1];
    for (int i = 0; i <= count; i++) {
      edges[i] = low * Math.pow(high / low, (double) i / count);
    }
    return new Spans(AxisScale.LOGARITHMIC, 1, whole, cover(edges, low, high, whole));
  }

  private static Spans symmetric(double low, double high, boolean whole, double small) {
    double middle = whole ? 1 : small;
    double from = asinh(low / middle);
    double to = asinh(high / middle);
    double[] edges = new double[ABOUT + 1];
    for (int i = 0; i <= ABOUT; i++) {
      edges[i] = middle * Math.sinh(from + (to - from) * i / ABOUT);
    }
    return new Spans(
        AxisScale.SYMMETRIC_LOGARITHMIC, middle, whole, cover(edges, low, high, whole));
  }

  /// Edges of which the first and last are the least and the largest value; between whole values
  /// where all are whole, so that no span is empty by construction.
  private static double[] cover(double[] edges, double low, double high, boolean whole) {
    edges[0] = low;
    edges[edges.length - 1] = whole ? high + 1 : high;
    return whole ? DoubleStream.of(edges).map(Math::ceil).distinct().toArray() : edges;
  }

  /// The place of a value on the axis, 0 to 1.
  double place(double value) {
    double low = warp(edges[0]);
    double high = warp(edges[edges.length - 1]);
    return high == low ? 0.5 : Math.clamp((warp(value) - low) / (high - low), 0, 1);
  }

  private double warp(double value) {
    return switch (scale) {
      case LINEAR -> value;
      case LOGARITHMIC -> Math.log(value);
      case SYMMETRIC_LOGARITHMIC -> asinh(value / middle);
    };
  }

  /// The span in words.
  String label(int span) {
    double to = whole ? edges[span + 1] - 1 : edges[span + 1];
    String from = NumberText.plain(edges[span]);
    return edges[span] == to ? from : from + " to " + NumberText.plain(to);
  }

  /// The values that are named on the axis.
  List<Tick> ticks() {
    double low = edges[0];
    double high = edges[edges.length - 1];
    List<Double> values = new ArrayList<>();
    if (scale == AxisScale.LINEAR || (scale == AxisScale.LOGARITHMIC && high < 10 * low)) {
      double step = round((high - low) / (MOST_TICKS - 1), whole);
      for (double value = Math.ceil(low / step) * step; value <= high; value += step) {
        values.add(Math.abs(value) < step / 1000 ? 0 : value);
      }
      return ticks(values);
    }
    double least = scale == AxisScale.LOGARITHMIC ? low : middle;
    for (int power = (int) Math.ceil(Math.log10(high)); Math.pow(10, power) >= least; power--) {
      addWithin(values, Math.pow(10, power));
      if (high < 300 * low && scale == AxisScale.LOGARITHMIC) {
        addWithin(values, 2 * Math.pow(10, power));
        addWithin(values, 5 * Math.pow(10, power));
      }
    }
    if (scale == AxisScale.SYMMETRIC_LOGARITHMIC) {
      addWithin(values, 0);
      for (int power = (int) Math.ceil(Math.log10(least)); Math.pow(10, power) <= -low; power++) {
        addWithin(values, -Math.pow(10, power));
      }
    }
    return ticks(values.stream().sorted().toList());
  }

  private void addWithin(List<Double> values, double value) {
    if (value >= edges[0] && value <= edges[edges.length - 1]) {
      values.add(value);
    }
  }

  /// Names values as long as they do not crowd; 0 always.
  private List<Tick> ticks(List<Double> values) {
    List<Tick> ticks = new ArrayList<>();
    double last = -1;
    for (double value : values) {
      double place = place(value);
      if (place - last >= 1.0 / (MOST_TICKS + 1)) {
        ticks.add(new Tick(place, NumberText.tick(value)));
        last = place;
      }
    }
    return ticks;
  }

  /// The smallest of 1, 2, 2.5 or 5 times a power of ten that is at least `step`.
  private static double round(double step, boolean whole) {
    double least = whole ? Math.max(1, step) : step;
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (double times :
        whole && power < 10 ? new double[] {1, 2, 5} : new double[] {1, 2, 2.5, 5}) {
      if (times * power >= least * (1 - 1e-9)) {
        return times * power;
      }
    }
    return 10 * power;
  }

  private static double asinh(double x) {
    double magnitude = Math.abs(x);
    return Math.copySign(Math.log(magnitude + Math.sqrt(magnitude * magnitude + 1)), x);
  }
}
