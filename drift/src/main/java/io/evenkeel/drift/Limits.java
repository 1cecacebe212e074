package io.evenkeel.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The calibrated limits of a reference, found when first asked for and kept for each size of
/// window.
///
/// Draws are made from 20,000 rows of the reference at most (5,000 where a test other than the two
/// distances judges a feature), so that they cost the same whatever the size of the reference.
///
/// Safe for use by many threads. Threads that ask for the same limit at once may each work it out;
/// the answer is the same. Nobody waits, so a caller that itself runs in a pool cannot lock up.
final class Limits {
  private static final int MOST_ROWS = 20_000;
  private static final int MOST_ROWS_COSTLY = 5_000;

  private final List<Column> columns;
  private final TestChoice choice;
  private final double[][] kept;
  private final int rows;
  private final Calibration calibration;
  private final boolean costly;
  private final ConcurrentMap<Integer, Double> scales = new ConcurrentHashMap<>();

  /// @param values `values[column][row]`; what is needed is copied
  Limits(List<Column> columns, double[][] values, TestChoice choice, Calibration calibration) {
    this.columns = List.copyOf(columns);
    this.choice = choice;
    this.rows = values[0].length;
    this.calibration = calibration;
    this.costly =
        columns.stream().anyMatch(c -> Rule.of(c, choice, true).cost() == Rule.Cost.ORDERED);
    this.kept = calibration.wanted() ? some(values) : new double[0][];
  }

  /// By how much the nominal limits are scaled for windows of so many rows; 1 or more.
  double scale(int windowRows) {
    if (!calibration.wanted() || windowRows < 1 || kept[0].length < 2) {
      return 1;
    }
    int size = WindowSize.floor(windowRows);
    Double known = scales.get(size);
    if (known == null) {
      known = find(size);
      scales.put(size, known);
    }
    return known;
  }

  private double find(int size) {
    int drawable = kept[0].length;
    int take = WindowSize.drawn(size, rows, drawable);
    RowPicker picker = RowPicker.ofAll(drawable, take, new Chance(calibration.seed() + 31L * size));
    return QuietDraws.scale(
        features(columns, kept, choice),
        picker,
        drawable,
        costly ? calibration.tailDraws() : calibration.draws(),
        costly,
        calibration.quantile());
  }

  /// Prepares each feature for draws from `values`. Those without values, and those whose limit
  /// does not come from draws, have no say.
  static List<DrawnFeature> features(List<Column> columns, double[][] values, TestChoice choice) {
    List<DrawnFeature> features = new ArrayList<>();
    for (int c = 0; c < values.length; c++) {
      Sample sample = Sample.of(values[c], values[c].length);
      Rule rule = Rule.of(columns.get(c), choice, sample.distinct().length > Rule.FEW_VALUES);
      if (sample.size() > 1 && rule.cost() != Rule.Cost.EXACT) {
        features.add(DrawnFeature.of(rule, sample, DrawnFeature.positions(sample, values[c])));
      }
    }
    return features;
  }

  private double[][] some(double[][] values) {
    int most = costly ? MOST_ROWS_COSTLY : MOST_ROWS;
    if (rows <= most) {
      double[][] all = new double[values.length][];
      for (int c = 0; c < values.length; c++) {
        all[c] = values[c].clone();
      }
      return all;
    }
    int[] chosen = new int[most];
    RowPicker.ofAll(rows, most, new Chance(calibration.seed())).pick(chosen);
    double[][] some = new double[values.length][most];
    for (int c = 0; c < values.length; c++) {
      for (int i = 0; i < most; i++) {
        some[c][i] = values[c][chosen[i]];
      }
    }
    return some;
  }
}
