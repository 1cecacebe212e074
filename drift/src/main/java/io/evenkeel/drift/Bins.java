package io.evenkeel.drift;

import java.util.Arrays;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/// Half-open bins that cover the line, for likelihoods.
///
/// The edges of a sample are its quantiles, close together in both tails, where a few rows that
/// moved far are seen, and around each value that holds 2 % of the sample, so that such a value has
/// a bin of its own.
///
/// @param edges ascending; `b` edges make `b + 1` bins
@SuppressWarnings("ArrayRecordComponent") // shared within the package and never written to
record Bins(double[] edges) {
  private static final double[] LEVELS = {
    .001, .005, .01, .02, .05, .1, .15, .2, .25, .3, .35, .4, .45, .5, .55, .6, .65, .7, .75, .8,
    .85, .9, .95, .98, .99, .995, .999
  };
  private static final double ATOM = 0.02;

  /// The bins of a sample of at least one value.
  static Bins of(Sample sample) {
    TreeSet<Double> edges = new TreeSet<>();
    for (double level : LEVELS) {
      edges.add(sample.sorted()[(int) (level * sample.size())]);
    }
    for (int i = 0; i < sample.distinct().length; i++) {
      if (sample.counts()[i] >= ATOM * sample.size()) {
        edges.add(sample.distinct()[i]);
        edges.add(Math.nextUp(sample.distinct()[i]));
      }
    }
    return new Bins(edges.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /// These bins cut further at the images of their edges.
  Bins and(DoubleUnaryOperator image) {
    return and(new Bins(Arrays.stream(edges).map(image).toArray()));
  }

  /// These bins cut further at the edges of others.
  Bins and(Bins others) {
    return new Bins(
        DoubleStream.concat(Arrays.stream(edges), Arrays.stream(others.edges))
            .sorted()
            .distinct()
            .toArray());
  }

  /// These bins with one for a single value.
  Bins around(double value) {
    return and(new Bins(new double[] {value, Math.nextUp(value)}));
  }

  /// How many bins there are.
  int size() {
    return edges.length + 1;
  }

  /// How many values of a sample lie in each bin.
  double[] counts(Sample sample) {
    double[] counts = new double[size()];
    int below = 0;
    for (int i = 0; i < edges.length; i++) {
      int next = Law.position(sample.sorted(), edges[i]);
      counts[i] = next - below;
      below = next;
    }
    counts[edges.length] = sample.size() - below;
    return counts;
  }

  /// The share of a law in each bin. Half a row of its `rows` is spread evenly over the bins: what
  /// a sample does not have is rare, not impossible.
  double[] shares(Law law, double rows) {
    double[] shares = new double[size()];
    double spread = 0.5 / size();
    double below = 0;
    for (int i = 0; i < shares.length; i++) {
      double next = i < edges.length ? law.below(edges[i]) : 1;
      shares[i] = (Math.max(0, next - below) * rows + spread) / (rows + 0.5);
      below = next;
    }
    return shares;
  }
}
