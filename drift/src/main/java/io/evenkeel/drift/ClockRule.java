package io.evenkeel.drift;

import java.util.Arrays;
import java.util.Optional;

/// Finds a clock that runs ahead or behind: the window's day is the reference's day, turned by
/// whole or half steps. Half steps are what a zone half an hour apart does to whole hours.
///
/// A column counts as a clock when it is numeric, its values are whole, and its range, declared or
/// else seen, spans as many values as a day, a week or a year has parts. Where the range is only
/// seen, no part may be next to empty: a count has a thin end, a day comes round.
final class ClockRule {
  private static final int[] PERIODS = {7, 12, 24, 48, 60, 96, 168};

  /// With fewer values a busy night looks like a turned day.
  private static final int LEAST_VALUES = 300;

  /// The least share of any part, in even shares, where nobody declared the range.
  private static final double THIN = 0.05;

  private final String name;
  private final int first;
  private final double[] usual;
  private final int rows;

  private ClockRule(String name, int first, double[] usual, int rows) {
    this.name = name;
    this.first = first;
    this.usual = usual;
    this.rows = rows;
  }

  /// The rule for a column, if it is a clock.
  static Optional<ClockRule> of(Column column, Sample reference) {
    if (!(column instanceof Column.Numeric range) || reference.size() == 0) {
      return Optional.empty();
    }
    double[] seen = reference.distinct();
    double low = Double.isFinite(range.lower()) ? range.lower() : seen[0];
    double high = Double.isFinite(range.upper()) ? range.upper() : seen[seen.length - 1];
    boolean clock =
        Math.rint(low) == low
            && Math.abs(low) <= 1
            && Arrays.stream(PERIODS).anyMatch(period -> high - low + 1 == period)
            && Arrays.stream(seen).allMatch(v -> Math.rint(v) == v && v >= low && v <= high);
    if (!clock) {
      return Optional.empty();
    }
    double[] usual = count(reference, (int) low, new double[(int) (high - low) + 1]);
    boolean declared = Double.isFinite(range.lower()) && Double.isFinite(range.upper());
    double least = THIN * reference.size() / usual.length;
    return declared || Arrays.stream(usual).allMatch(part -> part >= least)
        ? Optional.of(new ClockRule(column.name(), (int) low, usual, reference.size()))
        : Optional.empty();
  }

  /// The shift that explains a window, if one does.
  Optional<DataFault> judge(Sample current) {
    int period = usual.length;
    if (Math.min(rows, current.size()) < LEAST_VALUES) {
      return Optional.empty();
    }
    for (double value : current.distinct()) {
      if (Math.rint(value) != value || value < first || value >= first + period) {
        return Optional.empty();
      }
    }
    double[] counts = count(current, first, new double[period]);
    double inflation = 1 + (double) current.size() / rows;
    double[] still = turned(0);
    Fit best = Fit.all(counts, still, still, inflation);
    int halves = 0;
    for (int k = 1; k < 2 * period; k++) {
      Fit fit = Fit.all(counts, still, turned(k), inflation);
      if (fit.remainder() < best.remainder()) {
        best = fit;
        halves = k;
      }
    }
    double shift = halves / 2.0;
    return best.explains()
        ? Optional.of(new DataFault.ClockShift(name, shift > period / 2.0 ? shift - period : shift))
        : Optional.empty();
  }

  /// The usual shares, turned by so many half steps.
  private double[] turned(int halves) {
    int period = usual.length;
    int step = halves / 2;
    int further = (halves + 1) / 2;
    double[] shares = new double[period];
    double spread = 0.5 / period;
    for (int j = 0; j < period; j++) {
      double count =
          (usual[Math.floorMod(j - step, period)] + usual[Math.floorMod(j - further, period)]) / 2;
      shares[j] = (count + spread) / (rows + 0.5);
    }
    return shares;
  }

  private static double[] count(Sample sample, int first, double[] into) {
    for (int i = 0; i < sample.distinct().length; i++) {
      into[(int) sample.distinct()[i] - first] += sample.counts()[i];
    }
    return into;
  }
}
