package io.evenkeel.monitor;

import io.evenkeel.events.Event;
import io.evenkeel.model.FeatureTable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/// A feature in the reference and in the window, on the same bins.
///
/// @param feature the feature
/// @param bins from low to high
record Histogram(String feature, List<Bin> bins) {
  private static final int MOST_BINS = 30;
  private static final double HEAVY_TAIL = 20;

  /// Copies the list.
  Histogram {
    bins = List.copyOf(bins);
  }

  /// One bar of each sample.
  ///
  /// @param label the value, or the lower end of the bin
  /// @param reference share of the reference, 0 to 1
  /// @param current share of the window, 0 to 1
  record Bin(String label, double reference, double current) {}

  /// One histogram a feature; none where there are no rows.
  static List<Histogram> of(References.Prepared reference, List<Event.Prediction> rows) {
    if (rows.isEmpty()) {
      return List.of();
    }
    FeatureTable table = reference.rows();
    double[][] current = reference.columns(rows);
    List<Histogram> histograms = new ArrayList<>();
    for (int f = 0; f < current.length; f++) {
      String name = table.schema().features().get(f).name();
      histograms.add(of(name, table.column(f), current[f]));
    }
    return histograms;
  }

  /// One bin a value where there are few, else equal bins from the lowest to the highest value, on
  /// a logarithmic axis where the tail is heavy. Values that are not finite are left out.
  static Histogram of(String feature, double[] reference, double[] current) {
    double[] left = finite(reference);
    double[] right = finite(current);
    double[] all = DoubleStream.concat(Arrays.stream(left), Arrays.stream(right)).toArray();
    Arrays.sort(all);
    if (all.length == 0) {
      return new Histogram(feature, List.of());
    }
    double[] values = Arrays.stream(all).distinct().limit(MOST_BINS + 1L).toArray();
    double[] starts = values.length <= MOST_BINS ? values : edges(all);
    double[] before = shares(starts, left);
    double[] now = shares(starts, right);
    List<Bin> bins = new ArrayList<>();
    for (int b = 0; b < starts.length; b++) {
      bins.add(new Bin(number(starts[b]), before[b], now[b]));
    }
    return new Histogram(feature, bins);
  }

  /// A number as people write it: four significant digits, no exponent.
  static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    return new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros().toPlainString();
  }

  private static double[] edges(double[] sorted) {
    double low = sorted[0];
    double high = sorted[sorted.length - 1];
    boolean logarithmic = low > 0 && high > HEAVY_TAIL * sorted[sorted.length / 2];
    double[] starts = new double[MOST_BINS];
    for (int b = 0; b < MOST_BINS; b++) {
      double part = (double) b / MOST_BINS;
      starts[b] = logarithmic ? low * Math.pow(high / low, part) : low + (high - low) * part;
    }
    return starts;
  }

  private static double[] shares(double[] starts, double[] values) {
    double[] shares = new double[starts.length];
    for (double value : values) {
      int found = Arrays.binarySearch(starts, value);
      int bin = found >= 0 ? found : Math.max(0, -found - 2);
      shares[bin] += 1.0 / values.length;
    }
    return shares;
  }

  private static double[] finite(double[] values) {
    return Arrays.stream(values).filter(Double::isFinite).toArray();
  }
}
