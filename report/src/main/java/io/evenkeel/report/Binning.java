package io.evenkeel.report;

import io.evenkeel.report.Histogram.Axis;
import io.evenkeel.report.Histogram.Bin;
import io.evenkeel.report.Histogram.Tick;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.DoubleFunction;

/// Chooses the bins on which two samples of a feature are shown.
public final class Binning {
  private static final int MOST_VALUES = 50;
  private static final int FEW_VALUES = 12;
  private static final int MOST_CATEGORIES = 24;
  private static final int MOST_CODES = 30;

  private Binning() {}

  /// Bins numbers: one bar a value where they are whole and lie close, or are few; else spans, on a
  /// logarithmic axis where a tail is heavy. Values that are not finite are left out.
  ///
  /// @param feature the name
  /// @param unit the unit, for people; may be empty
  /// @param reference the reference's values; not changed
  /// @param current the current values; not changed
  public static Histogram numeric(
      String feature, String unit, double[] reference, double[] current) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    boolean whole = true;
    for (double[] values : new double[][] {reference, current}) {
      for (double value : values) {
        if (Double.isFinite(value)) {
          low = Math.min(low, value);
          high = Math.max(high, value);
          whole &= value == Math.rint(value);
        }
      }
    }
    if (low > high) {
      return new Histogram(feature, new Axis.Values(List.of()), List.of(), unit);
    }
    if (whole && high - low < MOST_VALUES) {
      double[] all = new double[(int) (high - low) + 1];
      for (int i = 0; i < all.length; i++) {
        all[i] = low + i;
      }
      return values(feature, unit, all, reference, current);
    }
    double[] few = few(reference, current);
    if (few.length <= FEW_VALUES) {
      return values(feature, unit, few, reference, current);
    }
    Spans spans = Spans.over(low, high, whole, Quantiles.of(reference, current));
    return spans(feature, unit, spans, reference, current);
  }

  /// Bins categories: codes in their order, words from the commonest to the rarest; rare ones share
  /// the last bin. Missing values are left out.
  ///
  /// @param feature the name
  /// @param reference the reference's codes; not changed
  /// @param current the current codes; not changed
  /// @param label what a code means to people
  public static Histogram categorical(
      String feature, double[] reference, double[] current, DoubleFunction<String> label) {
    Map<Double, long[]> counts = new HashMap<>();
    long left = count(reference, counts, 0);
    long right = count(current, counts, 1);
    List<Category> categories = new ArrayList<>();
    boolean numbers = counts.size() <= MOST_CODES;
    for (Map.Entry<Double, long[]> entry : counts.entrySet()) {
      String name = label.apply(entry.getKey());
      numbers &= Cells.number(name);
      double before = left == 0 ? 0 : (double) entry.getValue()[0] / left;
      double now = right == 0 ? 0 : (double) entry.getValue()[1] / right;
      categories.add(new Category(entry.getKey(), name, before, now));
    }
    Comparator<Category> byShare =
        Comparator.comparingDouble(Category::reference)
            .thenComparingDouble(Category::current)
            .reversed()
            .thenComparingDouble(Category::code);
    List<Category> shown =
        numbers
            ? categories.stream().sorted(Comparator.comparingDouble(Category::number)).toList()
            : categories.stream()
                .sorted(
                    Comparator.comparingDouble(Category::larger)
                        .reversed()
                        .thenComparingDouble(Category::code))
                .limit(categories.size() <= MOST_CATEGORIES ? MOST_CATEGORIES : MOST_CATEGORIES - 1)
                .sorted(byShare)
                .toList();
    int hidden = categories.size() - shown.size();
    List<Bin> bins = new ArrayList<>();
    int all = shown.size() + (hidden > 0 ? 1 : 0);
    for (Category category : shown) {
      bins.add(bin(category.name(), bins.size(), all, category.reference(), category.current()));
    }
    if (hidden > 0) {
      double before = 1 - shown.stream().mapToDouble(Category::reference).sum();
      double now = 1 - shown.stream().mapToDouble(Category::current).sum();
      bins.add(
          bin(
              hidden + " others",
              bins.size(),
              all,
              left == 0 ? 0 : Math.max(0, before),
              right == 0 ? 0 : Math.max(0, now)));
    }
    return new Histogram(feature, new Axis.Categories(hidden), bins, "");
  }

  private record Category(double code, String name, double reference, double current) {
    double number() {
      return Cells.parse(name);
    }

    double larger() {
      return Math.max(reference, current);
    }
  }

  private static long count(double[] values, Map<Double, long[]> counts, int side) {
    long all = 0;
    for (double value : values) {
      if (Double.isFinite(value)) {
        counts.computeIfAbsent(value + 0.0, _ -> new long[2])[side]++;
        all++;
      }
    }
    return all;
  }

  private static Bin bin(String label, int at, int all, double reference, double current) {
    return new Bin(label, (double) at / all, (at + 1.0) / all, reference, current);
  }

  private static Histogram values(
      String feature, String unit, double[] all, double[] reference, double[] current) {
    double[] before = shares(reference, all);
    double[] now = shares(current, all);
    List<Bin> bins = new ArrayList<>();
    List<Tick> ticks = new ArrayList<>();
    int step = 1;
    while (all.length / step > FEW_VALUES) {
      step = step == 1 ? 2 : step == 2 ? 5 : step * 2;
    }
    for (int i = 0; i < all.length; i++) {
      bins.add(bin(NumberText.plain(all[i]), i, all.length, before[i], now[i]));
      if (step == 1 || all[i] % step == 0) {
        ticks.add(new Tick((i + 0.5) / all.length, NumberText.tick(all[i])));
      }
    }
    return new Histogram(feature, new Axis.Values(ticks), bins, unit);
  }

  private static Histogram spans(
      String feature, String unit, Spans spans, double[] reference, double[] current) {
    double[] edges = spans.edges();
    double[] before = shares(reference, Arrays.copyOf(edges, edges.length - 1));
    double[] now = shares(current, Arrays.copyOf(edges, edges.length - 1));
    List<Bin> bins = new ArrayList<>();
    for (int b = 0; b + 1 < edges.length; b++) {
      bins.add(
          new Bin(
              spans.label(b), spans.place(edges[b]), spans.place(edges[b + 1]), before[b], now[b]));
    }
    return new Histogram(feature, new Axis.Spans(spans.scale(), spans.ticks()), bins, unit);
  }

  /// The share of the finite values from each start up to the next.
  private static double[] shares(double[] values, double[] starts) {
    long[] counts = new long[starts.length];
    long all = 0;
    for (double value : values) {
      if (Double.isFinite(value)) {
        int found = Arrays.binarySearch(starts, value + 0.0);
        counts[found >= 0 ? found : Math.max(0, -found - 2)]++;
        all++;
      }
    }
    double[] shares = new double[starts.length];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = all == 0 ? 0 : (double) counts[i] / all;
    }
    return shares;
  }

  /// The distinct finite values in ascending order; it stops to look once there are too many.
  private static double[] few(double[] reference, double[] current) {
    TreeSet<Double> found = new TreeSet<>();
    for (double[] values : new double[][] {reference, current}) {
      for (double value : values) {
        if (Double.isFinite(value) && found.add(value + 0.0) && found.size() > FEW_VALUES) {
          return found.stream().mapToDouble(Double::doubleValue).toArray();
        }
      }
    }
    return found.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
